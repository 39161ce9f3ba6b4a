using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Preferences;

/// <summary>Options of the stage <c>preferences</c>.</summary>
public sealed record PreferencesOptions
{
    /// <summary>Names of the teachers that answer, from the pipeline's <c>teachers</c>; the answers to a prompt are shared out among them in turn. Source: UltraFeedback (several models a prompt), arXiv:2310.01377.</summary>
    public IReadOnlyList<string> Teachers { get; init; } = ["teacher"];

    /// <summary>Answers to each prompt. Source: UltraFeedback (4), arXiv:2310.01377.</summary>
    [Range(2, 64)] public int Answers { get; init; } = 4;

    /// <summary>Sampling temperature of the answers, 0..2. Source: UltraFeedback (1), arXiv:2310.01377.</summary>
    [Range(0, 2)] public double AnswerTemperature { get; init; } = 1;

    /// <summary>Longest answer, in tokens; one that is cut there is never the chosen one. Source: ours.</summary>
    [Range(1, 1_000_000)] public int AnswerMaxTokens { get; init; } = 1024;

    /// <summary>Name of the teacher that judges every two answers in both orders, from the pipeline's <c>teachers</c>. Source: MT-bench, arXiv:2306.05685.</summary>
    public string Judge { get; init; } = "judge";

    /// <summary>Sampling temperature of the judge, 0..2. Source: MT-bench (0), arXiv:2306.05685.</summary>
    [Range(0, 2)] public double JudgeTemperature { get; init; }

    /// <summary>Longest reply of the judge, in tokens; one that is cut there holds no verdict. Source: MT-bench (2048), arXiv:2306.05685.</summary>
    [Range(1, 1_000_000)] public int JudgeMaxTokens { get; init; } = 2048;

    /// <summary>Which answers become pairs: <c>best-vs-worst</c>, <c>best-vs-random</c> (Zephyr's choice, arXiv:2310.16944) or <c>all</c> (every two with a winner, InstructGPT, arXiv:2203.02155).</summary>
    public PairPolicy Pairs { get; init; } = PairPolicy.BestVsWorst;

    /// <summary>Answers to each prompt that a teacher gives, by its place in <see cref="Teachers"/>.</summary>
    internal int AnswersOf(int teacher) => (Answers / Teachers.Count) + (teacher < Answers % Teachers.Count ? 1 : 0);

    /// <summary>Prompts of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int PromptsPerTask { get; init; } = 32;

    /// <summary>Prompt around each question, with a system text if wanted; placeholder <c>prompt</c>.</summary>
    public FilePattern AnswerPrompt { get; init; } = new("prompts/answer.md", "");

    /// <summary>Prompt of the judge; placeholders <c>question</c>, <c>answer_a</c>, <c>answer_b</c>.</summary>
    public FilePattern JudgePrompt { get; init; } = new("prompts/pairwise-judge.md", "");
}
