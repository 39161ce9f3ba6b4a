using System.Buffers.Text;
using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <content>The marks of Markdown. Source: GitHub Flavored Markdown Spec 0.29.</content>
internal sealed partial class TextRenderer
{
    private readonly bool _isMarkdown = format == ExtractFormat.Markdown;
    private readonly int[] _ordinals = new int[OpenElements.MaxDepth];
    private readonly int[] _indents = new int[OpenElements.MaxDepth];
    private int _heading, _quotes, _writtenQuotes, _rows, _rowCells;
    private bool _inFence;

    private void ResetMarks()
    {
        _heading = _quotes = _writtenQuotes = _rows = _rowCells = 0;
        _inFence = false;
    }

    private static ReadOnlySpan<byte> MarkOf(HtmlTag tag) => tag switch
    {
        HtmlTag.B or HtmlTag.Strong => "**"u8,
        HtmlTag.I or HtmlTag.Em => "*"u8,
        HtmlTag.Code => "`"u8,
        _ => default,
    };

    // In code nothing is marked, and a heading is strong as it is.
    private void EnterInline(HtmlTag tag, int end)
    {
        if (_depth == _open.Length || _pres > 0) return;
        for (var depth = _depth - 1; depth >= 0; depth--)
        {
            var outer = _open[depth].Tag;
            if (outer == HtmlTag.Code || outer == tag || (tag != HtmlTag.Code && HtmlTags.Is(outer, TagTraits.Heading))) return;
        }

        _open[_depth++] = new OpenBlock(tag, end);
    }

    private void EnterMarked(HtmlTag tag)
    {
        switch (tag)
        {
            case HtmlTag.H1 or HtmlTag.H2 or HtmlTag.H3 or HtmlTag.H4 or HtmlTag.H5 or HtmlTag.H6:
                _heading = tag - HtmlTag.H1 + 1;
                break;
            case HtmlTag.Blockquote:
                Want(BlockGap());
                _quotes++;
                break;
            case HtmlTag.Ul or HtmlTag.Menu or HtmlTag.Dir:
                _ordinals[_lists] = -1;
                break;
            case HtmlTag.Ol:
                _ordinals[_lists] = 0;
                break;
            case HtmlTag.Table:
                _rows = 0;
                break;
            case HtmlTag.Tr:
                _rowCells = 0;
                break;
            case HtmlTag.Td or HtmlTag.Th:
                if (_rowCells == 0)
                {
                    Fill();
                    _out.Append((byte)'|');
                }

                _out.Append((byte)' ');
                _gap = Gap.None;
                break;
        }
    }

    private void LeaveMarked(HtmlTag tag, bool isMarked)
    {
        switch (tag)
        {
            case HtmlTag.H1 or HtmlTag.H2 or HtmlTag.H3 or HtmlTag.H4 or HtmlTag.H5 or HtmlTag.H6:
                _heading = 0;
                break;
            case HtmlTag.Blockquote:
                _quotes--;
                break;
            case HtmlTag.Pre or HtmlTag.Listing or HtmlTag.Xmp when _inFence:
                _out.Truncate(_out.Written.TrimEnd((byte)'\n').Length);
                NewLine(_quotes);
                _out.Append("```"u8);
                _inFence = false;
                break;
            case HtmlTag.Td or HtmlTag.Th:
                _gap = Gap.None;
                if (_out.Written[^1] != ' ') _out.Append((byte)' ');
                _out.Append((byte)'|');
                _rowCells++;
                break;
            case HtmlTag.Tr when _rowCells > 0 && _rows++ == 0:
                NewLine(_quotes);
                _out.Append((byte)'|');
                for (var cell = 0; cell < _rowCells; cell++) _out.Append(" --- |"u8);
                break;
            default:
                if (isMarked) _out.Append(MarkOf(tag));
                break;
        }
    }

    private void FillMarked()
    {
        if (_gap > Gap.Space) CloseMarks();
        if (_out.Length == 0) PutQuotes(_quotes);
        else if (_gap == Gap.Space && _out.Written[^1] != ' ') _out.Append((byte)' ');
        else if (_gap > Gap.Space)
        {
            if (_gap == Gap.Blank) NewLine(Math.Min(_quotes, _writtenQuotes));
            NewLine(_quotes);
        }

        _gap = Gap.None;
        _writtenQuotes = _quotes;
        if (_bullet) PutBullet();
        for (; _heading > 0; _heading--) _out.Append(_heading > 1 ? "#"u8 : "# "u8);
        for (var depth = 0; depth < _depth; depth++)
        {
            if (_open[depth].IsMarked || MarkOf(_open[depth].Tag).Length == 0) continue;
            _out.Append(MarkOf(_open[depth].Tag));
            _open[depth].IsMarked = true;
        }
    }

    // A mark does not reach over the end of a block.
    private void CloseMarks()
    {
        for (var depth = _depth - 1; depth >= 0; depth--)
        {
            if (!_open[depth].IsMarked) continue;
            _out.Append(MarkOf(_open[depth].Tag));
            _open[depth].IsMarked = false;
        }
    }

    private void PutBullet()
    {
        _bullet = false;
        var level = _lists - 1;
        for (var outer = 0; outer < level; outer++)
            for (var space = 0; space < _indents[outer]; space++) _out.Append((byte)' ');
        var start = _out.Length;
        if (_ordinals[level] < 0) _out.Append("- "u8);
        else
        {
            Span<byte> number = stackalloc byte[16];
            Utf8Formatter.TryFormat(++_ordinals[level], number, out var length);
            _out.Append(number[..length]);
            _out.Append(". "u8);
        }

        _indents[level] = _out.Length - start;
    }

    private void OpenFence()
    {
        if (_inFence) return;
        _inFence = true;
        _out.Append("```"u8);
        NewLine(_quotes);
    }

    private void NewLine(int quotes)
    {
        _out.Truncate(_out.Written.TrimEnd((byte)' ').Length);
        _out.Append((byte)'\n');
        PutQuotes(quotes);
    }

    private void PutQuotes(int quotes)
    {
        for (var quote = 0; quote < quotes; quote++) _out.Append("> "u8);
    }
}
