using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Options of the source <c>seed-tasks</c>.</summary>
public sealed record SeedTasksOptions
{
    /// <summary>JSONL files, one task a line: id, name, instruction, instances (input and output of each), is_classification. Source: the seed format of Self-Instruct.</summary>
    public IReadOnlyList<FilePattern> Files { get; init; } = [];
}
