using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;
using DataPipe.Synthesis.Verifying;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Answering;

/// <summary>Options of the stage <c>answer</c>: the answers of teachers to prompts that are given, as GPT4All, Orca, chain-of-thought augmentation and rejection sampling collect them.</summary>
public sealed record AnswerOptions
{
    /// <summary>Names of the teachers that answer, from the pipeline's <c>teachers</c>. The answers of the second have round 2, so that they can be trained on after those of the first. Source: Orca, arXiv:2306.02707, section 3.2.3 (ChatGPT, then GPT-4).</summary>
    public IReadOnlyList<string> Teachers { get; init; } = ["teacher"];

    /// <summary>Share of the prompts that each teacher answers, 0..1, in the order of <see cref="Teachers"/>; those of a smaller share are among those of a larger one. Missing ones are 1. Source: Orca (1, and 0.2 for GPT-4).</summary>
    [Range(0, 1)] public IReadOnlyList<double> Shares { get; init; } = [];

    /// <summary>System messages of which each prompt gets one: JSON Lines with <c>id</c>, <c>text</c> and <c>weights</c> by collection (the name of the sample's task; <c>default</c> for others). Null for the system text of <see cref="Prompt"/> alone. Source: Orca, section 3.1.</summary>
    public FilePattern? SystemMessages { get; init; }

    /// <summary>Prompt around each question; placeholder <c>prompt</c>.</summary>
    public FilePattern Prompt { get; init; } = new("prompts/answer.md", "");

    /// <summary>Answers to each prompt from each teacher. Source: ours; rejection sampling takes 8 to 64.</summary>
    [Range(1, 1024)] public int Answers { get; init; } = 1;

    /// <summary>Sampling temperature, 0..2. Source: ours.</summary>
    [Range(0, 2)] public double Temperature { get; init; } = 0.7;

    /// <summary>Nucleus sampling: probability mass sampled from, 0..1; null leaves it to the provider.</summary>
    [Range(0, 1)] public double? TopP { get; init; }

    /// <summary>Longest answer in tokens, reasoning included; one that is cut there is dropped. Source: ours.</summary>
    [Range(1, 1_000_000)] public int MaxTokens { get; init; } = 2048;

    /// <summary>How much a reasoning model thinks; null leaves it to the provider.</summary>
    public ReasoningEffort? ReasoningEffort { get; init; }

    /// <summary>Text behind which the answer proper stands in a reply, such as <c>Answer:</c>; what is before its last occurrence at the start of a line becomes the reasoning. Null takes the whole reply. Source: chain-of-thought augmentation, arXiv:2201.11903.</summary>
    public string? AnswerMark { get; init; }

    /// <summary>Whether an answer must come with reasoning: one without is dropped.</summary>
    public bool RequireReasoning { get; init; }

    /// <summary>Fewest characters of an answer. Source: GPT4All (very short ones go); the number is ours.</summary>
    [Range(1, 1_000_000)] public int MinChars { get; init; } = 1;

    /// <summary>Whether answers are checked against the ground truth of their prompt, and how; null checks nothing.</summary>
    public CheckOptions? Check { get; init; }

    /// <summary>Prompts of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int RecordsPerTask { get; init; } = 32;
}
