namespace DataPipe.Curation.Extraction.Html;

/// <summary>A text or element of an <see cref="HtmlTree"/>. The nodes below it follow it directly, up to <see cref="SubtreeEnd"/>.</summary>
internal struct HtmlNode
{
    /// <summary>Element kind, or <see cref="HtmlTag.Text"/>.</summary>
    public HtmlTag Tag;

    /// <summary>Whether an ampersand of a text is an ampersand.</summary>
    public bool IsRaw;

    /// <summary>Index of the element it lies in; -1 for the root.</summary>
    public int Parent;

    /// <summary>Index of the first node that no longer lies in it.</summary>
    public int SubtreeEnd;

    /// <summary>Start in the page of a text, or of an element's name.</summary>
    public int Start;

    /// <summary>End in the page of a text, or of an element's start tag.</summary>
    public int End;
}
