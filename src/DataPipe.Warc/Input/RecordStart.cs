using System.Text;

namespace DataPipe.Warc.Input;

/// <summary>Where a record begins.</summary>
internal static class RecordStart
{
    /// <summary>Bytes needed to tell: <c>WARC/1.0</c>.</summary>
    public const int VersionBytes = 8;

    /// <summary>Bytes needed to be sure: the version line and <c>Content-</c>, the longer of the two ways in which a first field begins.</summary>
    public const int SureBytes = VersionBytes + 2 + 8;

    /// <summary>Whether the bytes begin with the version line of a record.</summary>
    public static bool IsAt(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= VersionBytes && bytes.StartsWith("WARC/"u8) && char.IsAsciiDigit((char)bytes[5]) && bytes[6] == (byte)'.' && char.IsAsciiDigit((char)bytes[7]);

    /// <summary>
    /// Whether the bytes begin with a version line and then a line that can only be a record's first field. That is a record wherever it
    /// stands; a version line alone is one only at the start of a line, for a page about WARC may well show it.
    /// </summary>
    public static bool IsSurelyAt(ReadOnlySpan<byte> bytes)
    {
        if (!IsAt(bytes)) return false;
        var next = bytes[VersionBytes..];
        if (next is [(byte)'\r', ..]) next = next[1..];
        return next is [(byte)'\n', ..] && (StartsWith(next[1..], "WARC-") || StartsWith(next[1..], "Content-"));
    }

    /// <summary>Whether the bytes, however few, could begin a version line.</summary>
    public static bool CouldBeAt(ReadOnlySpan<byte> bytes) => bytes.Length >= VersionBytes ? IsAt(bytes) : "WARC/1.0"u8.StartsWith(bytes) || "WARC/1.1"u8.StartsWith(bytes);

    /// <summary>
    /// Bytes that begin no record and can be passed: up to the next place that may begin one, which <paramref name="atLineStart"/> then tells
    /// more of. At least one.
    /// </summary>
    public static int Skip(ReadOnlySpan<byte> bytes, out bool atLineStart)
    {
        var hit = bytes[1..].IndexOf("WARC/"u8) + 1;
        if (hit == 0)
        {
            // The last bytes may be the first of "WARC/"; a line feed before them is passed and remembered.
            var tail = Math.Max(1, bytes.Length - 4);
            var first = bytes[tail..].IndexOf((byte)'W');
            hit = first < 0 ? bytes.Length : tail + first;
        }
        atLineStart = bytes[hit - 1] == (byte)'\n';
        return hit;
    }

    /// <summary>Index of the first sure record inside a block, or -1.</summary>
    public static int FindIn(ReadOnlySpan<byte> block)
    {
        for (var from = 0; ;)
        {
            var hit = block[from..].IndexOf("WARC/"u8);
            if (hit < 0) return -1;
            from += hit;
            if (IsSurelyAt(block[from..])) return from;
            from++;
        }
    }

    /// <summary>Index of a sure record that begins in the last bytes of a block and goes on behind it, or -1.</summary>
    public static int FindAcross(ReadOnlySpan<byte> block, ReadOnlySpan<byte> next)
    {
        Span<byte> joined = stackalloc byte[2 * SureBytes];
        var tail = block[Math.Max(0, block.Length - SureBytes)..];
        next = next[..Math.Min(SureBytes, next.Length)];
        tail.CopyTo(joined);
        next.CopyTo(joined[tail.Length..]);
        joined = joined[..(tail.Length + next.Length)];
        for (var at = 0; at < tail.Length; at++)
            if (IsSurelyAt(joined[at..])) return block.Length - tail.Length + at;
        return -1;
    }

    private static bool StartsWith(ReadOnlySpan<byte> bytes, string text) => bytes.Length >= text.Length && Ascii.EqualsIgnoreCase(bytes[..text.Length], text);
}
