namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>Words of a line, between whitespace.</summary>
internal static class LineWords
{
    /// <summary>Whether there are so many; looks at no more than that.</summary>
    internal static bool HasAtLeast(ReadOnlySpan<byte> line, int words)
    {
        foreach (var _ in Text.Words.Words.Of(line))
            if (--words <= 0)
                return true;
        return words <= 0;
    }
}
