using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Unnatural;

/// <summary>Options of the stage <c>rephrase</c>. Defaults: Honovich et al. 2022 (Unnatural Instructions), arXiv:2212.09689, where it says something.</summary>
public sealed record RephraseOptions
{
    /// <summary>Name of the teacher in the pipeline's <c>teachers</c>.</summary>
    public string Teacher { get; init; } = "teacher";

    /// <summary>Other formulations to keep of each instruction. Source: Unnatural Instructions, section 2.3 (two).</summary>
    [Range(1, 20)] public int Alternatives { get; init; } = 2;

    /// <summary>Whether the samples themselves come before their other formulations. Source: Unnatural Instructions (the full set holds the core).</summary>
    public bool KeepOriginals { get; init; } = true;

    /// <summary>Sampling temperature, 0..2. Source: ours.</summary>
    [Range(0, 2)] public double Temperature { get; init; } = 1;

    /// <summary>Longest reply in tokens. Source: ours.</summary>
    [Range(1, 1_000_000)] public int MaxTokens { get; init; } = 512;

    /// <summary>Samples of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int RecordsPerTask { get; init; } = 64;

    /// <summary>Prompt; placeholders <c>count</c> and <c>instruction</c>. The reply has one formulation a line, in which <c>{INPUT}</c> stands for the input.</summary>
    public FilePattern Prompt { get; init; } = new("prompts/rephrase.md", "");
}
