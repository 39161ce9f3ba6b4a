using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Mixing;

/// <summary>
/// Mixes datasets and shuffles the mixture, in the phases scatter and gather. The output is the same records in the same order for any division of the inputs
/// into shards. A partition is sorted in memory: about 128 MB of text, more beyond mixtures of 64 GB.
/// </summary>
public sealed class MixStage : IStage
{
    /// <summary>Its name.</summary>
    public const string Name = "mix";

    /// <summary>The phases.</summary>
    internal const string Scatter = "scatter", Gather = "gather";

    /// <summary>Left out because its dataset is read less than once.</summary>
    public static readonly DropReason NotDrawn = new("not-drawn");

    private const string EpochsArgument = "epochs", PartitionsArgument = "partitions", TasksArgument = "tasks", ShortfallArgument = "shortfall";

    // English text has about 5 bytes a word and 1.3 of our tokens a word; other scripts have more bytes: 6 a token is on the large side.
    private const double BytesPerToken = 6;
    private const double BytesPerStoredByte = 8;
    private const double PartitionBytes = 128 * 1024 * 1024;
    private const int MaxPartitions = 512;

    private readonly MixOptions _options;

    private MixStage(MixOptions options, DatasetSchema output) => (_options, Output) = (options, output);

    /// <summary>The column it adds.</summary>
    public static NoteColumn EpochColumn { get; } = new("epoch", NoteType.Integer, "Which copy of the document this is, from 1.");

    /// <inheritdoc/>
    public DatasetSchema Output { get; }

    /// <summary>Makes the stage. Names that are no inputs are fault DP1121, inputs without a share DP1122, other mistakes in the options DP1123.</summary>
    public static MixStage Create(MixOptions options, IStageSetup setup)
    {
        MixOptionRules.Check(options, setup);
        return new MixStage(options, InputSchema.Common(setup).With([EpochColumn]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        var shares = MixShares.Of(_options, inputs);
        var partitions = (int)Math.Clamp(Math.Ceiling(shares.Select((share, i) => MixedBytes(share, inputs[i])).Sum() / PartitionBytes), 1, MaxPartitions);
        Dictionary<string, string> common = new() { [PartitionsArgument] = partitions.ToString(CultureInfo.InvariantCulture) };
        if (MixShares.Shortfall(_options, shares) is { } shortfall) common[ShortfallArgument] = shortfall;

        List<TaskSpec> scatter = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
        {
            Dictionary<string, string> arguments = new(common) { [EpochsArgument] = shares[dataset].Epochs.ToString("R", CultureInfo.InvariantCulture) };
            foreach (var shard in inputs[dataset].Shards)
                scatter.Add(new TaskSpec(Scatter, scatter.Count, [new TaskInput(dataset, shard)], arguments));
        }

        common[TasksArgument] = scatter.Count.ToString(CultureInfo.InvariantCulture);
        return [new Phase(Scatter, scatter), new Phase(Gather, [.. Enumerable.Range(0, partitions).Select(i => new TaskSpec(Gather, i, [], common))])];
    }

    /// <inheritdoc/>
    /// <exception cref="FaultException">DP1120: a dataset is too small for what is asked of it.</exception>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        if (task.Arguments.TryGetValue(ShortfallArgument, out var shortfall)) throw new FaultException("DP1120", shortfall, null);
        var partitions = int.Parse(task.Arguments[PartitionsArgument], CultureInfo.InvariantCulture);
        return task.Phase switch
        {
            Scatter => ScatterTask.RunAsync(task, context, Output, double.Parse(task.Arguments[EpochsArgument], CultureInfo.InvariantCulture), partitions, cancellation),
            Gather => GatherTask.RunAsync(task, context, Output, int.Parse(task.Arguments[TasksArgument], CultureInfo.InvariantCulture), cancellation),
            _ => throw new ArgumentException($"stage '{Name}' has no phase '{task.Phase}'", nameof(task)),
        };
    }

    // Pages that are not extracted yet have no tokens; their stored size, several times compressed, stands in.
    private static double MixedBytes(MixShare share, StageInput input)
    {
        var bytes = input.Shards.Sum(s => s.Tokens) > 0 ? share.MixedTokens * BytesPerToken : share.Epochs * input.Shards.Sum(s => s.Bytes) * BytesPerStoredByte;
        return double.IsFinite(bytes) ? bytes : 0;
    }

    internal static string PartName(int partition) => string.Create(CultureInfo.InvariantCulture, $"part-{partition:00000}");
}
