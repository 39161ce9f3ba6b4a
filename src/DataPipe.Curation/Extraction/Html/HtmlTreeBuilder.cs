namespace DataPipe.Curation.Extraction.Html;

/// <summary>
/// Builds the tree of a page: implied end tags, end tags that match nothing, tables and lists left open. It follows the parsing rules of HTML where they
/// decide which text belongs to which block; it moves no node, so misnested formatting stays where it was written. Time is linear in the page.
/// Source: HTML Living Standard, section 13.2.6.
/// </summary>
internal sealed class HtmlTreeBuilder
{
    /// <summary>Nodes of a page at most; what is behind is not read. Ours: 20 MB of memory, 50 times a large page.</summary>
    public const int MaxNodes = 1 << 20;

    private readonly OpenElements _open = new();
    private HtmlTree _tree = new();
    private int _tooDeep;
    private int _foreign;

    /// <summary>Fills a tree with a page in UTF-8.</summary>
    public void Build(ReadOnlyMemory<byte> html, HtmlTree tree)
    {
        _tree = tree;
        _tooDeep = _foreign = 0;
        _open.Clear();
        tree.Reset(html);
        _open.Push(tree.Add(HtmlTag.Html, -1, 0, 0), HtmlTag.Html, default);
        var tokens = new HtmlTokenizer(html.Span);
        while (tree.Count < MaxNodes && tokens.Read())
        {
            switch (tokens.Kind)
            {
                case HtmlTokenKind.Text or HtmlTokenKind.RawText:
                    AddText(tokens.Start, tokens.End, tokens.Kind == HtmlTokenKind.RawText);
                    break;
                case HtmlTokenKind.StartTag:
                    Start(ref tokens);
                    break;
                case HtmlTokenKind.EndTag:
                    End(tokens.Tag, html.Span[tokens.Start..tokens.NameEnd]);
                    break;
            }
        }

        while (_open.Count > 0) Close();
    }

    private void AddText(int start, int end, bool isRaw)
    {
        if (_open.CurrentTag == HtmlTag.Head)
        {
            // Text ends the head; white space in it is nothing.
            if (_tree.Html.Span[start..end].IndexOfAnyExcept(" \t\r\n\f"u8) < 0) return;
            Close();
        }

        var node = _tree.Add(HtmlTag.Text, _open.Current, start, end);
        _tree.Nodes[node].IsRaw = isRaw;
    }

    private void Start(ref HtmlTokenizer tokens)
    {
        var tag = tokens.Tag;
        if (_foreign > 0 && !LeavesForeign(tag))
        {
            tokens.ReadContentAsMarkup();
            var node = _tree.Add(tag, _open.Current, tokens.Start, tokens.End);
            if (!tokens.IsSelfClosing) Open(node, tag, ref tokens);
            return;
        }

        if (tag == HtmlTag.Html && _tree.Nodes[0].End == 0) (_tree.Nodes[0].Start, _tree.Nodes[0].End) = (tokens.Start, tokens.End);
        if (tag is HtmlTag.Html or HtmlTag.Body or HtmlTag.Head or HtmlTag.Frameset && !StartsPart(tag)) return;
        if (_open.CurrentTag == HtmlTag.Head && !HtmlTags.Is(tag, TagTraits.HeadContent)) Close();
        ImpliedEndTags.BeforeStart(tag, _open, this);
        var element = _tree.Add(tag, _open.Current, tokens.Start, tokens.End);
        if (HtmlTags.Is(tag, TagTraits.Void)) return;
        if (tag is HtmlTag.Svg or HtmlTag.Math && tokens.IsSelfClosing) return;
        Open(element, tag, ref tokens);
    }

    // A second html or body tag is nothing; a late head is none.
    private bool StartsPart(HtmlTag tag)
    {
        if (tag == HtmlTag.Html || _open.CountOf(tag) > 0) return false;
        if (tag == HtmlTag.Head) return _open.Count == 1 && _tree.Count == 1;
        while (_open.Count > 1 && _open.CurrentTag is HtmlTag.Head or HtmlTag.Noscript) Close();
        return _open.Count == 1;
    }

    private void Open(int node, HtmlTag tag, ref HtmlTokenizer tokens)
    {
        if (_open.IsFull)
        {
            _tooDeep++;
            return;
        }

        _open.Push(node, tag, _tree.Html.Span[tokens.Start..tokens.NameEnd]);
        if (tag is HtmlTag.Svg or HtmlTag.Math) _foreign++;
        tokens.AllowsCData = _foreign > 0;
    }

    private static bool LeavesForeign(HtmlTag tag) => HtmlTags.Is(tag, TagTraits.Block) && tag is not (HtmlTag.Title or HtmlTag.Summary);

    private void End(HtmlTag tag, ReadOnlySpan<byte> name)
    {
        if (_tooDeep > 0)
        {
            _tooDeep--;
            return;
        }

        if (tag is HtmlTag.Html or HtmlTag.Body) return;
        if (tag == HtmlTag.Br) _tree.Add(HtmlTag.Br, _open.Current, 0, 0);
        var depth = tag == HtmlTag.Unknown ? _open.FindUnknown(name) : HtmlTags.Is(tag, TagTraits.Heading) ? FindHeading() : _open.Find(tag, BordersOf(tag));
        // A form closed in the middle of a block leaves the block open.
        if (depth <= 0 || (tag == HtmlTag.Form && depth < _open.Count - 1)) return;
        CloseTo(depth);
    }

    // What an end tag may not reach across: parts of a table reach over all but templates, blocks over all but cells and the like, inline elements over inline ones.
    private static TagTraits BordersOf(HtmlTag tag) => tag switch
    {
        HtmlTag.Table or HtmlTag.Tr or HtmlTag.Td or HtmlTag.Th or HtmlTag.Tbody or HtmlTag.Thead or HtmlTag.Tfoot or HtmlTag.Caption or HtmlTag.Template => TagTraits.None,
        HtmlTag.Svg or HtmlTag.Math or HtmlTag.Button or HtmlTag.Select or HtmlTag.Object => TagTraits.None,
        _ => HtmlTags.Is(tag, TagTraits.Block | TagTraits.Scope) ? TagTraits.Scope : TagTraits.Block | TagTraits.Scope,
    };

    private int FindHeading()
    {
        for (var depth = _open.Count - 1; depth > 0; depth--)
        {
            if (HtmlTags.Is(_open.TagAt(depth), TagTraits.Heading)) return depth;
            if (HtmlTags.Is(_open.TagAt(depth), TagTraits.Scope)) return -1;
        }

        return -1;
    }

    /// <summary>Closes the elements from a depth on.</summary>
    public void CloseTo(int depth)
    {
        while (_open.Count > depth) Close();
    }

    private void Close()
    {
        if (_open.CurrentTag is HtmlTag.Svg or HtmlTag.Math) _foreign--;
        var node = _open.Pop();
        _tree.Nodes[node].SubtreeEnd = _tree.Count;
    }
}
