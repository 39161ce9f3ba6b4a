using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;

namespace DataPipe.Execution.Pipelines;

/// <summary>A stage ready to run.</summary>
/// <param name="Name">Name of the stage and of its dataset.</param>
/// <param name="Entry">Its catalogue entry.</param>
/// <param name="Stage">The stage itself.</param>
/// <param name="Inputs">The stages whose datasets it reads, in the order of <c>from</c>.</param>
/// <param name="Settings">How it is run.</param>
/// <param name="Resources">The named resources it uses.</param>
/// <param name="Recipe">Hash of options, step versions, input names and sizes and of its inputs' recipes: what the bytes of the dataset depend on.</param>
/// <param name="Fingerprint">Hash of the recipe and of the versions of all outside files it depends on: what a receipt must match.</param>
public sealed record BoundStage(
    string Name, StageEntry Entry, IStage Stage, IReadOnlyList<BoundStage> Inputs, StageSettings Settings, IReadOnlyList<NamedResource> Resources, string Recipe, string Fingerprint)
{
    /// <summary>Its steps with all their options, in order.</summary>
    public IReadOnlyList<StepRecord> Steps { get; init; } = [];

    /// <summary>Schema of its dataset.</summary>
    public DatasetSchema Output => Stage.Output;
}
