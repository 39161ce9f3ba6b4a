namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>What a document is cut into before each piece is judged.</summary>
public enum LineUnit
{
    /// <summary>Lines: what newlines part.</summary>
    Line,

    /// <summary>Paragraphs: what empty lines part.</summary>
    Paragraph,
}
