using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Substrings;

/// <summary>
/// Removes or marks spans of text that occur more than once over all shards of all inputs, in the phases sign, match, gather, compare and cut. It finds exactly the
/// spans that a suffix array over the whole corpus finds (Lee et al. 2021, arXiv:2107.06499), except that no span crosses documents and none ends inside of a code point.
/// What stays does not depend on shards, their order, the memory or the number of tasks.
/// </summary>
public sealed class SubstringStage : IStage
{
    /// <summary>Its name, which stands in tallies as the one who drops.</summary>
    public const string Name = "dedup-substrings";

    /// <summary>So little was left of the document that it was dropped.</summary>
    public static readonly DropReason LittleLeft = new("little-left");

    // English text has about 5 bytes a word and 1.3 of our tokens a word; other scripts have more bytes: 6 a token is on the large side.
    private const double BytesPerToken = 6;
    private const double BytesPerStoredByte = 8;

    // Of web text a third lies in runs with a repeated anchor; with what stands before them they take up to 7 bytes a byte. A bucket that is larger is read several times.
    private const double RunBytesPerByte = 2;
    private const double ShareOfMemory = 1.0 / 8;
    private const int MaxBuckets = 4096;

    private readonly SubstringOptions _options;
    private readonly ChainPlan _steps;

    private SubstringStage(SubstringOptions options, ChainPlan steps) => (_options, _steps) = (options, steps);

    /// <summary>The columns that marking adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("repeated_spans", NoteType.Integer, "Spans of the text that occur elsewhere and would be cut out."),
        new("repeated_bytes", NoteType.Integer, "Their bytes together."),
        new("repeated_fraction", NoteType.Number, "Their share of the text's bytes, 0..1."),
    ];

    /// <inheritdoc/>
    public DatasetSchema Output => _steps.Output;

    /// <summary>Makes the stage. Inputs of different columns are fault DP1017.</summary>
    public static SubstringStage Create(SubstringOptions options, IStageSetup setup)
    {
        var schema = InputSchema.Common(setup);
        if (options.Action == SubstringAction.Mark) schema = schema.With(Columns);
        return new SubstringStage(options, ChainPlan.Build(schema, setup.Steps, setup.Faults));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskInput> shards = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                shards.Add(new TaskInput(dataset, shard));

        var buckets = shards.Count == 0 ? 0 : _options.Buckets ?? Buckets(shards.Sum(s => TextBytes(s.Shard)));
        Dictionary<string, string> arguments = new()
        {
            [SubstringWork.ShardsArgument] = shards.Count.ToString(CultureInfo.InvariantCulture),
            [SubstringWork.BucketsArgument] = buckets.ToString(CultureInfo.InvariantCulture),
        };
        return
        [
            EachShard(SubstringWork.Sign), EachBucket(SubstringWork.Match), EachShard(SubstringWork.Gather), EachBucket(SubstringWork.Compare), EachShard(SubstringWork.Cut),
        ];

        Phase EachShard(string phase) => new(phase, [.. shards.Select((shard, i) => new TaskSpec(phase, i, [shard], arguments))]);

        Phase EachBucket(string phase) => new(phase, [.. Enumerable.Range(0, buckets).Select(i => new TaskSpec(phase, i, [], arguments))]);
    }

    /// <inheritdoc/>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => task.Phase switch
    {
        SubstringWork.Sign => SignTask.RunAsync(task, context, _options, cancellation),
        SubstringWork.Match => MatchTask.RunAsync(task, context, _options, cancellation),
        SubstringWork.Gather => new GatherTask(_options, context).RunAsync(task, cancellation),
        SubstringWork.Compare => CompareTask.RunAsync(task, context, _options, cancellation),
        SubstringWork.Cut => new CutTask(_options, _steps, context).RunAsync(task, cancellation),
        _ => throw new ArgumentException($"stage '{Name}' has no phase '{task.Phase}'", nameof(task)),
    };

    private int Buckets(double textBytes) =>
        (int)Math.Clamp(Math.Ceiling(textBytes * RunBytesPerByte / (_options.Memory * ShareOfMemory)), 1, MaxBuckets);

    private static double TextBytes(Shard shard) => shard.Tokens > 0 ? shard.Tokens * BytesPerToken : shard.Bytes * BytesPerStoredByte;
}
