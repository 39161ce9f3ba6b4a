using System.ComponentModel.DataAnnotations;
using DataPipe.Synthesis.Verifying;

namespace DataPipe.Synthesis.Answering;

/// <summary>How answers are checked and which prompts are of use: rejection sampling by pass rate.</summary>
public sealed record CheckOptions
{
    /// <summary>Smallest share of the answers to a prompt that pass, 0..1. Source: ours; 0 keeps prompts that no answer passed, which then have no sample.</summary>
    [Range(0, 1)] public double MinPassRate { get; init; }

    /// <summary>Largest share; below 1 prompts go that every answer passed, which teach a policy nothing. Source: the practice of verifiable rewards (Tulu 3, arXiv:2411.15124).</summary>
    [Range(0, 1)] public double MaxPassRate { get; init; } = 1;

    /// <summary>Most right answers kept of one prompt, those of the fewest characters first; null keeps all. Source: ours.</summary>
    [Range(1, 1024)] public int? KeepPerPrompt { get; init; } = 1;

    /// <summary>What unit tests of code may use.</summary>
    public SandboxOptions Sandbox { get; init; } = new();
}
