using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;

namespace DataPipe.Core.Steps;

/// <summary>What a step may know when it is made: the schema of the records that reach it, and where to report a mistake in its options.</summary>
/// <param name="Input">Schema of the records that reach the step.</param>
/// <param name="Faults">Takes mistakes that only the schema shows.</param>
/// <param name="At">Where the step stands in the pipeline file.</param>
public sealed record StepScope(DatasetSchema Input, FaultList Faults, SourcePosition? At)
{
    /// <summary>The files that its options may name.</summary>
    public IStepFiles Files { get; init; } = NoStepFiles.Instance;

    /// <summary>What it shares with the other steps of its chain.</summary>
    public Workbench Workbench { get; init; } = new();
}
