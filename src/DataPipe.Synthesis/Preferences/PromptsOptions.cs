using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Preferences;

/// <summary>Options of the source <c>prompts</c>.</summary>
public sealed record PromptsOptions
{
    /// <summary>JSONL files, one prompt a line: id, prompt, category.</summary>
    public IReadOnlyList<FilePattern> Files { get; init; } = [];
}
