using DataPipe.Core.Records;
using DataPipe.Synthesis.Rating;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Rating;

public sealed class RateStageTests
{
    private static readonly RateOptions Options = new() { Prompt = Stages.Shipped("rate") };

    [Theory]
    [InlineData("""{"difficulty": 3, "quality": 5, "topic": "Reasoning"}""", true)]
    [InlineData("""Sure: ```json {"difficulty": 1, "quality": 1, "topic": "other"} ``` done""", true)]
    [InlineData("""{"difficulty": 0, "quality": 5, "topic": "other"}""", false)]
    [InlineData("""{"difficulty": "3", "quality": 5, "topic": "other"}""", false)]
    [InlineData("""{"difficulty": 3, "quality": 5, "topic": "sports"}""", false)]
    [InlineData("""{"difficulty": 3, "quality": 5}""", false)]
    [InlineData("[1, 2]", false)]
    [InlineData("} {", false)]
    [InlineData("", false)]
    public void Reads_what_is_a_rating_and_nothing_else(string reply, bool isOne) => Assert.Equal(isOne, SampleRating.Parse(reply, Options.Topics) is not null);

    [Fact]
    public async Task Ratings_become_columns_and_what_is_none_is_counted()
    {
        var teacher = new ScriptedTeacher(prompt => prompt.Messages[^1].Content.Contains("bicycle", StringComparison.Ordinal) ? ScriptedTeacher.Says("I would say four.") : ScriptedTeacher.Says("""{"difficulty": 2, "quality": 4, "topic": "creative writing"}"""));
        Sample[] samples = [.. Stages.Seeds, Stages.Question("open", "Who answers me?")];
        var run = await RunAsync(TeacherShelf.Of((new TeacherOptions().Model, teacher)), samples);
        Assert.Equal(samples.Length, run.Records.Count);
        Assert.Equal(10, teacher.Asked.Count);
        Assert.Equal((2L, 4L, "creative writing", "test/scripted-1"), (run.Records[0].Notes[0].Integer, run.Records[0].Notes[1].Integer, run.Records[0].Notes[2].Text, run.Records[0].Notes[3].Text));
        Assert.Equal("unclear", run.Records[0].Provenance.Use);
        Assert.False(run.Records[1].Notes[0].HasValue);
        Assert.Equal([("no-answer", 1L), ("unrated", 1L)], run.Warnings.Select(w => (w.Kind, w.Count)).Order());
    }

    [Fact]
    public async Task A_question_is_rated_alone_answered_or_not_in_columns_of_its_own()
    {
        var teacher = new ScriptedTeacher(_ => ScriptedTeacher.Says("""{"difficulty": 2, "quality": 4, "topic": "planning"}"""));
        Sample[] samples = [Stages.Seeds[0], Stages.Question("open", "Who answers me?")];
        var run = await RunAsync(TeacherShelf.Of((new TeacherOptions().Model, teacher)), samples, new RateOptions { Of = RatedPart.Question, Prompt = Stages.Shipped("rate-question") });
        Assert.Equal(["question_difficulty", "question_quality", "question_topic", "question_rated_by"], RateStage.Columns(RatedPart.Question).Select(c => c.Name));
        Assert.All(run.Records, r => Assert.Equal((2L, 4L, "planning"), (r.Notes[0].Integer, r.Notes[1].Integer, r.Notes[2].Text)));
        Assert.Empty(run.Warnings);
        Assert.Equal(["[Question]\n" + samples[0].Messages[0].Content, "[Question]\nWho answers me?"], teacher.Asked.Select(a => a.Messages[^1].Content.Trim()).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public async Task The_simulated_teacher_rates_by_the_schema()
    {
        var run = await RunAsync(new TeacherShelf(), [.. Stages.Seeds]);
        Assert.All(run.Records, r => Assert.InRange(r.Notes[1].Integer, 1, 5));
        Assert.Empty(run.Warnings);
    }

    private static Task<StageRun<Sample>> RunAsync(TeacherShelf shelf, Sample[] samples, RateOptions? options = null)
    {
        var inputs = new[] { InputRecords.Of("samples", samples) };
        var setup = InMemorySetup.For(inputs);
        setup.Resources[("teachers", "teacher")] = new TeacherOptions();
        return StageRunner.RunAsync(Stages.Create("rate", options ?? Options, setup, shelf), inputs, StageRunnerOptions.Default);
    }
}
