using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Measures every node of a page: how much text lies below it, how much of that in links, how much in prose. An instance serves page after page.</summary>
internal sealed class PageMeasures
{
    private const int MaxKeptNodes = 256 * 1024;

    // A block is prose from about one short sentence on, when at most a third of it is links.
    private const int MinProseChars = 60;
    private const int MaxProseLinkShare = 3;

    private const int MinCardTitleChars = 30;
    private const int MaxPriceChars = 24;

    private NodeMeasure[] _measures = new NodeMeasure[1024];
    private HtmlTree _tree = new();

    /// <summary>The measures, one a node.</summary>
    public Span<NodeMeasure> Nodes => _measures.AsSpan(0, _tree.Count);

    /// <summary>How many short texts are prices.</summary>
    public int Prices { get; private set; }

    /// <summary>Measures a page.</summary>
    public void Measure(HtmlTree tree)
    {
        _tree = tree;
        if (_measures.Length < tree.Count || _measures.Length > MaxKeptNodes) _measures = new NodeMeasure[Math.Max(1024, tree.Count + tree.Count / 4)];
        else Nodes.Clear();
        Prices = 0;
        MeasureTexts();
        Sum();
    }

    /// <summary>Adds up the measures of all elements from those of their texts, leaving out what is pruned.</summary>
    public void Sum()
    {
        var nodes = _tree.Nodes;
        var measures = Nodes;
        for (var i = 0; i < nodes.Length; i++)
        {
            ref var measure = ref measures[i];
            if (nodes[i].Tag == HtmlTag.Text) continue;
            measure.Chars = measure.LinkChars = measure.ProseChars = 0;
            measure.SaidChars = Said(nodes[i].Tag, measure);
            if (measure.OwnChars >= MinProseChars && measure.OwnLinkChars * MaxProseLinkShare <= measure.OwnChars) measure.ProseChars = measure.OwnChars;
        }

        for (var i = nodes.Length - 1; i > 0; i--)
        {
            ref readonly var measure = ref measures[i];
            if (measure.IsPruned) continue;
            ref var parent = ref measures[nodes[i].Parent];
            parent.Chars += measure.Chars;
            parent.LinkChars += measure.LinkChars;
            parent.ProseChars += measure.ProseChars;
            if (nodes[i].Tag != HtmlTag.Text) parent.SaidChars += measure.SaidChars;
        }
    }

    // A short block of links names other pages, a longer one may be the title of a card.
    private static int Said(HtmlTag tag, in NodeMeasure block) =>
        block.OwnLinkChars * 5 < block.OwnChars * 4 || HtmlTags.Is(tag, TagTraits.Heading) ? block.OwnChars
        : block.OwnChars >= MinCardTitleChars ? block.OwnChars / 4
        : 0;

    private void MeasureTexts()
    {
        var nodes = _tree.Nodes;
        var measures = Nodes;
        var linkEnd = 0;
        for (var i = 1; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            ref var measure = ref measures[i];
            if (HtmlTags.Is(node.Tag, TagTraits.Unread))
            {
                measure.IsPruned = true;
                i = node.SubtreeEnd - 1;
                continue;
            }

            measure.Block = HtmlTags.Is(node.Tag, TagTraits.Block) ? i : measures[node.Parent].Block;
            if (node.Tag != HtmlTag.Text)
            {
                measure.Cues = CueReader.Read(_tree, i);
                if (node.Tag == HtmlTag.A && (measure.Cues & ElementCues.Link) != 0) linkEnd = Math.Max(linkEnd, node.SubtreeEnd);
                continue;
            }

            measure.Chars = Weigh(_tree.Text(i));
            if (measure.Chars is >= 2 and <= MaxPriceChars && IsPrice(_tree.Text(i))) Prices++;
            measure.LinkChars = i < linkEnd ? measure.Chars : 0;
            ref var block = ref measures[measure.Block];
            block.OwnHash = Hash(_tree.Text(i), block.OwnHash);
            block.OwnChars += measure.Chars;
            block.OwnLinkChars += measure.LinkChars;
        }
    }

    // A currency sign and a digit.
    private static bool IsPrice(ReadOnlySpan<byte> text) =>
        text.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0
        && (text.IndexOf((byte)'$') >= 0 || text.IndexOf("\u00A3"u8) >= 0 || text.IndexOf("\u20AC"u8) >= 0 || text.IndexOf("&pound;"u8) >= 0 || text.IndexOf("&euro;"u8) >= 0);

    private static ulong Hash(ReadOnlySpan<byte> text, ulong hash)
    {
        foreach (var b in text)
            if (b > 0x20) hash = (hash ^ b) * 0x9E3779B97F4A7C15UL;
        return hash;
    }

    // One a letter, two an ideograph or syllable of the scripts without spaces (UTF-8 lead bytes from E3): about equal amounts of text.
    private static int Weigh(ReadOnlySpan<byte> text)
    {
        var weight = 0;
        foreach (var b in text)
        {
            if (b > 0x20 && (b & 0xC0) != 0x80) weight++;
            if (b is >= 0xE3 and < 0xF0) weight++;
        }

        return weight;
    }
}
