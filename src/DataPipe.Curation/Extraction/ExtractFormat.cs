namespace DataPipe.Curation.Extraction;

/// <summary>How the main text is written.</summary>
public enum ExtractFormat
{
    /// <summary>Plain text: blank lines between blocks, a line for each list item and table row.</summary>
    Text,

    /// <summary>Markdown: headings, lists, quotations, code and tables are marked as GitHub's dialect has it; links are their text.</summary>
    Markdown,
}
