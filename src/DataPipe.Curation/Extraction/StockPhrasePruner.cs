using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Prunes blocks that are <see cref="StockPhrases"/>, and parts whose heading is one.</summary>
internal static class StockPhrasePruner
{
    // Ours: what is longer than these says more than the phrase in it. A heading is believed unless most of the text stands below it.
    private const int MaxBlockChars = 200;
    private const int MaxNoticeChars = 120;
    private const int MaxComparedChars = 256;
    private const double MaxPartFraction = 0.7;

    // An element starts with a heading when next to nothing stands before it.
    private const int MaxLeadNodes = 64;

    /// <summary>Marks the blocks below a node.</summary>
    public static void Prune(HtmlTree tree, PageMeasures page, int root)
    {
        var nodes = tree.Nodes;
        var measures = page.Nodes;
        Span<char> buffer = stackalloc char[MaxComparedChars];
        for (var i = root + 1; i < nodes[root].SubtreeEnd; i++)
        {
            ref readonly var node = ref nodes[i];
            ref var measure = ref measures[i];
            if (measure.IsPruned || node.Tag == HtmlTag.Pre)
            {
                i = node.SubtreeEnd - 1;
                continue;
            }

            if (measure.OwnChars is 0 or > MaxBlockChars || measure.Chars != measure.OwnChars) continue;
            var text = Normalize(tree, measures, i, buffer);
            measure.IsPruned = StockPhrases.IsLine(text) || StockPhrases.IsOpening(text) || (measure.OwnChars <= MaxNoticeChars && StockPhrases.IsNotice(text));
            if (HtmlTags.Is(node.Tag, TagTraits.Heading) && StockPhrases.IsTitle(text)) PrunePart(tree, measures, root, i);
        }
    }

    // The part of a heading: the largest element that starts with it, or else what follows up to the next heading as high.
    private static void PrunePart(HtmlTree tree, Span<NodeMeasure> measures, int root, int heading)
    {
        var nodes = tree.Nodes;
        var limit = measures[root].Chars * MaxPartFraction;
        var part = heading;
        for (var parent = nodes[part].Parent; parent > root && measures[parent].Chars <= limit && StartsWith(tree, measures, parent, heading); parent = nodes[parent].Parent) part = parent;
        if (measures[part].Chars > measures[heading].Chars)
        {
            measures[part].IsPruned = true;
            return;
        }

        var chars = 0;
        var next = nodes[part].SubtreeEnd;
        for (var end = nodes[nodes[part].Parent].SubtreeEnd; next < end && !HoldsHeading(tree, next, nodes[heading].Tag); next = nodes[next].SubtreeEnd)
            if (!measures[next].IsPruned) chars += measures[next].Chars;
        if (chars > limit) return;
        for (var i = part; i < next; i = nodes[i].SubtreeEnd) measures[i].IsPruned = true;
    }

    private static bool HoldsHeading(HtmlTree tree, int node, HtmlTag lowest)
    {
        var nodes = tree.Nodes;
        for (var i = node; i < nodes[node].SubtreeEnd; i++)
            if (HtmlTags.Is(nodes[i].Tag, TagTraits.Heading) && nodes[i].Tag <= lowest) return true;
        return false;
    }

    private static bool StartsWith(HtmlTree tree, Span<NodeMeasure> measures, int element, int heading)
    {
        var nodes = tree.Nodes;
        if (heading - element > MaxLeadNodes) return false;
        for (var i = element + 1; i < heading; i++)
        {
            if (measures[i].IsPruned) i = nodes[i].SubtreeEnd - 1;
            else if (nodes[i].Tag == HtmlTag.Text && measures[i].Chars > 0) return false;
        }

        return true;
    }

    private static ReadOnlySpan<char> Normalize(HtmlTree tree, Span<NodeMeasure> measures, int block, Span<char> buffer)
    {
        var nodes = tree.Nodes;
        var length = 0;
        for (var i = block + 1; i < nodes[block].SubtreeEnd && length < buffer.Length; i++)
        {
            if (measures[i].IsPruned) i = nodes[i].SubtreeEnd - 1;
            else if (nodes[i].Tag == HtmlTag.Text) length = Append(tree.Text(i), buffer, length);
        }

        return buffer[..length].TrimEnd(' ');
    }

    // Letters in lower case; apostrophes, curly ones too (UTF-8 from E2), are nothing, and letters beyond ASCII, which no phrase has, are one sign; all else parts words.
    private static int Append(ReadOnlySpan<byte> text, Span<char> buffer, int length)
    {
        foreach (var b in text)
        {
            if (length == buffer.Length) break;
            if ((uint)((b | 0x20) - 'a') <= 'z' - 'a') buffer[length++] = (char)(b | 0x20);
            else if (b is (byte)'\'' or 0xE2) continue;
            else if (b >= 0x80 && b != 0xC2) buffer[length++] = '\u00FF';
            else if (length > 0 && buffer[length - 1] != ' ') buffer[length++] = ' ';
        }

        return length;
    }
}
