namespace DataPipe.Curation.Extraction;

/// <summary>What a page says that it is, which tells which of its parts are its main text.</summary>
internal enum PageKind
{
    /// <summary>It says nothing.</summary>
    Unknown,

    /// <summary>An article, a post, a story.</summary>
    Article,

    /// <summary>One product on sale.</summary>
    Product,

    /// <summary>A list of products, articles or results.</summary>
    Listing,

    /// <summary>A discussion or a question with its answers.</summary>
    Discussion,
}
