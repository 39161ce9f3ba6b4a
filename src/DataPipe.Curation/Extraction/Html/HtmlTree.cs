using System.Buffers;

namespace DataPipe.Curation.Extraction.Html;

/// <summary>
/// A page as a flat tree: its nodes in page order in one array, so that the nodes of a subtree are a contiguous run. Texts and attributes stay where they
/// are in the page. Made by an <see cref="HtmlTreeBuilder"/>, which fills the same instance page after page.
/// </summary>
internal sealed class HtmlTree
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create("\t\n\f\r />"u8);

    // An array that one page blew up beyond this is let go: 20 bytes a node.
    private const int MaxKeptNodes = 256 * 1024;

    private HtmlNode[] _nodes = new HtmlNode[1024];

    /// <summary>The page.</summary>
    public ReadOnlyMemory<byte> Html { get; private set; }

    /// <summary>How many nodes.</summary>
    public int Count { get; private set; }

    /// <summary>The nodes in page order; the first is the root, an html element.</summary>
    public Span<HtmlNode> Nodes => _nodes.AsSpan(0, Count);

    /// <summary>Empties the tree for another page.</summary>
    public void Reset(ReadOnlyMemory<byte> html)
    {
        Html = html;
        Count = 0;
        if (_nodes.Length > MaxKeptNodes) _nodes = new HtmlNode[1024];
    }

    /// <summary>Appends a node.</summary>
    public int Add(HtmlTag tag, int parent, int start, int end)
    {
        if (Count == _nodes.Length) Array.Resize(ref _nodes, Count * 2);
        _nodes[Count] = new HtmlNode { Tag = tag, Parent = parent, SubtreeEnd = Count + 1, Start = start, End = end };
        return Count++;
    }

    /// <summary>Bytes of a text as they stand in the page.</summary>
    public ReadOnlySpan<byte> Text(int node) => Html.Span[_nodes[node].Start.._nodes[node].End];

    /// <summary>The attributes of an element.</summary>
    public HtmlAttributes Attributes(int node)
    {
        ref readonly var element = ref _nodes[node];
        if (element.End <= element.Start) return new HtmlAttributes(default, 0);
        var html = Html.Span[..(element.End + 1)];
        return new HtmlAttributes(html, element.Start + html[element.Start..].IndexOfAny(NameEnds));
    }

    /// <summary>Name of an element as written.</summary>
    public ReadOnlySpan<byte> Name(int node)
    {
        ref readonly var element = ref _nodes[node];
        if (element.End <= element.Start) return default;
        var html = Html.Span[element.Start..(element.End + 1)];
        return html[..html.IndexOfAny(NameEnds)];
    }

    /// <summary>Value of an attribute as written, empty when there is none or it is empty.</summary>
    public ReadOnlySpan<byte> Attribute(int node, ReadOnlySpan<byte> lowerName)
    {
        var attributes = Attributes(node);
        while (attributes.MoveNext())
            if (attributes.Is(lowerName))
                return attributes.Value;
        return default;
    }
}
