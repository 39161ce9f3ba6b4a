namespace DataPipe.Text.Words;

/// <summary>The words of UTF-8 text, walked without allocation: <c>foreach (var word in Words.Of(text))</c>.</summary>
public static class Words
{
    /// <summary>The words between whitespace.</summary>
    public static WordEnumerator Of(ReadOnlySpan<byte> utf8) => new(utf8, WordRule.Whitespace);

    /// <summary>The words by <paramref name="rule"/>. Throws <see cref="ArgumentOutOfRangeException"/> on an unknown rule.</summary>
    public static WordEnumerator Of(ReadOnlySpan<byte> utf8, WordRule rule) => new(utf8, rule);

    /// <summary>The number of words by <paramref name="rule"/>.</summary>
    public static int Count(ReadOnlySpan<byte> utf8, WordRule rule)
    {
        var words = 0;
        foreach (var _ in Of(utf8, rule)) words++;
        return words;
    }
}
