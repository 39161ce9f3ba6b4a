using System.Globalization;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Text.Ngrams;

namespace DataPipe.Curation.Decontamination;

/// <summary>Sends records on as the action says.</summary>
internal sealed class ContaminationVerdict<T>(DecontaminateOptions options, IReadOnlyList<string> benchmarks, int inputNotes, ContaminationSearch<T> search, RecordFlow<T> flow)
    where T : class, IRecord<T>
{
    private const int ShownBytes = 400;
    private readonly DropReason[] _reasons = [.. benchmarks.Select(b => new DropReason(DecontaminateStage.ReasonPrefix + b))];
    private readonly SpanRemover _remover = new(options.Removal);
    private readonly List<NgramRun> _cuts = [];

    /// <summary>Looks at one record.</summary>
    public ValueTask PassAsync(T record, CancellationToken cancellation)
    {
        var findings = search.Find(record);
        if (findings.Count == 0) return flow.OfferAsync(record, cancellation);
        return options.Action switch
        {
            DecontaminateAction.Drop => DropAsync(record, cancellation),
            DecontaminateAction.Mark => flow.OfferAsync(Marked(record), cancellation),
            _ => RemoveAsync(record, findings, cancellation),
        };
    }

    private ValueTask DropAsync(T record, CancellationToken cancellation)
    {
        var best = search.Best();
        return flow.DropAsync(record, DecontaminateStage.Name, _reasons[search.Needles[best.Needle].Benchmark], Details(best), cancellation);
    }

    private T Marked(T record)
    {
        var best = search.Best();
        var needle = search.Needles[best.Needle];
        var notes = new NoteValue[inputNotes + DecontaminateStage.Columns.Count];
        for (var i = 0; i < inputNotes; i++) notes[i] = record.Notes[i];
        notes[inputNotes] = NoteValue.Of(benchmarks[needle.Benchmark]);
        notes[inputNotes + 1] = NoteValue.Of(needle.Item);
        notes[inputNotes + 2] = NoteValue.Of(best.Coverage);
        return record.WithNotes(new Notes(notes));
    }

    private ValueTask RemoveAsync(T record, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        _cuts.Clear();
        foreach (var finding in findings)
            for (var i = 0; i < finding.Runs; i++)
                _cuts.Add(search.Runs[finding.FirstRun + i]);
        var document = (Document)(object)record;
        if (_remover.Remove(document.Text.Span, _cuts) is not { Length: > 0 } left)
            return flow.DropAsync(record, DecontaminateStage.Name, DecontaminateStage.NothingLeft, Details(search.Best()), cancellation);
        return flow.ReplaceAsync(record, (T)(object)(document with { Text = new Utf8Text(left) }), cancellation);
    }

    private string Details(Finding finding)
    {
        var needle = search.Needles[finding.Needle];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{needle.FieldName} of {benchmarks[needle.Benchmark]} {needle.Item}, {finding.Coverage:P0} of it in {search.Parts[finding.Part].Name}: {search.TextOf(finding, ShownBytes)}");
    }
}
