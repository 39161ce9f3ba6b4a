using DataPipe.Core.Records;

namespace DataPipe.Core.Steps;

/// <summary>The steps of a stage at work on one task's records, in order, until one drops the record.</summary>
/// <typeparam name="T">Record type.</typeparam>
public sealed class Chain<T> where T : class, IRecord<T>
{
    private readonly ChainLink<T>[] _links;
    private readonly int _notes;
    private readonly int _inputNotes;

    internal Chain(ChainLink<T>[] links, int notes, int inputNotes) => (_links, _notes, _inputNotes) = (links, notes, inputNotes);

    /// <summary>The step that is running or ran last; names the culprit when one throws.</summary>
    public string CurrentStep { get; private set; } = "";

    /// <summary>Names of the steps in order, each once.</summary>
    public IReadOnlyList<string> StepNames => [.. _links.Select(l => l.Name).Distinct()];

    /// <summary>Runs a record through all steps.</summary>
    /// <param name="record">The record; replaced by what the steps make of it.</param>
    /// <param name="changed">Whether a step put another record in its place, so that its tokens must be counted anew.</param>
    /// <returns>Keep, or the drop of step <see cref="CurrentStep"/>.</returns>
    public Verdict Run(ref T record, out bool changed)
    {
        changed = false;
        if (_links.Length == 0) return Verdict.Keep;
        var notes = Widen(ref record);
        foreach (ref readonly var link in _links.AsSpan())
        {
            CurrentStep = link.Name;
            var before = record;
            var verdict = link.Apply(ref record, notes);
            if (link.Changes && !ReferenceEquals(before, record)) changed = true;
            if (verdict.IsDrop) return verdict;
        }

        return Verdict.Keep;
    }

    // Annotators fill this array in place; nobody outside sees the record before the chain is done with it.
    private NoteValue[] Widen(ref T record)
    {
        if (_notes == _inputNotes) return [];
        var notes = new NoteValue[_notes];
        for (var i = 0; i < _inputNotes; i++) notes[i] = record.Notes[i];
        record = record.WithNotes(new Notes(notes));
        return notes;
    }
}
