namespace DataPipe.Curation.Extraction.Html;

/// <summary>The elements that are open while a page is parsed, innermost last; how many of each kind is known, so that most searches end at once.</summary>
internal sealed class OpenElements
{
    /// <summary>How deep elements nest at most; deeper ones become siblings. Ours: real pages stay below 100.</summary>
    public const int MaxDepth = 256;

    private readonly int[] _nodes = new int[MaxDepth];
    private readonly HtmlTag[] _tags = new HtmlTag[MaxDepth];
    private readonly ulong[] _names = new ulong[MaxDepth];
    private readonly int[] _open = new int[256];

    /// <summary>How many are open.</summary>
    public int Count { get; private set; }

    /// <summary>Node of the innermost.</summary>
    public int Current => _nodes[Count - 1];

    /// <summary>Kind of the innermost.</summary>
    public HtmlTag CurrentTag => _tags[Count - 1];

    /// <summary>Whether no more fits.</summary>
    public bool IsFull => Count == MaxDepth;

    /// <summary>How many of a kind are open.</summary>
    public int CountOf(HtmlTag tag) => _open[(int)tag];

    /// <summary>Kind of the one at a depth.</summary>
    public HtmlTag TagAt(int depth) => _tags[depth];

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Count = 0;
        Array.Clear(_open);
    }

    /// <summary>Opens one; of an element that HTML does not know, its name tells it from others.</summary>
    public void Push(int node, HtmlTag tag, ReadOnlySpan<byte> name)
    {
        _nodes[Count] = node;
        _names[Count] = tag == HtmlTag.Unknown ? NameKey(name) : 0;
        _tags[Count++] = tag;
        _open[(int)tag]++;
    }

    /// <summary>Closes the innermost and gives its node.</summary>
    public int Pop()
    {
        Count--;
        _open[(int)_tags[Count]]--;
        return _nodes[Count];
    }

    /// <summary>Depth of the innermost one of a kind that no element with one of the <paramref name="borders"/> traits hides, or -1.</summary>
    public int Find(HtmlTag tag, TagTraits borders)
    {
        if (_open[(int)tag] == 0) return -1;
        for (var depth = Count - 1; depth > 0; depth--)
        {
            if (_tags[depth] == tag) return depth;
            if (HtmlTags.Is(_tags[depth], borders)) return -1;
        }

        return -1;
    }

    /// <summary>Depth of the innermost element of this name among those that HTML does not know, or -1 when there is none inside the nearest scope.</summary>
    public int FindUnknown(ReadOnlySpan<byte> name)
    {
        if (_open[(int)HtmlTag.Unknown] == 0) return -1;
        var key = NameKey(name);
        for (var depth = Count - 1; depth > 0; depth--)
        {
            if (_names[depth] == key && _tags[depth] == HtmlTag.Unknown) return depth;
            if (HtmlTags.Is(_tags[depth], TagTraits.Scope)) return -1;
        }

        return -1;
    }

    // FNV-1a over the name in lower case: two names that collide among the few open at once would only close one another.
    private static ulong NameKey(ReadOnlySpan<byte> name)
    {
        var key = 0xCBF29CE484222325UL;
        foreach (var b in name) key = (key ^ ((uint)(b - 'A') <= 'Z' - 'A' ? b | 0x20UL : b)) * 0x100000001B3UL;
        return key;
    }
}
