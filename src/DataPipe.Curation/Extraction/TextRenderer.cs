using System.Buffers;
using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>
/// Writes the text of a part of a page as a reader sees it: a blank line between blocks, a line for each list item and table row, white space collapsed
/// except in preformatted text.
/// </summary>
internal sealed class TextRenderer(bool tables)
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, (byte)'&', 0x7F, 0xC2]);

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
        }

        var text = _out.Written;
        return text.TrimEnd(" \n"u8);
    }

    private void Enter(HtmlTag tag, int end)
    {
        if (_depth == _open.Length) return;
        // Rows and cells of a layout table are blocks like any other.
        if (tag is HtmlTag.Tr or HtmlTag.Td or HtmlTag.Th or HtmlTag.Tbody or HtmlTag.Thead or HtmlTag.Tfoot && !InDataTable()) tag = HtmlTag.Div;
        _open[_depth++] = new OpenBlock(tag, end);
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
        switch (_open[--_depth].Tag)
        {
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
        if (gap > _gap) _gap = gap;
    }

    private void Write(ReadOnlySpan<byte> text, bool isRaw)
    {
        if (_pres > 0)
        {
            WritePreformatted(text, isRaw);
            return;
        }

        Span<byte> utf8 = stackalloc byte[CharacterReferences.MaxBytes];
        while (!text.IsEmpty)
        {
            var length = text.IndexOfAny(Special);
            if (length < 0) length = text.Length;
            if (length > 0)
            {
                Put(text[..length]);
                text = text[length..];
                continue;
            }

            var b = text[0];
            length = 1;
            if (b == '&' && !isRaw)
            {
                length = CharacterReferences.Read(text, inAttribute: false, utf8, out var written);
                if (length == 0) Put(text[..(length = 1)]);
                else PutDecoded(utf8[..written]);
            }
            else if (b == '&') Put(text[..1]);
            else if (b == 0xC2 && text.Length > 1)
            {
                length = 2;
                PutDecoded(text[..2]);
            }
            else if (b is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)'\f') Want(Gap.Space);
            text = text[length..];
        }
    }

    // No-break spaces are spaces, soft hyphens and control characters nothing.
    private void PutDecoded(ReadOnlySpan<byte> character)
    {
        if (character.SequenceEqual("\u00A0"u8) || (character.Length == 1 && character[0] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r')) Want(Gap.Space);
        else if (character[0] >= 0x20 && character[0] != 0x7F && !character.SequenceEqual("\u00AD"u8)) Put(character);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        Fill();
        _out.Append(bytes);
    }

    private void Fill()
    {
        if (_out.Length > 0)
        {
            switch (_gap)
            {
                case Gap.Space:
                    _out.Append((byte)' ');
                    break;
                case Gap.Cell:
                    _out.Append(" | "u8);
                    break;
                case Gap.Line:
                    _out.Append((byte)'\n');
                    break;
                case Gap.Blank:
                    _out.Append("\n\n"u8);
                    break;
            }
        }

        _gap = Gap.None;
        if (!_bullet) return;
        _bullet = false;
        for (var level = 1; level < _lists; level++) _out.Append("  "u8);
        _out.Append("- "u8);
    }

    private void WritePreformatted(ReadOnlySpan<byte> text, bool isRaw)
    {
        if (_skipNewline && text.StartsWith("\n"u8)) text = text[1..];
        _skipNewline = false;
        if (text.IsEmpty) return;
        Fill();
        if (isRaw) _out.Append(text);
        else CharacterReferences.Decode(text, _out, inAttribute: false);
    }

    private readonly record struct OpenBlock(HtmlTag Tag, int End);
}
