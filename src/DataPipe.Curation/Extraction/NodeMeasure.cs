namespace DataPipe.Curation.Extraction;

/// <summary>What is known of a node of a page besides its place in the tree.</summary>
internal struct NodeMeasure
{
    /// <summary>Weight of the text below, about one a letter.</summary>
    public int Chars;

    /// <summary>That of it which lies in links.</summary>
    public int LinkChars;

    /// <summary>That of it which lies in prose: long blocks with few links.</summary>
    public int ProseChars;

    /// <summary>That of it which is more than the name of a link: all but short blocks of links.</summary>
    public int SaidChars;

    /// <summary>Of a block: weight of the text in it and in none of its inner blocks.</summary>
    public int OwnChars;

    /// <summary>That of it which lies in links.</summary>
    public int OwnLinkChars;

    /// <summary>Hash of that text without its white space.</summary>
    public ulong OwnHash;

    /// <summary>Index of the nearest block around, the node itself where it is one.</summary>
    public int Block;

    /// <summary>What the element says of itself.</summary>
    public ElementCues Cues;

    /// <summary>Whether it does not belong to the main text, with all that is below.</summary>
    public bool IsPruned;
}
