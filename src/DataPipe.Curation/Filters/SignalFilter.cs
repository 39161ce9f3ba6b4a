using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Filters;

/// <summary>A filter that is nothing but signals and rules on them: judges by the rules, and writes signals and verdict as columns where its options say so.</summary>
internal sealed class SignalFilter : IFilter<Document>, IAnnotator<Document>
{
    private readonly ISignals _signals;
    private readonly ISignalOptions _options;
    private readonly IReadOnlyList<NoteColumn> _columns;
    private readonly Rule[] _rules;
    private readonly int[] _signalOf;

    /// <summary>A filter by its signals, their columns in the same order, and its rules.</summary>
    public SignalFilter(ISignals signals, ISignalOptions options, IReadOnlyList<NoteColumn> columns, IReadOnlyList<Rule> rules)
    {
        (_signals, _options, _columns) = (signals, options, columns);
        _rules = [.. rules.Where(r => r.Limit is not null)];
        _signalOf = [.. _rules.Select(r => columns.ToList().IndexOf(r.Signal))];
    }

    /// <summary>The columns that a step with these signals adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(string step, ISignalOptions options, IReadOnlyList<NoteColumn> signals) =>
        [.. options.Signals ? signals : [], .. options.Mode == StepMode.Mark ? [SignalColumns.Verdict(step)] : Array.Empty<NoteColumn>()];

    /// <inheritdoc/>
    public Verdict Judge(Document record) => _options.Mode == StepMode.Mark ? Verdict.Keep : Decide(record);

    /// <inheritdoc/>
    public void Measure(Document record, Span<NoteValue> notes)
    {
        if (notes.IsEmpty) return;
        if (_options.Mode == StepMode.Mark) notes[^1] = NoteValue.Of(Decide(record) is { IsDrop: true } drop ? drop.Reason.Name : SignalColumns.Keep);
        if (!_options.Signals) return;
        _signals.Read(record);
        for (var i = 0; i < _columns.Count; i++) notes[i] = SignalColumns.Value(_columns[i], _signals.Of(i));
    }

    private Verdict Decide(Document record)
    {
        _signals.Read(record);
        for (var i = 0; i < _rules.Length; i++)
            if (_rules[i].Fails(_signals.Of(_signalOf[i])))
                return Verdict.Drop(_rules[i].Reason);
        return Verdict.Keep;
    }
}
