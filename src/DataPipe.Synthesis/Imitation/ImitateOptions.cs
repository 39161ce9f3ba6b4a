using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Imitation;

/// <summary>Options of the stage <c>imitate</c>. Defaults: Gudibande et al. 2023 (The False Promise of Imitating Proprietary LLMs), arXiv:2305.15717, where it says something.</summary>
public sealed record ImitateOptions
{
    /// <summary>Name of the teacher in the pipeline's <c>teachers</c>.</summary>
    public string Teacher { get; init; } = "teacher";

    /// <summary>Name of the task whose examples are imitated, as the samples of the input have it; the others are what the coverage report compares with.</summary>
    [Required] public string Task { get; init; } = "";

    /// <summary>Samples to keep. Source: ours; the published set has about 6,000.</summary>
    [Range(1, 10_000_000)] public int Samples { get; init; } = 100;

    /// <summary>Rounds at most; once enough is kept, the remaining rounds do nothing. Source: ours.</summary>
    [Range(1, 10_000)] public int Rounds { get; init; } = 8;

    /// <summary>Requests in a round, each of which gives one sample. Source: ours.</summary>
    [Range(1, 100_000)] public int RequestsPerRound { get; init; } = 32;

    /// <summary>Requests of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int RequestsPerTask { get; init; } = 16;

    /// <summary>Examples shown in a request. Source: The False Promise, section 3.1 (10).</summary>
    [Range(1, 100)] public int Examples { get; init; } = 10;

    /// <summary>Largest ROUGE-L F (0..1) between a question and any of the input or kept before. Source: Self-Instruct, section 2.2.</summary>
    [Range(0, 1)] public double NoveltyThreshold { get; init; } = 0.7;

    /// <summary>Sampling temperature, 0..2. Source: ours.</summary>
    [Range(0, 2)] public double Temperature { get; init; } = 1;

    /// <summary>Longest reply in tokens. Source: ours.</summary>
    [Range(1, 1_000_000)] public int MaxTokens { get; init; } = 1024;

    /// <summary>Prompt; placeholders <c>examples</c> and <c>number</c>, that of the open example.</summary>
    public FilePattern Prompt { get; init; } = new("prompts/imitate.md", "");
}
