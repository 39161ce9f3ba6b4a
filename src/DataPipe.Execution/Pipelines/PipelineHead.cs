namespace DataPipe.Execution.Pipelines;

/// <summary>The keys at the top of a pipeline file that hold one value.</summary>
public sealed record PipelineHead
{
    /// <summary>What the pipeline is for, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>Seed of all chance in the pipeline: the same seed gives the same bytes.</summary>
    public long Seed { get; init; }
}
