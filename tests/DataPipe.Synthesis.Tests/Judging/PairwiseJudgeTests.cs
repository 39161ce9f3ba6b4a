using DataPipe.Core.Faults;
using DataPipe.Synthesis.Judging;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Tests.Judging;

public sealed class PairwiseJudgeTests
{
    private static readonly Comparison Any = new("q", "a", "b");

    [Theory]
    [InlineData("A is right. [[A]]", Winner.A, "A is right.")]
    [InlineData("B is better\n\n[[B]]\n", Winner.B, "B is better")]
    [InlineData("[[C]]", Winner.Tie, "")]
    [InlineData("Not [[A]] but [[B]]", Winner.B, "Not [[A]] but")]
    [InlineData("[[A]] because it is longer.", Winner.A, "")]
    [InlineData("Verdict: [A]", null, "Verdict: [A]")]
    [InlineData("[[D]]", null, "[[D]]")]
    [InlineData("[[a]]", null, "[[a]]")]
    [InlineData("答案A更好", null, "答案A更好")]
    [InlineData("", null, "")]
    public void Reads_the_last_verdict_and_the_reasons_before_it(string text, Winner? winner, string rationale) =>
        Assert.Equal(new Ruling(winner, rationale), PairwiseJudge.Parse(text));

    [Theory]
    [InlineData(FinishReason.Stop, 1)]
    [InlineData(FinishReason.Other, 1)]
    [InlineData(FinishReason.Length, 0)]
    [InlineData(FinishReason.Filtered, 0)]
    public void A_reply_that_is_not_whole_holds_no_ruling(FinishReason finish, int rulings) =>
        Assert.Equal(rulings, Judge().ParseReply(Any, (Reply.Answered)ScriptedTeacher.Says("First [[A]]", finish)).Count);

    [Fact]
    public void Shows_the_answers_between_markers_in_the_order_given()
    {
        var prompt = Judge().BuildPrompt(new Comparison("Why?", "Because {{answer_b}}.", "So."));
        Assert.Equal((0d, 2048), (prompt.Temperature, prompt.MaxTokens));
        Assert.Equal(Role.System, prompt.Messages[0].Role);
        Assert.Contains(
            "Why?\n\n[The Start of Assistant A's Answer]\nBecause {{answer_b}}.\n[The End of Assistant A's Answer]\n\n[The Start of Assistant B's Answer]\nSo.\n",
            prompt.Messages[1].Content, StringComparison.Ordinal);
    }

    private static PairwiseJudge Judge()
    {
        var faults = new FaultList();
        var template = PromptTemplate.Parse(File.ReadAllText(Path.Combine(Repository.Pipelines, "prompts", "pairwise-judge.md")), "pairwise-judge.md", PairwiseJudge.Placeholders, faults);
        Assert.Empty(faults.Faults);
        return new PairwiseJudge(template, 0, 2048);
    }
}
