namespace DataPipe.Curation.Extraction.Html;

/// <summary>What the parser and the extractor have to know of an element kind.</summary>
[Flags]
internal enum TagTraits
{
    None = 0,

    /// <summary>Has no content and no end tag.</summary>
    Void = 1,

    /// <summary>Stands on lines of its own, and an end tag of an inline element does not reach across it.</summary>
    Block = 2,

    /// <summary>Its start tag ends an open paragraph.</summary>
    ClosesParagraph = 4,

    /// <summary>Its content is text without markup up to its end tag.</summary>
    RawText = 8,

    /// <summary>Its content is text without tags, but with character references.</summary>
    EscapableText = 16,

    /// <summary>An end tag inside it closes nothing outside.</summary>
    Scope = 32,

    /// <summary>May stand in the head of a page.</summary>
    HeadContent = 64,

    /// <summary>Never holds text of the page: code, styles, media, controls.</summary>
    Unread = 128,

    /// <summary>h1 to h6.</summary>
    Heading = 256,
}
