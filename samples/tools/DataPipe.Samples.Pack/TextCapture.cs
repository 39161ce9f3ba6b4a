namespace DataPipe.Samples.Pack;

/// <summary>One line of texts/index.json: a page of which only the text is kept.</summary>
internal sealed record TextCapture
{
    /// <summary>Address of the page; without a file, the address of a capture whose text is taken.</summary>
    public required string Url { get; init; }

    /// <summary>When the page was fetched.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Language of the text by its three letters of ISO 639-3.</summary>
    public required string Language { get; init; }

    /// <summary>Source below texts/; null takes the text of a capture.</summary>
    public string? File { get; init; }
}
