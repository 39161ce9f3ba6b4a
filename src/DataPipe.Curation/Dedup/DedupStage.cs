using System.Globalization;
using System.Numerics;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Curation.Dedup.Clustering;
using DataPipe.Curation.Dedup.Indexing;
using DataPipe.Curation.Dedup.Signing;
using DataPipe.Curation.Dedup.Verifying;
using DataPipe.Text.MinHash;

namespace DataPipe.Curation.Dedup;

/// <summary>
/// Removes duplicates over all shards of all inputs, in the phases sign, bucket, cluster and drop, index where one is wanted, and shingles and verify before drop where similarities are verified. Documents without text are never duplicates.
/// Which documents stay depends neither on shards, their order or the number of tasks, nor on the memory, which is bounded.
/// </summary>
public sealed class DedupStage : IExplainedStage
{
    /// <summary>Its name, which stands in tallies as the one who drops.</summary>
    public const string Name = "dedup";

    /// <summary>The same text, by the exact rule, as the document that stays.</summary>
    public static readonly DropReason ExactDuplicate = new("exact-duplicate");

    /// <summary>The same URL, by its rule, as the document that stays.</summary>
    public static readonly DropReason UrlDuplicate = new("url-duplicate");

    /// <summary>Nearly the same text as the document that stays, or as another duplicate of it.</summary>
    public static readonly DropReason NearDuplicate = new("near-duplicate");

    private const double EntriesPerBucket = 4_000_000;
    private const int MaxHashes = 1 << 16;

    private readonly DedupOptions _options;
    private readonly MinHashPreset? _near;
    private readonly KeepRank _rank;
    private readonly EarlierCorpora _earlier;
    private readonly ChainPlan _steps;

    private DedupStage(DedupOptions options, MinHashPreset? near, KeepRank rank, EarlierCorpora earlier, ChainPlan steps) =>
        (_options, _near, _rank, _earlier, _steps) = (options, near, rank, earlier, steps);

    /// <inheritdoc/>
    public DatasetSchema Output => _steps.Output;

    /// <inheritdoc/>
    public IReadOnlyList<string> Explanation => _near is null ? [] : MatchCurve.Of(_near);

