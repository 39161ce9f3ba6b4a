using System.Text.RegularExpressions;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Prompts;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Judging;

/// <summary>
/// Asks a teacher which of two answers is better; the verdict is <c>[[A]]</c>, <c>[[B]]</c> or <c>[[C]]</c> at the end of its reasons.
/// Source: Zheng et al. 2023 (MT-bench), arXiv:2306.05685.
/// </summary>
/// <param name="template">Prompt with the placeholders <c>question</c>, <c>answer_a</c> and <c>answer_b</c>.</param>
/// <param name="temperature">Sampling temperature, 0..2.</param>
/// <param name="maxTokens">Longest reply, in tokens.</param>
public sealed partial class PairwiseJudge(PromptTemplate template, double temperature, int maxTokens) : IGenerator<Comparison, Ruling>
{
    /// <summary>The placeholders of its prompt.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["question", "answer_a", "answer_b"];

    /// <inheritdoc/>
    public Prompt BuildPrompt(Comparison seed) => new()
    {
        Messages = template.Fill(new Dictionary<string, string> { ["question"] = seed.Question, ["answer_a"] = seed.AnswerA, ["answer_b"] = seed.AnswerB }),
        Temperature = temperature,
        MaxTokens = maxTokens,
    };

    /// <summary>The ruling of a whole reply; nothing when it was cut short, withheld, or holds no verdict.</summary>
    public IReadOnlyList<Ruling> ParseReply(Comparison seed, Reply.Answered reply)
    {
        var answer = reply.Choices[0];
        return answer.Finish is FinishReason.Length or FinishReason.Filtered || Parse(answer.Text) is not { Winner: not null } ruling ? [] : [ruling];
    }

    /// <summary>Reads a judge's text: the last verdict counts, as reasons may name others before it.</summary>
    public static Ruling Parse(string text)
    {
        (int Index, int Length) last = (text.Length, 0);
        foreach (var match in Verdict().EnumerateMatches(text)) last = (match.Index, match.Length);
        Winner? winner = last.Length == 0 ? null : text[last.Index + 2] switch { 'A' => Winner.A, 'B' => Winner.B, _ => Winner.Tie };
        return new Ruling(winner, text[..last.Index].Trim());
    }

    [GeneratedRegex(@"\[\[[ABC]\]\]")]
    private static partial Regex Verdict();
}
