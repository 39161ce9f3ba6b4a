using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Prunes headings of which everything up to the next heading as high was pruned: what they announce is gone.</summary>
internal static class OrphanHeadingPruner
{
    /// <summary>Marks them below a node.</summary>
    public static void Prune(HtmlTree tree, PageMeasures page, int root)
    {
        var nodes = tree.Nodes;
        var measures = page.Nodes;
        var heading = -1;
        var hasLost = false;
        for (var i = root + 1; i < nodes[root].SubtreeEnd; i++)
        {
            ref readonly var node = ref nodes[i];
            if (measures[i].IsPruned)
            {
                hasLost |= measures[i].Chars > 0;
                i = node.SubtreeEnd - 1;
            }
            else if (HtmlTags.Is(node.Tag, TagTraits.Heading))
            {
                // One of a higher number below it is the heading of a part of its own.
                if (heading >= 0 && hasLost && nodes[heading].Tag >= node.Tag) measures[heading].IsPruned = true;
                (heading, hasLost) = (i, false);
                i = node.SubtreeEnd - 1;
            }
            else if (node.Tag == HtmlTag.Text && measures[i].Chars > 0)
            {
                heading = -1;
            }
        }

        if (heading >= 0 && hasLost) measures[heading].IsPruned = true;
    }
}
