using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Passages;

/// <summary>
/// Removes duplicates in a single pass through a Bloom filter: one phase of one task that reads all shards in order, so that the result is the same for any number of workers.
/// Of duplicates the first in that order stays; other shards or another order of them can keep another. Nothing that occurs twice stays; what occurs once is lost at the stated rate.
/// </summary>
public sealed class BloomDedupStage : IStage
{
    /// <summary>Its name, which stands in tallies as the one who drops.</summary>
    public const string Name = "dedup-bloom";

    /// <summary>The same text, or address, as a document before it, or seems to be.</summary>
    public static readonly DropReason Duplicate = new("duplicate");

    private const string Phase = "filter", CapacityArgument = "capacity";

    private readonly BloomDedupOptions _options;
    private readonly ChainPlan _steps;

    private BloomDedupStage(BloomDedupOptions options, ChainPlan steps) => (_options, _steps) = (options, steps);

    /// <inheritdoc/>
    public DatasetSchema Output => _steps.Output;

    /// <summary>Makes the stage. A filter for less than one key is fault DP1152, a normalisation of addresses DP1153.</summary>
    public static IStage Create(BloomDedupOptions options, IStageSetup setup)
    {
        if (BloomFilter.CapacityOf(options.Memory, options.FalsePositiveRate) < 1)
            setup.Faults.Add("DP1152", "memory holds not one key at this false-positive-rate: raise either", setup.At("memory"));
        if (options.By == BloomKey.Url && options.Normalize != PassageNormalization.None)
            setup.Faults.Add("DP1153", "addresses are compared as they are: leave normalize out with by: url", setup.At("normalize"));
        return new BloomDedupStage(options, ChainPlan.Build(InputSchema.Common(setup), setup.Steps, setup.Faults));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskInput> shards = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                shards.Add(new TaskInput(dataset, shard));
        if (shards.Count == 0) return [new Phase(Phase, [])];
        var capacity = Math.Max(1, BloomFilter.CapacityOf(_options.Memory, _options.FalsePositiveRate));
        if (_options.By is BloomKey.Text or BloomKey.Url) capacity = Math.Min(capacity, Math.Max(1, shards.Sum(s => s.Shard.Records)));
        Dictionary<string, string> arguments = new() { [CapacityArgument] = capacity.ToString(CultureInfo.InvariantCulture) };
        return [new Phase(Phase, [new TaskSpec(Phase, 0, shards, arguments)])];
    }

    /// <inheritdoc/>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) =>
        new BloomTask(_options, context).RunAsync(task, new BloomFilter(long.Parse(task.Arguments[CapacityArgument], CultureInfo.InvariantCulture), _options.FalsePositiveRate), _steps, cancellation);
}
