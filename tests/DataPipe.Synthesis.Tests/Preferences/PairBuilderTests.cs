using DataPipe.Core.Records;
using DataPipe.Synthesis.Judging;
using DataPipe.Synthesis.Preferences;

namespace DataPipe.Synthesis.Tests.Preferences;

public sealed class PairBuilderTests
{
    // Answers: w whole, c cut short, r refused in words, e empty. Pairs in the order 01 02 .. 12 ..: > first wins, < second wins, = tie, x inconsistent, ? unparsed, - judge refused, s same text.
    [Theory]
    [InlineData("www", ">>>", PairPolicy.BestVsWorst, "0>2")]
    [InlineData("www", "<<<", PairPolicy.BestVsWorst, "2>0")]
    [InlineData("www", ">>=", PairPolicy.BestVsWorst, "0>1|0>2")]
    [InlineData("ww", "=", PairPolicy.BestVsWorst, "tie")]
    [InlineData("ww", "x", PairPolicy.BestVsWorst, "inconsistent")]
    [InlineData("ww", "?", PairPolicy.BestVsWorst, "unparsed-verdict")]
    [InlineData("ww", "-", PairPolicy.BestVsWorst, "judge-refused")]
    [InlineData("ww", "s", PairPolicy.BestVsWorst, "same-text")]
    [InlineData("www", ">?>", PairPolicy.BestVsWorst, "unparsed-verdict")]
    [InlineData("www", ">x>", PairPolicy.BestVsWorst, "inconsistent")]
    [InlineData("cw", ">", PairPolicy.BestVsWorst, "contradiction")]
    [InlineData("cw", "<", PairPolicy.BestVsWorst, "1>0")]
    [InlineData("rw", "<", PairPolicy.BestVsWorst, "1>0")]
    [InlineData("cr", ">", PairPolicy.BestVsWorst, "chosen-unusable")]
    [InlineData("ewe", "", PairPolicy.BestVsWorst, "too-few-answers")]
    [InlineData("eww", ">", PairPolicy.BestVsWorst, "1>2")]
    [InlineData("www", ">>>", PairPolicy.BestVsRandom, "0>1|0>2")]
    [InlineData("www", ">x<", PairPolicy.All, "0>1 inconsistent 2>1")]
    [InlineData("cww", ">>>", PairPolicy.All, "chosen-unusable chosen-unusable 1>2")]
    [InlineData("", "", PairPolicy.All, "too-few-answers")]
    public void Makes_no_pair_that_is_not_sure(string answers, string outcomes, PairPolicy policy, string expected)
    {
        var (prompt, judged) = Make(answers, outcomes);
        var built = string.Join(' ', new PairBuilder(policy, 1).Build(prompt, judged).Select(c => c.Verdict.IsDrop ? c.Verdict.Reason.Name : $"{c.Chosen}>{c.Rejected}"));
        Assert.Contains(built, expected.Split('|'));
    }

    [Fact]
    public void Scores_are_shares_of_wins_and_a_tie_is_half()
    {
        var scores = PairBuilder.Scores(Make("wwww", ">=x??<").Judged);
        Assert.Equal([(0, 2 / 3d), (1, 0d), (2, 0.25), (3, 0.75)], scores.OrderBy(s => s.Key).Select(s => (s.Key, s.Value)));
    }

    [Fact]
    public void Equal_scores_favour_no_place()
    {
        HashSet<int> best = [];
        for (var seed = 0; seed < 40; seed++)
        {
            var (prompt, judged) = Make("wwww", "==>=>=");
            best.Add(new PairBuilder(PairPolicy.BestVsWorst, seed).Build(prompt, judged)[0].Rejected);
        }

        Assert.Contains(3, best);
        var (tied, none) = Make("ww", "=");
        Assert.Equal(2, Enumerable.Range(0, 40).Select(seed => new PairBuilder(PairPolicy.BestVsWorst, seed).Build(tied, none)[0].Chosen).Distinct().Count());
    }

    [Fact]
    public void Answers_to_different_prompts_are_no_pair()
    {
        var (prompt, judged) = Make("ww", ">");
        var mixed = prompt with { Answers = [prompt.Answers[0], prompt.Answers[1] with { PromptHash = "other" }] };
        Assert.Equal("unequal-prompts", new PairBuilder(PairPolicy.All, 1).Build(mixed, judged)[0].Verdict.Reason.Name);
    }

    [Fact]
    public void A_sample_without_a_question_is_no_pair()
    {
        var (prompt, judged) = Make("ww", ">");
        Assert.Equal("no-prompt", new PairBuilder(PairPolicy.All, 1).Build(prompt with { Prompt = [] }, judged)[0].Verdict.Reason.Name);
    }

    private static (AnsweredPrompt Prompt, JudgedPrompt Judged) Make(string answers, string outcomes)
    {
        Answer[] made = [.. answers.Select((a, i) => new Answer(
            "test/x", false, a switch { 'c' => AnswerState.CutShort, 'r' => AnswerState.Refused, 'e' => AnswerState.Empty, _ => AnswerState.Whole }, a == 'e' ? "" : $"answer {i}", "hash"))];
        List<JudgedPair> pairs = [];
        for (var i = 0; i < made.Length; i++)
            for (var j = i + 1; j < made.Length; j++)
                if (made[i].IsUsable && made[j].IsUsable)
                    pairs.Add(Judge(i, j, outcomes[pairs.Count]));
        return (new AnsweredPrompt("p", [new ChatMessage("user", "q")], made), new JudgedPrompt("p", "test/judge", false, pairs));
    }

    private static JudgedPair Judge(int first, int second, char outcome)
    {
        return outcome switch
        {
            's' => new JudgedPair(first, second, true, null, null),
            '-' => new JudgedPair(first, second, false, null, null),
            '>' => Rulings(Winner.A, Winner.B),
            '<' => Rulings(Winner.B, Winner.A),
            '=' => Rulings(Winner.Tie, Winner.Tie),
            'x' => Rulings(Winner.A, Winner.A),
            _ => Rulings(null, Winner.B),
        };

        JudgedPair Rulings(Winner? forward, Winner? backward) => new(first, second, false, new Ruling(forward, "because"), new Ruling(backward, "since"));
    }
}
