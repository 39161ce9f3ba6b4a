using DataPipe.Core.Records;
using DataPipe.Core.Stages;

namespace DataPipe.Testing;

/// <summary>How <see cref="StageRunner"/> runs a stage.</summary>
public sealed record StageRunnerOptions
{
    /// <summary>The defaults.</summary>
    public static StageRunnerOptions Default { get; } = new();

    /// <summary>Name of the stage.</summary>
    public string Stage { get; init; } = "stage";

    /// <summary>Seed of the pipeline.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Counts tokens.</summary>
    public ITokenCounter TokenCounter { get; init; } = new SpaceTokenCounter();

    /// <summary>What happens to a record that makes a step throw.</summary>
    public ErrorPolicy Errors { get; init; } = ErrorPolicy.Stop;

    /// <summary>Share of dropped records that is kept aside, 0..1.</summary>
    public double RejectsFraction { get; init; } = 1;

    /// <summary>Records of a batch at most.</summary>
    public int BatchRecords { get; init; } = 256;

    /// <summary>Records at which an intermediate shard ends and the next begins.</summary>
    public int WorkShardRecords { get; init; } = 1000;

    /// <summary>What tasks are told of how many run at once; they run one after another all the same.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Whether the tasks of a phase run from the last to the first: results may not depend on it.</summary>
    public bool LastTaskFirst { get; init; }
}
