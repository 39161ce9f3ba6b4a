using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Grounding;

/// <summary>Options of the stage <c>grounded</c>: questions about documents of a corpus, with answers that cite the passages they rest on. Source of the use: InstructLab (arXiv:2403.01081).</summary>
public sealed record GroundedOptions
{
    /// <summary>Name of the teacher in the pipeline's <c>teachers</c>.</summary>
    public string Teacher { get; init; } = "teacher";

    /// <summary>Questions asked for about a passage. Source: InstructLab (3).</summary>
    [Range(1, 50)] public int Questions { get; init; } = 3;

    /// <summary>Longest passage of a document that is shown, in characters; of longer documents a part, begun at a paragraph, by chance. Source: ours.</summary>
    [Range(200, 10_000_000)] public int MaxPassageChars { get; init; } = 6000;

    /// <summary>Shortest passage that is asked about, in characters. Source: ours.</summary>
    [Range(1, 10_000_000)] public int MinPassageChars { get; init; } = 200;

    /// <summary>Shortest citation, in characters. Source: ours.</summary>
    [Range(1, 10_000)] public int MinQuoteChars { get; init; } = 12;

    /// <summary>Whether the passage stands before the question in the sample, as reading has it; off, the model is to know it.</summary>
    public bool WithPassage { get; init; } = true;

    /// <summary>Sampling temperature, 0..2. Source: InstructLab (0.7).</summary>
    [Range(0, 2)] public double Temperature { get; init; } = 0.7;

    /// <summary>Longest reply in tokens; the last question of one that is cut is dropped. Source: ours.</summary>
    [Range(1, 1_000_000)] public int MaxTokens { get; init; } = 2048;

    /// <summary>Documents of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int RecordsPerTask { get; init; } = 32;

    /// <summary>Prompt; placeholders <c>count</c> and <c>passage</c>.</summary>
    public FilePattern Prompt { get; init; } = new("prompts/grounded.md", "");
}
