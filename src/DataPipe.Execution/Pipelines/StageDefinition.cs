using DataPipe.Core.Faults;
using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Pipelines;

/// <summary>A stage as the pipeline file has it, before it is bound.</summary>
/// <param name="Name">Name of the stage and of its dataset.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Use">Catalogue name, with its place.</param>
/// <param name="From">Names of the stages it reads, with their places.</param>
/// <param name="With">Its options.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Settings">How it is run.</param>
public sealed record StageDefinition(
    string Name,
    SourcePosition At,
    ConfigNode.Scalar Use,
    IReadOnlyList<ConfigNode.Scalar> From,
    ConfigNode? With,
    IReadOnlyList<StepDefinition> Steps,
    StageSettings Settings);
