using System.Buffers;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>
/// A step that is nothing but a pass over lines and rules on what it counted: writes the lines that stay, judges what is left by the rules, and writes signals and verdict
/// as columns where its options say so. A document that it drops stays as it was; with <see cref="StepMode.Mark"/> it is cleaned and marked.
/// </summary>
internal sealed class LineCleaner : ICleaner<Document>, IAnnotator<Document>, IFilter<Document>, IPreparedStep
{
    private readonly ILinePass _pass;
    private readonly TextAnalysis _analysis;
    private readonly ISignalOptions _options;
    private readonly IReadOnlyList<NoteColumn> _columns;
    private readonly Rule[] _rules;
    private readonly int[] _signalOf;
    private Verdict _verdict;

    /// <summary>A cleaner by its pass, the columns of the signals in the same order, and its rules; what it finds out of a text's lines is shared through <paramref name="analysis"/>.</summary>
    public LineCleaner(ILinePass pass, TextAnalysis analysis, ISignalOptions options, IReadOnlyList<NoteColumn> columns, IReadOnlyList<Rule> rules)
    {
        (_pass, _analysis, _options, _columns) = (pass, analysis, options, columns);
        _rules = [.. rules.Where(r => r.Limit is not null)];
        _signalOf = [.. _rules.Select(r => columns.ToList().IndexOf(r.Signal))];
    }

    /// <inheritdoc/>
    public void Prepare() => (_pass as IPreparedStep)?.Prepare();

    /// <summary>Takes lines out. The verdict is <see cref="Judge"/>'s.</summary>
    public Verdict Clean(Document record, out Document cleaned)
    {
        cleaned = record;
        _analysis.Read(record.Text.Memory);
        var text = _analysis.Text;
        // One half holds what is kept, which is never longer than the text; the other is the pass's own.
        var rented = ArrayPool<byte>.Shared.Rent(2 * text.Length);
        try
        {
            var kept = Rewrite(text, rented.AsSpan(0, text.Length), rented.AsSpan(text.Length, text.Length));
            _verdict = Decide();
            if ((!_verdict.IsDrop || _options.Mode == StepMode.Mark) && !kept.SequenceEqual(text)) cleaned = record with { Text = new Utf8Text(kept.ToArray()) };
            return Verdict.Keep;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    public void Measure(Document record, Span<NoteValue> notes)
    {
        if (_options.Signals)
            for (var i = 0; i < _columns.Count; i++)
                notes[i] = SignalColumns.Value(_columns[i], _pass.Of(i));
        if (_options.Mode == StepMode.Mark) notes[^1] = NoteValue.Of(_verdict.IsDrop ? _verdict.Reason.Name : SignalColumns.Keep);
    }

    /// <inheritdoc/>
    public Verdict Judge(Document record) => _options.Mode == StepMode.Mark ? Verdict.Keep : _verdict;

    private ReadOnlySpan<byte> Rewrite(ReadOnlySpan<byte> text, Span<byte> buffer, Span<byte> scratch)
    {
        var table = _analysis.Lines(_pass.Lines);
        _pass.Start(text, table.Count, scratch);
        var separator = _pass.Separator;
        int written = 0, lines = 0;
        for (var i = 0; i < table.Count; i++)
        {
            var line = table.Of(text, i);
            var start = lines == 0 ? 0 : written + separator.Length;
            var fate = _pass.Take(ref line, buffer[start..], scratch);
            if (fate == LineFate.Remove) continue;
            if (fate == LineFate.DropDocument) break;
            if (lines++ > 0) separator.CopyTo(buffer[written..]);
            line.CopyTo(buffer[start..]);
            written = start + line.Length;
        }

        return Whitespace.Trim(buffer[..written]);
    }

    private Verdict Decide()
    {
        if (_pass.Verdict.IsDrop) return _pass.Verdict;
        for (var i = 0; i < _rules.Length; i++)
            if (_rules[i].Fails(_pass.Of(_signalOf[i])))
                return Verdict.Drop(_rules[i].Reason);
        return Verdict.Keep;
    }
}
