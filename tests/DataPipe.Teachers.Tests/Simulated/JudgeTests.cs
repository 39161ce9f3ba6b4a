using System.Text.RegularExpressions;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Tests.Simulated;

public sealed class JudgeTests
{
    private const string Question = "How do tidal power stations store energy for the evening?";
    private const string Good = "Tidal power stations usually store energy by keeping water behind a barrage until the evening. Some stations pump extra water at high tide, which adds to the energy that is released later. Batteries help with short gaps. The right choice depends on the tidal range and on local demand.";
    private const string Refusing = "I'm sorry, but I can't help with that request.";

    private static readonly SimulatedTeacher Judge = new(0);

    [Theory]
    [InlineData(Good, Refusing, "[[A]]")]
    [InlineData(Refusing, Good, "[[B]]")]
    [InlineData(Good, Good, "[[C]]")]
    [InlineData("Yes.", Good, "[[B]]")]
    [InlineData("", Good, "[[B]]")]
    public async Task The_better_answer_wins_in_either_place(string first, string second, string verdict)
    {
        var text = await Judge.TextAsync(Pair(Question, first, second));
        Assert.EndsWith(verdict, text, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(text, @"\[\[[ABC]\]\]"));
        Assert.True(text.Length > verdict.Length + 20);
    }

    [Fact]
    public async Task Few_swaps_of_sampled_answers_are_inconsistent_but_some_are()
    {
        var teacher = new SimulatedTeacher(9);
        int pairs = 0, inconsistent = 0, ties = 0;
        for (var i = 0; i < 60; i++)
        {
            var question = TaskInventor.Usable(new Chance((ulong)i), closedOnly: false);
            var answers = (await teacher.AnswerAsync(Prompt.FromUser(question) with { Samples = 4 })).Choices;
            for (var k = 0; k + 1 < answers.Count; k++)
            {
                var forth = Verdict(await Judge.TextAsync(Pair(question, answers[k].Text, answers[k + 1].Text)));
                var back = Verdict(await Judge.TextAsync(Pair(question, answers[k + 1].Text, answers[k].Text)));
                pairs++;
                if (forth == 'C' && back == 'C')
                    ties++;
                if (forth != (back == 'A' ? 'B' : back == 'B' ? 'A' : 'C'))
                    inconsistent++;
            }
        }

        Assert.InRange(inconsistent / (double)pairs, 0.03, 0.4);
        Assert.True(ties < pairs / 5);
    }

    [Fact]
    public async Task A_single_answer_is_rated_from_one_to_ten()
    {
        var good = Rating(await Judge.TextAsync(Single(Good)));
        var bad = Rating(await Judge.TextAsync(Single(Refusing)));
        Assert.InRange(good, 7, 10);
        Assert.InRange(bad, 1, 3);
    }

    [Fact]
    public async Task A_reference_answer_counts()
    {
        var reference = "[The Start of Reference Answer]\nquantum turnips glow\n[The End of Reference Answer]\n";
        var with = Rating(await Judge.TextAsync(Prompt.FromUser(reference + Single(Good).Messages[0].Content)));
        Assert.True(with < Rating(await Judge.TextAsync(Single(Good))));
    }

    [Fact]
    public async Task A_verdict_in_a_schema_agrees_with_the_verdict_in_words()
    {
        const string Schema = """{"type":"object","properties":{"reason":{"type":"string"},"verdict":{"enum":["tie","B","A"]}},"required":["reason","verdict"]}""";
        var text = await Judge.TextAsync(Pair(Question, Refusing, Good) with { JsonSchema = Schema });
        using var document = System.Text.Json.JsonDocument.Parse(text);
        Assert.Equal("B", document.RootElement.GetProperty("verdict").GetString());
    }

    private static Prompt Pair(string question, string first, string second) => new()
    {
        Messages =
        [
            new(Role.System, "Compare two answers. End with \"[[A]]\" if assistant A is better, \"[[B]]\" if assistant B is, and \"[[C]]\" for a tie."),
            new(Role.User, $"[User Question]\n{question}\n\n[The Start of Assistant A's Answer]\n{first}\n[The End of Assistant A's Answer]\n\n[The Start of Assistant B's Answer]\n{second}\n[The End of Assistant B's Answer]"),
        ],
        Temperature = 0,
    };

    private static Prompt Single(string answer) => Prompt.FromUser(
        $"Rate the answer from 1 to 10 as in \"[[5]]\".\n\n[Question]\n{Question}\n\n[The Start of Assistant's Answer]\n{answer}\n[The End of Assistant's Answer]");

    private static char Verdict(string text) => Regex.Match(text, @"\[\[([ABC])\]\]").Groups[1].Value[0];

    private static int Rating(string text) => int.Parse(Regex.Match(text, @"\[\[(\d+)\]\]").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
}
