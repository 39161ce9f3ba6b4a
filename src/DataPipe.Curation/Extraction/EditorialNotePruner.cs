using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Prunes the first and the last block of a main text where it is all in italics: there editors and authors speak of themselves, of sponsors and of where the text appeared.</summary>
internal static class EditorialNotePruner
{
    // Ours: a note is a few sentences, and stands at the edge of a text several times as long that is prose for the most part.
    private const int MaxNoteChars = 450;
    private const int MinTextChars = 4 * MaxNoteChars;
    private const double MinProseFraction = 0.5;

    /// <summary>Marks them below a node.</summary>
    public static void Prune(HtmlTree tree, PageMeasures page, int root)
    {
        var nodes = tree.Nodes;
        var measures = page.Nodes;
        if (measures[root].ProseChars < measures[root].Chars * MinProseFraction || measures[root].Chars < MinTextChars) return;
        int first = -1, last = -1;
        for (var i = root + 1; i < nodes[root].SubtreeEnd; i++)
        {
            if (measures[i].IsPruned) i = nodes[i].SubtreeEnd - 1;
            else if (nodes[i].Tag != HtmlTag.Text && measures[i].OwnChars > 0 && !HtmlTags.Is(nodes[i].Tag, TagTraits.Heading))
            {
                if (first < 0) first = i;
                last = i;
            }
        }

        PruneNote(tree, measures, first);
        if (last != first) PruneNote(tree, measures, last);
    }

    private static void PruneNote(HtmlTree tree, Span<NodeMeasure> measures, int block)
    {
        if (block < 0 || tree.Nodes[block].Tag is not (HtmlTag.P or HtmlTag.Div)) return;
        ref var measure = ref measures[block];
        measure.IsPruned = measure.OwnChars <= MaxNoteChars && measure.Chars == measure.OwnChars && IsInItalics(tree, measures, block);
    }

    // A dot or dash outside of the italics does not count.
    private static bool IsInItalics(HtmlTree tree, Span<NodeMeasure> measures, int block)
    {
        var nodes = tree.Nodes;
        var end = block;
        for (var i = block + 1; i < nodes[block].SubtreeEnd; i++)
        {
            if (nodes[i].Tag is HtmlTag.I or HtmlTag.Em) end = Math.Max(end, nodes[i].SubtreeEnd);
            else if (nodes[i].Tag == HtmlTag.Text && measures[i].Chars > 1 && i >= end) return false;
        }

        return end > block;
    }
}
