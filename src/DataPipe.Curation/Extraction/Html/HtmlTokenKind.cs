namespace DataPipe.Curation.Extraction.Html;

/// <summary>What an <see cref="HtmlTokenizer"/> found.</summary>
internal enum HtmlTokenKind
{
    /// <summary>Text between tags; character references in it are not decoded.</summary>
    Text,

    /// <summary>Text in which an ampersand is an ampersand: scripts, styles, CDATA sections.</summary>
    RawText,

    StartTag,
    EndTag,
    Comment,
    Doctype,
}
