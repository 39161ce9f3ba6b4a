using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Prunes the short blocks before and behind the prose of a main text: dates and times to read, buttons, the last words of a frame.</summary>
internal static class EdgeTrimmer
{
    // Ours: no longer than a short sentence, at the edge of a text that is prose for the most part.
    private const int MaxChars = 60;
    private const double MinProseFraction = 0.7;

    /// <summary>Marks them below a node.</summary>
    public static void Trim(HtmlTree tree, PageMeasures page, int root)
    {
        var measures = page.Nodes;
        if (measures[root].ProseChars < measures[root].Chars * MinProseFraction) return;
        TrimStart(tree, measures, root);
        TrimEnd(tree, measures, root);
    }

    private static void TrimStart(HtmlTree tree, Span<NodeMeasure> measures, int root)
    {
        var nodes = tree.Nodes;
        for (var i = root + 1; i < nodes[root].SubtreeEnd; i++)
        {
            if (measures[i].IsPruned)
            {
                i = nodes[i].SubtreeEnd - 1;
                continue;
            }

            if (nodes[i].Tag == HtmlTag.Text || measures[i].OwnChars == 0) continue;
            if (HtmlTags.Is(nodes[i].Tag, TagTraits.Heading) || !IsShort(nodes[i].Tag, measures[i])) return;
            measures[i].IsPruned = true;
        }
    }

    private static void TrimEnd(HtmlTree tree, Span<NodeMeasure> measures, int root)
    {
        var nodes = tree.Nodes;
        var last = root;
        for (var i = root + 1; i < nodes[root].SubtreeEnd; i++)
        {
            if (measures[i].IsPruned) i = nodes[i].SubtreeEnd - 1;
            else if (nodes[i].Tag != HtmlTag.Text && measures[i].OwnChars > 0 && (nodes[i].Tag == HtmlTag.Li || !IsShort(nodes[i].Tag, measures[i]))) last = i;
        }

        for (var i = last + 1; i < nodes[root].SubtreeEnd; i++)
            if (nodes[i].Tag != HtmlTag.Text && measures[i].OwnChars > 0) measures[i].IsPruned = true;
    }

    private static bool IsShort(HtmlTag tag, in NodeMeasure block) =>
        block.OwnChars < MaxChars && block.Chars == block.OwnChars && tag is not (HtmlTag.Pre or HtmlTag.Td or HtmlTag.Th or HtmlTag.Blockquote or HtmlTag.Dd or HtmlTag.Dt);
}
