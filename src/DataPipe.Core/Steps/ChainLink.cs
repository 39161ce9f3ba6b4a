using DataPipe.Core.Records;

namespace DataPipe.Core.Steps;

/// <summary>One step of a <see cref="Chain{T}"/>: what it is able to do, looked up once.</summary>
internal readonly struct ChainLink<T>(string name, object step, int firstNote, int noteCount) where T : class, IRecord<T>
{
    private readonly IMap<T>? _map = step as IMap<T>;
    private readonly ICleaner<T>? _cleaner = step as ICleaner<T>;
    private readonly IAnnotator<T>? _annotator = step as IAnnotator<T>;
    private readonly IFilter<T>? _filter = step as IFilter<T>;

    public string Name { get; } = name;

    public bool Changes => _map is not null || _cleaner is not null;

    /// <summary>Changes, then measures, then judges.</summary>
    public Verdict Apply(ref T record, NoteValue[] notes)
    {
        if (_map is not null) record = _map.Map(record);
        if (_cleaner is not null)
        {
            var cleaned = _cleaner.Clean(record, out var result);
            record = result;
            if (cleaned.IsDrop) return cleaned;
        }

        // Where no step of a chain adds a column there is no array to fill.
        _annotator?.Measure(record, noteCount == 0 ? [] : notes.AsSpan(firstNote, noteCount));
        return _filter?.Judge(record) ?? Verdict.Keep;
    }
}
