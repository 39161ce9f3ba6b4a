namespace DataPipe.Text.Substrings;

/// <summary>Spans of UTF-8 text that begin and end between code points.</summary>
public static class CodePointSpan
{
    /// <summary>The largest such span inside of <paramref name="start"/>..<paramref name="end"/> (bytes, the end excluded); an empty one when no whole code point lies there.</summary>
    public static (int Start, int End) Inside(ReadOnlySpan<byte> utf8, int start, int end)
    {
        while (start < end && IsInside(utf8, start)) start++;
        while (end > start && IsInside(utf8, end)) end--;
        return (start, end);
    }

    // Bytes 10xxxxxx go on with a code point.
    private static bool IsInside(ReadOnlySpan<byte> utf8, int at) => at < utf8.Length && (utf8[at] & 0xC0) == 0x80;
}
