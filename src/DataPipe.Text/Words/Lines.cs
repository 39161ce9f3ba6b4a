namespace DataPipe.Text.Words;

/// <summary>The lines of UTF-8 text, walked without allocation: <c>foreach (var line in Lines.Of(text))</c>. Lines come without their boundary.</summary>
public static class Lines
{
    /// <summary>The lines as Python's str.splitlines cuts them; empty text has none.</summary>
    public static LineEnumerator Of(ReadOnlySpan<byte> utf8) => new(utf8, LineRule.AllBoundaries);

    /// <summary>The lines by <paramref name="rule"/>. Throws <see cref="ArgumentOutOfRangeException"/> on an unknown rule.</summary>
    public static LineEnumerator Of(ReadOnlySpan<byte> utf8, LineRule rule) => new(utf8, rule);

    /// <summary>The number of lines by <paramref name="rule"/>.</summary>
    public static int Count(ReadOnlySpan<byte> utf8, LineRule rule)
    {
        var lines = 0;
        foreach (var _ in Of(utf8, rule)) lines++;
        return lines;
    }
}
