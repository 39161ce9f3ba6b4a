using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Dedup;

/// <summary>
/// Removes duplicates over all shards of all inputs, in the phases sign, bucket, cluster and drop. Documents without text are never duplicates.
/// Which documents stay does not depend on shards, their order, or the number of tasks.
/// </summary>
public sealed class DedupStage : IStage
{
    /// <summary>Its name, which stands in tallies as the one who drops.</summary>
    public const string Name = "dedup";

    /// <summary>The same text as the document that stays.</summary>
    public static readonly DropReason ExactDuplicate = new("exact-duplicate");

    /// <summary>Nearly the same text as the document that stays, or as another duplicate of it.</summary>
    public static readonly DropReason NearDuplicate = new("near-duplicate");

    private const double EntriesPerBucket = 4_000_000;
    private const int MaxBuckets = 4096;
    private const int MaxHashes = 1 << 16;

    private readonly DedupOptions _options;
    private readonly ChainPlan _steps;

    private DedupStage(DedupOptions options, ChainPlan steps) => (_options, _steps) = (options, steps);

    /// <inheritdoc/>
    public DatasetSchema Output => _steps.Output;

    /// <summary>Makes the stage. Nothing to search for is fault DP1110, inputs of different columns DP1017.</summary>
    public static DedupStage Create(DedupOptions options, IStageSetup setup)
    {
        if (!options.Exact && options.Near is null)
            setup.Faults.Add("DP1110", "stage 'dedup' has both exact and near switched off: leave one of them on", setup.At("exact"));
        if (options.Near is { } near && near.Bands * near.Rows > MaxHashes)
            setup.Faults.Add("DP1111", $"{near.Bands} bands of {near.Rows} rows are more than {MaxHashes} hashes a document", setup.At("near"));
        return new DedupStage(options, ChainPlan.Build(InputSchema.Common(setup), setup.Steps, setup.Faults));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskInput> shards = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                shards.Add(new TaskInput(dataset, shard));

        var buckets = shards.Count == 0 ? 0 : _options.Buckets ?? Buckets(shards.Sum(s => s.Shard.Records));
        Dictionary<string, string> arguments = new()
        {
            [DedupWork.SignsArgument] = shards.Count.ToString(CultureInfo.InvariantCulture),
            [DedupWork.BucketsArgument] = buckets.ToString(CultureInfo.InvariantCulture),
        };
        return
        [
            new Phase(DedupWork.Sign, [.. shards.Select((shard, i) => new TaskSpec(DedupWork.Sign, i, [shard], arguments))]),
            new Phase(DedupWork.Bucket, [.. Enumerable.Range(0, buckets).Select(i => new TaskSpec(DedupWork.Bucket, i, [], arguments))]),
            new Phase(DedupWork.Cluster, shards.Count == 0 ? [] : [new TaskSpec(DedupWork.Cluster, 0, [], arguments)]),
            new Phase(DedupWork.Drop, [.. shards.Select((shard, i) => new TaskSpec(DedupWork.Drop, i, [shard], arguments))]),
        ];
    }

    /// <inheritdoc/>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => task.Phase switch
    {
        DedupWork.Sign => new SignTask(_options).RunAsync(task, context, cancellation),
        DedupWork.Bucket => BucketTask.RunAsync(task, context, cancellation),
        DedupWork.Cluster => new ClusterTask(_options.Keep, context).RunAsync(task, cancellation),
        DedupWork.Drop => DropTask.RunAsync(task, context, _steps, cancellation),
        _ => throw new ArgumentException($"stage '{Name}' has no phase '{task.Phase}'", nameof(task)),
    };

    private int Buckets(long documents)
    {
        var keys = (_options.Near?.Bands ?? 0) + (_options.Exact ? 1 : 0);
        return (int)Math.Clamp(Math.Ceiling(documents * (double)keys / EntriesPerBucket), 1, MaxBuckets);
    }
}
