using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Templates;

/// <summary>A data set of a mixture: its rows, and the ways to ask about them.</summary>
public sealed record TemplatedSet
{
    /// <summary>JSON Lines with one row each, or <c>.json</c> files with a list of rows or one task of Natural Instructions.</summary>
    public IReadOnlyList<FilePattern> Files { get; init; } = [];

    /// <summary>A file of templates; each row gets one of them by chance. Null reads rows as Natural Instructions has them: <c>Definition</c> and <c>Instances</c> with <c>input</c> and <c>output</c>.</summary>
    public FilePattern? Templates { get; init; }

    /// <summary>Weight of the set beside its size; 0 leaves it out.</summary>
    [Range(0, 1_000_000)] public double Weight { get; init; } = 1;

    /// <summary>Whether the answers are a finite set of labels.</summary>
    public bool IsClassification { get; init; }
}
