using DataPipe.Core.Records;
using DataPipe.Text.Substrings;

namespace DataPipe.Curation.Substrings;

/// <summary>The repeated spans of one document, in bytes of its text, apart from one another and between code points.</summary>
internal sealed class RepeatedSpans(SubstringOptions options)
{
    private readonly DocumentSymbols _symbols = new(options.Unit, new WindowShape(options.Length));
    private readonly List<(int Start, int End)> _spans = [];

    /// <summary>How many.</summary>
    internal int Count => _spans.Count;

    /// <summary>Bytes of all together.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Takes the marked windows of a text.</summary>
    internal void Read(ReadOnlyMemory<byte> text, IReadOnlyList<SpanMark> marks)
    {
        _spans.Clear();
        Bytes = 0;
        if (marks.Count == 0) return;
        _symbols.Begin(text);
        var open = _symbols.BytesOf(marks[0].Start, marks[0].End);
        for (var i = 1; i < marks.Count; i++)
        {
            var next = _symbols.BytesOf(marks[i].Start, marks[i].End);
            if (next.Start <= open.End)
            {
                open.End = next.End;
                continue;
            }

            Add(text.Span, open);
            open = next;
        }

        Add(text.Span, open);
    }

    /// <summary>The text without them.</summary>
    internal Utf8Text Cut(ReadOnlySpan<byte> text)
    {
        var left = new byte[text.Length - Bytes];
        var (from, to) = (0, 0);
        foreach (var (start, end) in _spans)
        {
            text[from..start].CopyTo(left.AsSpan(to));
            to += start - from;
            from = end;
        }

        text[from..].CopyTo(left.AsSpan(to));
        return new Utf8Text(left);
    }

    private void Add(ReadOnlySpan<byte> text, (int Start, int End) span)
    {
        span = CodePointSpan.Inside(text, span.Start, span.End);
        if (span.Start == span.End) return;
        _spans.Add(span);
        Bytes += span.End - span.Start;
    }
}
