using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Tells tables of data from tables that only lay a page out.</summary>
internal static class TableShape
{
    // Ours: a cell of data is a few words; a page laid out by a table has its text in one or two cells.
    private const int MaxCellChars = 300;

    /// <summary>Whether a table holds another table, a heading, or on average more text in a cell than data does.</summary>
    public static bool IsLayout(HtmlTree tree, PageMeasures page, int table)
    {
        var nodes = tree.Nodes;
        var cells = 0;
        for (var i = table + 1; i < nodes[table].SubtreeEnd; i++)
        {
            var tag = nodes[i].Tag;
            if (tag == HtmlTag.Table || (HtmlTags.Is(tag, TagTraits.Heading) && page.Nodes[i].Chars > 0)) return true;
            if (tag is HtmlTag.Td or HtmlTag.Th) cells++;
        }

        return cells <= 1 || page.Nodes[table].Chars / cells > MaxCellChars;
    }
}
