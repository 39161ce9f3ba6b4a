using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Prunes blocks whose text already stood on the page: the same part laid out for another screen, and turns of a slide show.</summary>
internal sealed class RepeatPruner
{
    // Ours: what is shorter may be said twice, such as a name or a price. From 10 to 40 the score on real pages is the same.
    private const int MinChars = 20;

    private readonly HashSet<ulong> _seen = [];

    /// <summary>Marks the blocks below a node.</summary>
    public void Prune(HtmlTree tree, PageMeasures page, int root)
    {
        _seen.Clear();
        var nodes = tree.Nodes;
        var measures = page.Nodes;
        for (var i = root; i < nodes[root].SubtreeEnd; i++)
        {
            ref readonly var node = ref nodes[i];
            ref var measure = ref measures[i];
            if (measure.IsPruned)
            {
                i = node.SubtreeEnd - 1;
                continue;
            }

            // Code and data may say the same twice.
            if (node.Tag == HtmlTag.Pre || (node.Tag == HtmlTag.Table && !TableShape.IsLayout(tree, page, i)))
            {
                i = node.SubtreeEnd - 1;
                continue;
            }

            if (measure.OwnChars < MinChars || measure.Chars != measure.OwnChars) continue;
            if (!_seen.Add(measure.OwnHash)) measure.IsPruned = true;
        }
    }
}
