using DataPipe.Core.Faults;

namespace DataPipe.Core.Steps;

/// <summary>A step as a pipeline uses it.</summary>
/// <param name="Entry">Its catalogue entry.</param>
/// <param name="Options">Its bound options, of the entry's options type.</param>
/// <param name="At">Where it stands in the pipeline file.</param>
public sealed record StepUse(StepEntry Entry, object Options, SourcePosition? At)
{
    /// <summary>The files that its options may name.</summary>
    public IStepFiles Files { get; init; } = NoStepFiles.Instance;
}
