using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Evolving;

/// <summary>Options of the stage <c>evolve</c>. Defaults: Xu et al. 2023 (WizardLM, Evol-Instruct), arXiv:2304.12244, and its code, where they say something.</summary>
public sealed record EvolveOptions
{
    /// <summary>Name of the teacher in the pipeline's <c>teachers</c>.</summary>
    public string Teacher { get; init; } = "teacher";

    /// <summary>Rounds: each begins with what the one before made, or with the same again where that failed. Source: WizardLM, section 4 (4).</summary>
    [Range(1, 20)] public int Rounds { get; init; } = 4;

    /// <summary>Prompts of the operations, one of which is chosen with equal chance for each instruction and round; placeholder <c>prompt</c>. Source: WizardLM, section 3.2 (five in depth, one in breadth).</summary>
    public IReadOnlyList<FilePattern> Operations { get; init; } =
    [
        new("prompts/evolve-constraints.md", ""), new("prompts/evolve-deepen.md", ""), new("prompts/evolve-concretise.md", ""),
        new("prompts/evolve-reasoning.md", ""), new("prompts/evolve-input.md", ""), new("prompts/evolve-breadth.md", ""),
    ];

    /// <summary>Whether what failed goes: nothing new, no real answer, words of the prompt. Off, only empty, refused and cut replies go, as in the published code. Source: WizardLM, section 3.2.</summary>
    public bool Eliminate { get; init; } = true;

    /// <summary>Prompt that asks whether an evolved instruction asks for anything else than its parent; placeholders <c>first</c> and <c>second</c>.</summary>
    public FilePattern EqualPrompt { get; init; } = new("prompts/evolve-equal.md", "");

    /// <summary>Prompt around an instruction that is answered; placeholder <c>prompt</c>.</summary>
    public FilePattern AnswerPrompt { get; init; } = new("prompts/answer.md", "");

    /// <summary>Words of the prompts whose presence in an evolved instruction drops it, without regard to case. Source: WizardLM, section 3.2.</summary>
    public IReadOnlyList<string> LeakedWords { get; init; } = ["given prompt", "rewritten prompt", "new prompt", "#prompt", "[the start of", "[the end of"];

    /// <summary>Sampling temperature, 0..2. Source: WizardLM code.</summary>
    [Range(0, 2)] public double Temperature { get; init; } = 1;

    /// <summary>Nucleus sampling: probability mass sampled from, 0..1. Source: WizardLM code.</summary>
    [Range(0, 1)] public double TopP { get; init; } = 0.95;

    /// <summary>Longest evolved instruction or answer, in tokens. Source: WizardLM code.</summary>
    [Range(1, 1_000_000)] public int MaxTokens { get; init; } = 2048;

    /// <summary>Most words of an answer with an apology that counts as none. Source: WizardLM, section 3.2 (fewer than 80).</summary>
    [Range(1, 10_000)] public int MaxApologyWords { get; init; } = 79;

    /// <summary>Instructions of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int RecordsPerTask { get; init; } = 32;
}
