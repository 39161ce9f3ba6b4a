using DataPipe.Core.Records;

namespace DataPipe.Core.Steps;

/// <summary>One line of a catalogue of steps: name to constructor.</summary>
public sealed record StepEntry
{
    private static readonly RecordType[] All = [RecordType.Document, RecordType.Sample, RecordType.Preference];

    private StepEntry(string name, int version, IReadOnlyList<RecordType> records, Type options, string summary)
    {
        Name = name;
        Version = version;
        Records = records;
        Options = options;
        Summary = summary;
    }

    /// <summary>Name in pipelines, kebab-case.</summary>
    public string Name { get; }

    /// <summary>Version of the step's meaning: rises when the same options give other results, and so re-runs what used it.</summary>
    public int Version { get; }

    /// <summary>The record types it works on.</summary>
    public IReadOnlyList<RecordType> Records { get; }

    /// <summary>Whether it works on every record type.</summary>
    public bool TakesAny => Records.Count == All.Length;

    /// <summary>Its options record.</summary>
    public Type Options { get; }

    /// <summary>One sentence of what it is in the field.</summary>
    public string Summary { get; }

    /// <summary>Every reason it may drop a record for.</summary>
    public IReadOnlyList<DropReason> Reasons { get; private init; } = [];

    /// <summary>The annotation columns it adds with given options.</summary>
    public Func<object, IReadOnlyList<NoteColumn>> Notes { get; private init; } = _ => [];

    /// <summary>The rules it decides by with given options, in order; none for a step that decides otherwise or not at all.</summary>
    public Func<object, IReadOnlyList<Rule>> Rules { get; private init; } = _ => [];

    /// <summary>Makes an instance for one task: an <see cref="IFilter{T}"/>, <see cref="IMap{T}"/>, <see cref="ICleaner{T}"/> or <see cref="IAnnotator{T}"/>, or several in one.</summary>
    public Func<object, StepScope, object> Create { get; private init; } = (_, _) => throw new InvalidOperationException();

    /// <summary>A step on records of type <typeparamref name="T"/>.</summary>
    public static StepEntry Of<T, TOptions>(string name, int version, string summary, IReadOnlyList<DropReason> reasons, Func<TOptions, object> create)
        where T : class, IRecord<T> where TOptions : class, new() =>
        new(name, version, [T.Type], typeof(TOptions), summary) { Reasons = reasons, Create = (options, _) => create((TOptions)options) };

    /// <summary>A step on records of type <typeparamref name="T"/> that needs to know more than its options: the schema that reaches it, files that its options name, memory that its chain shares.</summary>
    public static StepEntry Of<T, TOptions>(string name, int version, string summary, IReadOnlyList<DropReason> reasons, Func<TOptions, StepScope, object> create)
        where T : class, IRecord<T> where TOptions : class, new() =>
        new(name, version, [T.Type], typeof(TOptions), summary) { Reasons = reasons, Create = (options, scope) => create((TOptions)options, scope) };

    /// <summary>A step on records of any type, made for the schema that reaches it.</summary>
    public static StepEntry OfAny<TOptions>(string name, int version, string summary, IReadOnlyList<DropReason> reasons, Func<TOptions, StepScope, object> create)
        where TOptions : class, new() =>
        new(name, version, All, typeof(TOptions), summary) { Reasons = reasons, Create = (options, scope) => create((TOptions)options, scope) };

    /// <summary>A step on what is said: samples and preferences, made for the schema that reaches it.</summary>
    public static StepEntry OfConversations<TOptions>(string name, int version, string summary, IReadOnlyList<DropReason> reasons, Func<TOptions, StepScope, object> create)
        where TOptions : class, new() =>
        new(name, version, [RecordType.Sample, RecordType.Preference], typeof(TOptions), summary) { Reasons = reasons, Create = (options, scope) => create((TOptions)options, scope) };

    /// <summary>The same entry with the annotation columns it adds.</summary>
    public StepEntry Adding(params NoteColumn[] notes) => this with { Notes = _ => notes };

    /// <summary>The same entry with the annotation columns that given options make it add.</summary>
    public StepEntry Adding<TOptions>(Func<TOptions, IReadOnlyList<NoteColumn>> notes) where TOptions : class, new() =>
        this with { Notes = options => notes((TOptions)options) };

    /// <summary>The same entry with the rules that given options make it decide by.</summary>
    public StepEntry Deciding<TOptions>(Func<TOptions, IReadOnlyList<Rule>> rules) where TOptions : class, new() =>
        this with { Rules = options => rules((TOptions)options) };
}