    /// <summary>Makes the stage. Nothing to search for is fault DP1110, too many hashes DP1111, options that do not fit one another DP1113, an index that cannot be used DP1114 or DP1115, inputs of different columns DP1017.</summary>
    public static DedupStage Create(DedupOptions options, IStageSetup setup)
    {
        if (options.Exact is null && options.Near is null && options.Url is null)
            setup.Faults.Add("DP1110", "stage 'dedup' has exact, url and near switched off: leave one of them on", setup.At("exact"));
        if (options.Near is { Similarity: not null } both && (both.Bands ?? both.Rows) is not null)
            setup.Faults.Add("DP1113", "'similarity' solves bands and rows, which are given as well: leave out one or the other", setup.At("near"));
        if (options.Near is { Similarity: null, Hashes: not null })
            setup.Faults.Add("DP1113", "'hashes' is what bands and rows are solved within for a 'similarity', and none is given", setup.At("near"));
        if (options.Near is { Verify: not null } && (options.Index || options.Against is { Count: > 0 }))
            setup.Faults.Add("DP1113", "'verify' compares texts, and an index holds none: leave out 'verify', or 'against' and 'index'", setup.At("near"));
        var near = options.Near?.ToPreset();
        if (near is not null && (long)near.Bands * near.Rows > MaxHashes)
            setup.Faults.Add("DP1111", $"{near.Bands} bands of {near.Rows} rows are more than {MaxHashes} hashes a document", setup.At("near"));
        var earlier = EarlierCorpora.Find(options, SearchText.Of(options, near), setup);
        return new DedupStage(options, near, new KeepRank(options, setup), earlier, ChainPlan.Build(InputSchema.Common(setup), setup.Steps, setup.Faults));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskInput> shards = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                shards.Add(new TaskInput(dataset, shard));

        var documents = shards.Sum(s => s.Shard.Records);
        if (documents > DisjointSets.MaxCount)
            throw new FaultException("DP1112", $"more than {DisjointSets.MaxCount:N0} documents reach one dedup stage: divide the inputs, by language for example", null);
        var buckets = shards.Count == 0 ? 0 : _options.Buckets is { } wanted ? (int)BitOperations.RoundUpToPowerOf2((uint)wanted) : Buckets(documents);
        List<TaskSpec> signs = [], shingles = [], drops = [];
        long first = 0;
        foreach (var shard in shards)
        {
            signs.Add(new TaskSpec(DedupWork.Sign, signs.Count, [shard], Arguments(first)));
            if (Verify is not null) shingles.Add(new TaskSpec(DedupWork.Shingles, shingles.Count, [shard], Arguments(first)));
            drops.Add(new TaskSpec(DedupWork.Drop, drops.Count, [shard], Arguments(first)));
            first += shard.Shard.Records;
        }

        List<Phase> phases =
        [
            new(DedupWork.Sign, signs),
            new(DedupWork.Bucket, [.. Enumerable.Range(0, buckets).Select(i => new TaskSpec(DedupWork.Bucket, i, [], Arguments(0)))]),
            new(DedupWork.Cluster, shards.Count == 0 && !_options.Index ? [] : [new TaskSpec(DedupWork.Cluster, 0, [], Arguments(0))]),
        ];
        if (Verify is not null)
        {
            phases.Add(new(DedupWork.Shingles, shingles));
            phases.Add(new(DedupWork.Verify, shards.Count == 0 ? [] : [new TaskSpec(DedupWork.Verify, 0, [], Arguments(0))]));
        }

        phases.Add(new(DedupWork.Drop, drops));
        if (_options.Index) phases.Add(new(DedupWork.Index, [new TaskSpec(DedupWork.Index, 0, [], Arguments(0))]));
        return phases;

        Dictionary<string, string> Arguments(long firstDocument) => new()
        {
            [DedupWork.ShardsArgument] = shards.Count.ToString(CultureInfo.InvariantCulture),
            [DedupWork.BucketsArgument] = buckets.ToString(CultureInfo.InvariantCulture),
            [DedupWork.FirstArgument] = firstDocument.ToString(CultureInfo.InvariantCulture),
            [DedupWork.DocumentsArgument] = documents.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <inheritdoc/>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => task.Phase switch
    {
        DedupWork.Sign => new SignTask(new DocumentSigner(_options, _near, _rank), DedupMemory.OfShardTask(_options.Memory, context.Workers), context).RunAsync(task, cancellation),
        DedupWork.Bucket => new BucketTask(_earlier, DedupMemory.OfTask(_options.Memory, context.Workers), context).RunAsync(task, cancellation),
        DedupWork.Cluster => new ClusterTask(_options, _near?.Hashes ?? 0, _earlier, DedupMemory.OfTask(_options.Memory, 1), context).RunAsync(task, cancellation),
        DedupWork.Shingles => new ShingleTask(_near!, DedupMemory.OfShardTask(_options.Memory, context.Workers), context).RunAsync(task, cancellation),
        DedupWork.Verify => new VerifyTask(_options, _near!.Hashes, _earlier, DedupMemory.OfTask(_options.Memory, 1), context).RunAsync(task, cancellation),
        DedupWork.Drop => new DropTask(Verify is null ? DedupWork.Cluster : DedupWork.Verify, context, _steps).RunAsync(task, cancellation),
        DedupWork.Index => new IndexTask(SearchText.Of(_options, _near), DedupMemory.OfTask(_options.Memory, 1), context).RunAsync(task, cancellation),
        _ => throw new ArgumentException($"stage '{Name}' has no phase '{task.Phase}'", nameof(task)),
    };

    private double? Verify => _options.Near?.Verify;

    private int Buckets(long documents)
    {
        var keys = (_near?.Bands ?? 0) + (_options.Exact is null ? 0 : 1) + (_options.Url is null ? 0 : 1);
        return (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Math.Ceiling(documents * (double)keys / EntriesPerBucket), 1, KeyEntry.MaxBuckets));
    }
}
