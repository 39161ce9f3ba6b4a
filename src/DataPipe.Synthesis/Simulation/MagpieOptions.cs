using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Simulation;

/// <summary>Options of the source <c>magpie</c>. Defaults: Xu et al. 2024 (Magpie), arXiv:2406.08464, where it says something.</summary>
public sealed record MagpieOptions
{
    /// <summary>Name of the teacher in the pipeline's <c>teachers</c>: an open model behind an endpoint that continues raw text.</summary>
    public string Teacher { get; init; } = "teacher";

    /// <summary>The chat template of the model up to where the user speaks; what the model writes behind it is what a user would ask. A system message may stand before it.</summary>
    public string Template { get; init; } = "<|im_start|>user\n";

    /// <summary>Texts at which the user's turn ends. Source: Magpie, code (end of turn, and a line break).</summary>
    public IReadOnlyList<string> Stop { get; init; } = ["<|im_end|>", "<|im_start|>", "\n"];

    /// <summary>Instructions to keep. Source: ours.</summary>
    [Range(1, 10_000_000)] public int Instructions { get; init; } = 100;

    /// <summary>Rounds at most; once enough is kept, the remaining rounds do nothing. Source: ours.</summary>
    [Range(1, 10_000)] public int Rounds { get; init; } = 4;

    /// <summary>Requests in a round. Source: ours.</summary>
    [Range(1, 100_000)] public int RequestsPerRound { get; init; } = 2;

    /// <summary>Requests of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int RequestsPerTask { get; init; } = 1;

    /// <summary>Continuations wanted from a request. Source: Magpie, code (200).</summary>
    [Range(1, 1024)] public int SamplesPerRequest { get; init; } = 200;

    /// <summary>Sampling temperature, 0..2. Source: Magpie, code.</summary>
    [Range(0, 2)] public double Temperature { get; init; } = 1;

    /// <summary>Nucleus sampling: probability mass sampled from, 0..1. Source: Magpie, code.</summary>
    [Range(0, 1)] public double TopP { get; init; } = 1;

    /// <summary>Longest instruction in tokens; one that is cut there is dropped. Source: Magpie, code (2048).</summary>
    [Range(1, 1_000_000)] public int MaxTokens { get; init; } = 2048;

    /// <summary>Fewest words of an instruction. Source: ours.</summary>
    [Range(1, 10_000)] public int MinWords { get; init; } = 3;

    /// <summary>Largest ROUGE-L F (0..1) between an instruction and any kept one; null compares whole texts alone. Source: ours.</summary>
    [Range(0, 1)] public double? NoveltyThreshold { get; init; }
}
