using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>
/// Writes the text of a part of a page as a reader sees it: a blank line between blocks, a line for each list item and table row, white space collapsed
/// except in preformatted text. As Markdown, headings, lists, quotations, code, tables and emphasis have their marks.
/// </summary>
internal sealed partial class TextRenderer(bool tables, ExtractFormat format)
{
    private readonly TextBuffer _out = new();
    private readonly OpenBlock[] _open = new OpenBlock[OpenElements.MaxDepth];
    private int _depth;
    private Gap _gap;
    private bool _bullet;
    private int _lists, _cells, _pres, _items;
    private bool _skipNewline;

    private enum Gap { None, Space, Cell, Line, Blank }

    /// <summary>Writes the part below a node; valid until the next call.</summary>
    public ReadOnlySpan<byte> Render(HtmlTree tree, PageMeasures page, int root)
    {
        _out.Clear();
        _depth = _lists = _cells = _pres = _items = 0;
        _gap = Gap.None;
        _bullet = false;
        ResetMarks();
        var nodes = tree.Nodes;
        var measures = page.Nodes;
        var end = nodes[root].SubtreeEnd;
        for (var i = root; i < end; i++)
        {
            while (_depth > 0 && _open[_depth - 1].End <= i) Leave();
            ref readonly var node = ref nodes[i];
            if (measures[i].IsPruned && i != root)
            {
                i = node.SubtreeEnd - 1;
                continue;
            }

            if (node.Tag == HtmlTag.Text) Write(tree.Text(i), node.IsRaw);
            else if (node.Tag == HtmlTag.Br) Want(_cells > 0 ? Gap.Space : Gap.Line);
            else if (HtmlTags.Is(node.Tag, TagTraits.Block))
            {
                var tag = node.Tag == HtmlTag.Table && TableShape.IsLayout(tree, page, i) ? HtmlTag.Div : node.Tag;
                if (tag == HtmlTag.Table && !tables)
                {
                    i = node.SubtreeEnd - 1;
                    continue;
                }

                Enter(tag, node.SubtreeEnd);
            }
            else if (_isMarkdown && MarkOf(node.Tag).Length > 0) EnterInline(node.Tag, node.SubtreeEnd);
        }

        while (_depth > 0) Leave();
        return _out.Written.TrimEnd(" \n"u8);
    }

    private void Enter(HtmlTag tag, int end)
    {
        if (_depth == _open.Length) return;
        // Rows and cells of a layout table are blocks like any other.
        if (tag is HtmlTag.Tr or HtmlTag.Td or HtmlTag.Th or HtmlTag.Tbody or HtmlTag.Thead or HtmlTag.Tfoot && !InDataTable()) tag = HtmlTag.Div;
        _open[_depth++] = new OpenBlock(tag, end);
        if (_isMarkdown) EnterMarked(tag);
        switch (tag)
        {
            case HtmlTag.Ul or HtmlTag.Ol or HtmlTag.Menu or HtmlTag.Dir:
                Want(_lists > 0 ? Gap.Line : Gap.Blank);
                _lists++;
                break;
            case HtmlTag.Li:
                Want(Gap.Line);
                if (_lists > 0 && _cells == 0) _bullet = true;
                _items++;
                break;
            case HtmlTag.Td or HtmlTag.Th:
                _cells++;
                break;
            case HtmlTag.Tr or HtmlTag.Dd:
                Want(Gap.Line);
                break;
            case HtmlTag.Tbody or HtmlTag.Thead or HtmlTag.Tfoot:
                break;
            case HtmlTag.Pre or HtmlTag.Listing or HtmlTag.Xmp:
                Want(Gap.Blank);
                _pres++;
                _skipNewline = true;
                break;
            default:
                Want(BlockGap());
                break;
        }
    }

    private void Leave()
    {
        var tag = _open[--_depth].Tag;
        if (_isMarkdown) LeaveMarked(tag, _open[_depth].IsMarked);
        switch (tag)
        {
            case HtmlTag.B or HtmlTag.Strong or HtmlTag.I or HtmlTag.Em or HtmlTag.Code:
                break;
            case HtmlTag.Ul or HtmlTag.Ol or HtmlTag.Menu or HtmlTag.Dir:
                _lists--;
                Want(_lists > 0 ? Gap.Line : Gap.Blank);
                break;
            case HtmlTag.Li:
                _items--;
                _bullet = false;
                Want(Gap.Line);
                break;
            case HtmlTag.Td or HtmlTag.Th:
                _cells--;
                Want(Gap.Cell);
                break;
            case HtmlTag.Tr or HtmlTag.Dd or HtmlTag.Dt:
                Want(Gap.Line);
                break;
            case HtmlTag.Tbody or HtmlTag.Thead or HtmlTag.Tfoot:
                break;
            case HtmlTag.Pre or HtmlTag.Listing or HtmlTag.Xmp:
                _pres--;
                _out.Truncate(_out.Written.TrimEnd((byte)'\n').Length);
                Want(Gap.Blank);
                break;
            default:
                Want(BlockGap());
                break;
        }
    }

    private Gap BlockGap() => _cells > 0 ? Gap.Space : _items > 0 ? Gap.Line : Gap.Blank;

    private bool InDataTable()
    {
        for (var depth = _depth - 1; depth >= 0; depth--)
        {
            var tag = _open[depth].Tag;
            if (tag == HtmlTag.Table) return true;
            if (tag is HtmlTag.Div) return false;
        }

        return false;
    }

    private void Want(Gap gap)
    {
        // A cell of a Markdown table is one line.
        if (_isMarkdown && _cells > 0 && gap > Gap.Space) gap = Gap.Space;
        if (gap > _gap) _gap = gap;
    }

    private record struct OpenBlock(HtmlTag Tag, int End, bool IsMarked = false);
}
