namespace DataPipe.Curation.Extraction;

/// <summary>What extraction gives of a page. The text is valid until the next page.</summary>
internal readonly ref struct ExtractedPage(ReadOnlySpan<byte> text, string? title, DateTimeOffset? publishedAt)
{
    /// <summary>The main text, UTF-8; empty when there is none.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Title, or null.</summary>
    public string? Title { get; } = title;

    /// <summary>When the page says that it was published, or null.</summary>
    public DateTimeOffset? PublishedAt { get; } = publishedAt;
}
