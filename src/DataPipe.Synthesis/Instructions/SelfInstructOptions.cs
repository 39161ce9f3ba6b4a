using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Options of the stage <c>self-instruct</c>. Defaults: Wang et al. 2023, arXiv:2212.10560, and its code, where they say something.</summary>
public sealed record SelfInstructOptions
{
    /// <summary>Name of the teacher in the pipeline's <c>teachers</c>.</summary>
    public string Teacher { get; init; } = "teacher";

    /// <summary>Instructions to accept; their instances are the samples. Source: ours; the published set has 52,445.</summary>
    [Range(1, 10_000_000)] public int Instructions { get; init; } = 100;

    /// <summary>Rounds at most: each asks from the pool as the rounds before left it. Once enough instructions are accepted, the remaining rounds do nothing. Source: ours.</summary>
    [Range(1, 10_000)] public int Rounds { get; init; } = 8;

    /// <summary>Requests for new instructions in a round. Source: ours; the published code sends 5 and then adds what is new to the pool.</summary>
    [Range(1, 100_000)] public int PromptsPerRound { get; init; } = 8;

    /// <summary>Requests of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int PromptsPerTask { get; init; } = 4;

    /// <summary>Human-written instructions shown in a request; more where the pool has too few machine-written ones. Source: Self-Instruct, section 2.2.</summary>
    [Range(1, 100)] public int HumanExamples { get; init; } = 6;

    /// <summary>Machine-written instructions shown in a request. Source: Self-Instruct, section 2.2.</summary>
    [Range(0, 100)] public int MachineExamples { get; init; } = 2;

    /// <summary>Number in the list, examples included, at which a reply ends. Source: Self-Instruct code (stops at 16).</summary>
    [Range(2, 1000)] public int TasksPerCall { get; init; } = 16;

    /// <summary>Whether a blank line ends a reply; turn it off for chat models that leave one between list items. Source: Self-Instruct code.</summary>
    public bool StopAtBlankLine { get; init; } = true;

    /// <summary>Sampling temperature for new instructions, 0..2. Source: Self-Instruct, appendix A.</summary>
    [Range(0, 2)] public double Temperature { get; init; } = 0.7;

    /// <summary>Nucleus sampling for new instructions: probability mass sampled from, 0..1. Source: Self-Instruct, appendix A.</summary>
    [Range(0, 1)] public double TopP { get; init; } = 0.5;

    /// <summary>Penalty on tokens that occurred already, for new instructions, -2..2. Source: Self-Instruct, appendix A.</summary>
    [Range(-2, 2)] public double PresencePenalty { get; init; } = 2;

    /// <summary>Longest reply with new instructions, in tokens; a reply that is cut there is dropped whole. Source: Self-Instruct, appendix A.</summary>
    [Range(1, 1_000_000)] public int MaxTokens { get; init; } = 1024;

    /// <summary>Fewest words of an instruction. Source: Self-Instruct code (drops three and fewer).</summary>
    [Range(1, 10_000)] public int MinWords { get; init; } = 4;

    /// <summary>Most words of an instruction. Source: Self-Instruct code.</summary>
    [Range(1, 10_000)] public int MaxWords { get; init; } = 150;

    /// <summary>Words whose presence drops an instruction, as whole words without regard to case: what a text model cannot see or make. Source: Self-Instruct code.</summary>
    public IReadOnlyList<string> BlockedWords { get; init; } =
        ["image", "images", "graph", "graphs", "picture", "pictures", "file", "files", "map", "maps", "draw", "plot", "go to"];

    /// <summary>Beginnings that drop an instruction, without regard to case. Source: Self-Instruct code.</summary>
    public IReadOnlyList<string> BlockedStarts { get; init; } = ["Write a program"];

    /// <summary>Whether an instruction must begin with an ASCII character; turn it off for other languages than English. Source: Self-Instruct code.</summary>
    public bool AsciiFirst { get; init; } = true;

    /// <summary>Largest ROUGE-L F (0..1) between a new instruction and any seed or accepted one; at exactly this value it is kept. Source: Self-Instruct, section 2.2.</summary>
    [Range(0, 1)] public double NoveltyThreshold { get; init; } = 0.7;

    /// <summary>Accepted instructions that one task turns into samples. Source: ours.</summary>
    [Range(1, 100_000)] public int InstructionsPerTask { get; init; } = 25;

    /// <summary>Instances kept of one instruction. Source: Self-Instruct code.</summary>
    [Range(1, 100)] public int MaxInstances { get; init; } = 5;

    /// <summary>Longest reply to the question whether it is a classification, in tokens. Source: Self-Instruct code.</summary>
    [Range(1, 1_000_000)] public int ClassificationMaxTokens { get; init; } = 3;

    /// <summary>Longest reply with input-first instances, in tokens; an instance that is cut there is dropped. Source: Self-Instruct code.</summary>
    [Range(1, 1_000_000)] public int InputFirstMaxTokens { get; init; } = 350;

    /// <summary>Longest reply with output-first instances, in tokens. Source: Self-Instruct code.</summary>
    [Range(1, 1_000_000)] public int OutputFirstMaxTokens { get; init; } = 300;

    /// <summary>Sampling temperature for instances, 0..2. Source: Self-Instruct code.</summary>
    [Range(0, 2)] public double InstanceTemperature { get; init; }

    /// <summary>Penalty on tokens that occurred already, for instances, -2..2. Source: Self-Instruct code.</summary>
    [Range(-2, 2)] public double InstancePresencePenalty { get; init; } = 1.5;

    /// <summary>Prompt that asks for new instructions; placeholder <c>examples</c>.</summary>
    public FilePattern TasksPrompt { get; init; } = new("prompts/self-instruct-tasks.md", "");

    /// <summary>Prompt that asks whether an instruction is a classification; placeholder <c>instruction</c>.</summary>
    public FilePattern ClassificationPrompt { get; init; } = new("prompts/self-instruct-classification.md", "");

    /// <summary>Prompt that asks for instances, input before output; placeholder <c>instruction</c>.</summary>
    public FilePattern InputFirstPrompt { get; init; } = new("prompts/self-instruct-input-first.md", "");

    /// <summary>Prompt that asks for instances of a classification, label before input, so that labels stay balanced; placeholder <c>instruction</c>.</summary>
    public FilePattern OutputFirstPrompt { get; init; } = new("prompts/self-instruct-output-first.md", "");
}
