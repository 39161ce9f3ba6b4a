using DataPipe.Core.Records;

namespace DataPipe.Core.Tests.Records;

public sealed class TextVisitsTests
{
    private static readonly Provenance Origin = Provenance.Human("test");

    [Fact]
    public void All_texts_of_a_sample_are_read_in_order_with_their_places()
    {
        var seen = new Recorder();
        var sample = Sample();
        Assert.Same(sample, seen.Visit(sample));
        Assert.Equal(
            ["Question s", "Question q", "Reasoning r", "Answer a", "Question t", "Aside q", "Aside i", "Aside 42", "Aside c"],
            seen.Seen);
    }

    [Fact]
    public void All_texts_of_a_preference_are_read_in_order_with_their_places()
    {
        var seen = new Recorder();
        var pair = Pair();
        Assert.Same(pair, seen.Visit(pair));
        Assert.Equal(["Question q", "Answer a", "Reasoning r", "Answer b", "Aside why"], seen.Seen);
    }

    [Theory]
    [InlineData("q")]
    [InlineData("r")]
    [InlineData("a")]
    [InlineData("i")]
    [InlineData("42")]
    [InlineData("c")]
    public void A_text_that_changes_changes_wherever_it_stands_and_nothing_else(string changing)
    {
        var sample = Sample();
        var changed = new Recorder(changing).Visit(sample);
        Assert.NotSame(sample, changed);
        var seen = new Recorder();
        seen.Visit(changed);
        var before = new Recorder();
        before.Visit(sample);
        Assert.Equal(before.Seen.Select(s => s.EndsWith(' ' + changing, StringComparison.Ordinal) ? s + "!" : s), seen.Seen);
        Assert.Equal((sample.Id, sample.Task.Name, sample.Provenance, sample.Citations[0].Document, sample.Citations[0].End), (changed.Id, changed.Task.Name, changed.Provenance, changed.Citations[0].Document, changed.Citations[0].End));
    }

    [Theory]
    [InlineData("q")]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("r")]
    [InlineData("why")]
    public void A_text_of_a_preference_that_changes_changes_alone(string changing)
    {
        var changed = new Recorder(changing).Visit(Pair());
        var (seen, before) = (new Recorder(), new Recorder());
        seen.Visit(changed);
        before.Visit(Pair());
        Assert.Equal(before.Seen.Select(s => s.EndsWith(' ' + changing, StringComparison.Ordinal) ? s + "!" : s), seen.Seen);
        Assert.Equal(0.75, changed.ChosenScore);
    }

    [Theory]
    [InlineData("""{"kind": "tests",  "language":"python","tests":"x"}""", """{"kind": "tests",  "language":"python","tests":"x!"}""")]
    [InlineData("""["é", "x", "\u0078", {"x": "\ud83d\ude00"}, 12]""", """["é", "x!", "x!", {"x": "\ud83d\ude00"}, 12]""")]
    [InlineData("{x}", "{x}")]
    [InlineData("""["\ud800", "x"]""", """["\ud800", "x"]""")]
    [InlineData("x", "x!")]
    [InlineData("""  ["x",""", """  ["x",""")]
    public void Of_ground_truth_that_is_JSON_the_values_are_texts_and_the_rest_stays_as_written(string truth, string expected) =>
        Assert.Equal(expected, new Recorder("x").Visit(Sample() with { GroundTruth = truth }).GroundTruth);

    [Fact]
    public void A_value_is_written_as_JSON_again()
    {
        var changed = new Recorder("x", "say \"é\"\n").Visit(Sample() with { GroundTruth = """["x"]""" });
        Assert.Equal("[\"say \\\"é\\\"\\n\"]", changed.GroundTruth);
    }

    [Fact]
    public void A_visit_that_changes_nothing_allocates_nothing()
    {
        var (sample, pair, visitor) = (Sample(), Pair(), new Silent());
        for (var i = 0; i < 3; i++) Both();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Both();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Both()
        {
            visitor.Visit(sample);
            visitor.Visit(pair);
        }
    }

    [Fact]
    public void Answers_are_equal_but_for_white_space_around_them()
    {
        var pair = Pair();
        Assert.False(pair.HasEqualAnswers);
        Assert.True((pair with { Rejected = [new("assistant", " a\n")] }).HasEqualAnswers);
        Assert.False((pair with { Rejected = [new("tool", "a")] }).HasEqualAnswers);
        Assert.False((pair with { Rejected = [new("assistant", "a"), new("user", "b")] }).HasEqualAnswers);
    }

    private static Sample Sample() => new(
        "id", [new("system", "s"), new("user", "q"), new("assistant", "a") { Reasoning = "r" }, new("tool", "t")], new TaskLabel("name", "q", "i", false, 0), Origin)
    {
        GroundTruth = "42",
        Citations = [new Citation("d", 3, 4, "c")],
    };

    private static Preference Pair() => new("id", [new("user", "q")], [new("assistant", "a")], [new("assistant", "b") { Reasoning = "r" }], [new JudgeVerdict("j", false, "chosen", "why")], Origin) { ChosenScore = 0.75 };

    private sealed class Recorder(string? changing = null, string? into = null) : ITextVisitor
    {
        public List<string> Seen { get; } = [];

        string ITextVisitor.Visit(string text, TextPlace place)
        {
            Seen.Add($"{place} {text}");
            return text == changing ? into ?? text + "!" : text;
        }
    }

    private sealed class Silent : ITextVisitor
    {
        string ITextVisitor.Visit(string text, TextPlace place) => text;
    }
}
