using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Grids;

/// <summary>Options of the source <c>grid</c>: instructions for every cell of a grid of topics, difficulties and kinds of task, under personas. Source of the use: Persona Hub, arXiv:2406.20094, and Tulu 3, arXiv:2411.15124.</summary>
public sealed record GridOptions
{
    /// <summary>Name of the teacher in the pipeline's <c>teachers</c>.</summary>
    public string Teacher { get; init; } = "teacher";

    /// <summary>The axes of the grid by their names, each with its values; a cell is one value of each. A taxonomy's leaves are written as paths, such as <c>science / biology / cells</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Axes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Text file of personas, one a line, of which each request gets one by chance; null for none.</summary>
    public FilePattern? Personas { get; init; }

    /// <summary>Instructions to keep for each cell. Source: ours.</summary>
    [Range(1, 100_000)] public int PerCell { get; init; } = 2;

    /// <summary>Rounds at most; a round asks for the cells alone that lack something. Source: ours.</summary>
    [Range(1, 1000)] public int Rounds { get; init; } = 3;

    /// <summary>Instructions asked for in a request. Source: ours.</summary>
    [Range(1, 100)] public int InstructionsPerRequest { get; init; } = 3;

    /// <summary>Cells of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int CellsPerTask { get; init; } = 32;

    /// <summary>Largest ROUGE-L F (0..1) between an instruction and any kept one. Source: Self-Instruct, section 2.2.</summary>
    [Range(0, 1)] public double NoveltyThreshold { get; init; } = 0.7;

    /// <summary>Sampling temperature, 0..2. Source: ours.</summary>
    [Range(0, 2)] public double Temperature { get; init; } = 1;

    /// <summary>Longest reply in tokens; the last instruction of one that is cut is dropped. Source: ours.</summary>
    [Range(1, 1_000_000)] public int MaxTokens { get; init; } = 1024;

    /// <summary>Prompt; placeholders <c>count</c>, <c>cell</c> (the axes, one a line) and <c>persona</c>.</summary>
    public FilePattern Prompt { get; init; } = new("prompts/grid.md", "");
}
