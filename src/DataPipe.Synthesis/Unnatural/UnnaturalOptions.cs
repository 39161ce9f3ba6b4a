using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Unnatural;

/// <summary>Options of the stage <c>unnatural</c>. Defaults: Honovich et al. 2022 (Unnatural Instructions), arXiv:2212.09689, where it says something.</summary>
public sealed record UnnaturalOptions
{
    /// <summary>Name of the teacher in the pipeline's <c>teachers</c>.</summary>
    public string Teacher { get; init; } = "teacher";

    /// <summary>Tasks to keep. Source: ours; the published core has 68,478.</summary>
    [Range(1, 10_000_000)] public int Instructions { get; init; } = 100;

    /// <summary>Rounds at most; once enough is kept, the remaining rounds do nothing. Source: ours.</summary>
    [Range(1, 10_000)] public int Rounds { get; init; } = 8;

    /// <summary>Requests in a round, each of which gives one task. Source: ours.</summary>
    [Range(1, 100_000)] public int RequestsPerRound { get; init; } = 32;

    /// <summary>Requests of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int RequestsPerTask { get; init; } = 16;

    /// <summary>Demonstrations shown in a request. Source: Unnatural Instructions, section 2.1 (3).</summary>
    [Range(1, 20)] public int Demonstrations { get; init; } = 3;

    /// <summary>Sets of demonstrations; each request shows one of them. Source: Unnatural Instructions, section 2.1 (five sets of three, from 15 examples). Null draws anew for each request.</summary>
    [Range(1, 10_000)] public int? DemonstrationSets { get; init; } = 5;

    /// <summary>Sampling temperature, 0..2. Source: ours; the paper samples by nucleus alone.</summary>
    [Range(0, 2)] public double Temperature { get; init; } = 1;

    /// <summary>Nucleus sampling: probability mass sampled from, 0..1. Source: Unnatural Instructions, section 2.1.</summary>
    [Range(0, 1)] public double TopP { get; init; } = 0.99;

    /// <summary>Longest reply in tokens. Source: ours.</summary>
    [Range(1, 1_000_000)] public int MaxTokens { get; init; } = 1024;

    /// <summary>Prompt; placeholders <c>examples</c>, the demonstrations, and <c>number</c>, the open one.</summary>
    public FilePattern Prompt { get; init; } = new("prompts/unnatural.md", "");
}
