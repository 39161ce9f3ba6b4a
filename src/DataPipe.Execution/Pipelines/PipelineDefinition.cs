using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Pipelines;

/// <summary>A pipeline file, read and checked for its form; names are not looked up yet.</summary>
/// <param name="Name">Name of the pipeline; its runs lie in <c>runs/NAME</c>.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Seed">Seed of all chance in it.</param>
/// <param name="File">The file.</param>
/// <param name="Folder">Folder that relative paths in it start from.</param>
/// <param name="Resources">Sections of named resources, by section.</param>
/// <param name="Stages">Stages in written order.</param>
public sealed record PipelineDefinition(
    string Name,
    string Description,
    long Seed,
    string File,
    string Folder,
    IReadOnlyDictionary<string, ConfigNode.Mapping> Resources,
    IReadOnlyList<StageDefinition> Stages);
