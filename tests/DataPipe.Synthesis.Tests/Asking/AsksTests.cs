using System.Text;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Preferences;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Asking;

/// <summary>What stages say that they will ask, against what they did ask.</summary>
public sealed class AsksTests
{
    private static readonly PreferencesOptions Preferences = new()
    {
        Teachers = ["one", "two"], Answers = 3, AnswerMaxTokens = 16, AnswerPrompt = Stages.Shipped("answer"), JudgePrompt = Stages.Shipped("pairwise-judge"),
    };

    [Fact]
    public async Task A_server_that_gives_one_answer_at_a_time_is_asked_no_more_than_at_most()
    {
        var (one, two, judge) = (Answerer("one"), Answerer("two"), new ScriptedTeacher(_ => ScriptedTeacher.Says("[[A]]")));
        var stage = Stages.Create("preferences", Preferences, Setup(), TeacherShelf.Of(("one", one), ("two", two), ("judge", judge)));
        Sample[] questions = [.. Enumerable.Range(0, 5).Select(i => Stages.Question($"q{i}", new string('é', 10 * i) + " what is it?"))];
        var asks = await AsksAsync(stage, questions);
        await StageRunner.RunAsync<Sample, Preference>(stage, [InputRecords.Of("questions", questions)], StageRunnerOptions.Default);
        Assert.Equal([("one", 10L), ("two", 5L), ("judge", 30L)], asks.Select(a => (a.Teacher, a.AtMost!.Requests)));
        Assert.Equal([5L, 5L, 30L], asks.Select(a => a.Expected!.Requests));
        foreach (var (asked, ask) in new[] { one, two, judge }.Zip(asks))
        {
            Assert.Equal(ask.AtMost!.Requests, asked.Asked.Count);
            Assert.All(asked.Asked, p => Assert.True(p.Messages.Count <= ask.Messages && p.MaxTokens == ask.MaxTokens));
            Assert.InRange(asked.Asked.Sum(Bytes), 1, ask.AtMost.Requests * ask.AtMost.PromptBytes!.Value);
        }

        // The answers to a prompt are asked with the prompt alone: the bound is what is sent, to the byte.
        Assert.Equal(one.Asked.Sum(Bytes), asks[0].AtMost!.Requests * asks[0].AtMost!.PromptBytes!.Value, 3);
    }

    [Fact]
    public async Task Task_lists_kinds_and_instances_stay_below_what_was_said()
    {
        var next = 0;
        var teacher = new ScriptedTeacher(prompt => ScriptedTeacher.Says(prompt.MaxTokens switch
        {
            1024 => string.Join('\n', Enumerable.Range(9, 7).Select(i => $"{i}. Tell number {++next} about {new string((char)('a' + (next % 26)), 90 + next)} w{next} x{next} y{next} z{next} please")),
            3 => next % 2 == 0 ? "Yes" : "No",
            _ => "Input: a\nOutput: b",
        }));
        var options = new SelfInstructOptions { Instructions = 30, Rounds = 4, PromptsPerRound = 2 }.WithShippedPrompts();
        var stage = Stages.Create("self-instruct", options, Stages.Setup(("teacher", new TeacherOptions { Kind = "openai", Model = "scripted-1", MaxConcurrency = 1 })), TeacherShelf.Of(("scripted-1", teacher)));
        var asks = await AsksAsync(stage, Stages.Seeds);
        await StageRunner.RunAsync<Sample, Sample>(stage, [InputRecords.Of("seeds", Stages.Seeds)], StageRunnerOptions.Default);
        Assert.Equal([("task lists", 8L), ("kinds", 30L), ("instances", 30L)], asks.Select(a => (a.What, a.AtMost!.Requests)));
        Assert.Equal(30, teacher.Asked.Count(p => p.MaxTokens == 3));
        foreach (var ask in asks)
        {
            var asked = teacher.Asked.Where(p => ask.What switch { "task lists" => p.MaxTokens == 1024, "kinds" => p.MaxTokens == 3, _ => p.MaxTokens is 300 or 350 }).ToArray();
            Assert.InRange(asked.Length, 1, ask.AtMost!.Requests);
            Assert.All(asked, p => Assert.InRange(Bytes(p), 1, ask.AtMost.PromptBytes!.Value));
        }
    }

    [Fact]
    public async Task Without_its_inputs_a_stage_says_what_does_not_depend_on_them()
    {
        var preferences = await ((IAskingStage)Stages.Create("preferences", Preferences, Setup(), new TeacherShelf())).AsksAsync(null, new NoRecords(), CancellationToken.None);
        Assert.All(preferences, a => Assert.True(a.Expected is null && a.AtMost is null));
        Assert.Equal(3, preferences.Count);
        var options = new SelfInstructOptions().WithShippedPrompts();
        var instructions = await ((IAskingStage)Stages.Create("self-instruct", options, Stages.Setup(("teacher", new TeacherOptions())), new TeacherShelf())).AsksAsync(null, new NoRecords(), CancellationToken.None);
        Assert.Equal([64L, 100, 100], instructions.Select(a => a.AtMost!.Requests));
        Assert.Equal([true, false, false], instructions.Select(a => a.AtMost!.PromptBytes is null));
    }

    private static InMemorySetup Setup() => Stages.Setup([.. new[] { "one", "two", "judge" }.Select(n => (n, new TeacherOptions { Kind = "openai", Model = n, MaxConcurrency = 1 }))]);

    private static ScriptedTeacher Answerer(string name)
    {
        var count = 0;
        return new ScriptedTeacher(_ => ScriptedTeacher.Says($"{name} says {++count}"));
    }

    private static Task<IReadOnlyList<AskPlan>> AsksAsync(IStage stage, IReadOnlyList<Sample> records) =>
        ((IAskingStage)stage).AsksAsync([new StageInput("input", DatasetSchema.Of(RecordType.Sample), [new Shard("part", 1, "", records.Count, 0)])], new Records(records), CancellationToken.None);

    private static long Bytes(Prompt prompt) => prompt.Messages.Sum(m => (long)Encoding.UTF8.GetByteCount(m.Content));

    private sealed class Records(IReadOnlyList<Sample> records) : IInputRecords
    {
        public async IAsyncEnumerable<Batch<T>> ReadAsync<T>(TaskInput input, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
            where T : class, IRecord<T>
        {
            await Task.Yield();
            yield return new Batch<T>([.. records.Cast<T>()], records.Count);
        }
    }

    private sealed class NoRecords : IInputRecords
    {
        public IAsyncEnumerable<Batch<T>> ReadAsync<T>(TaskInput input, CancellationToken cancellation) where T : class, IRecord<T> => throw new InvalidOperationException("nothing to read");
    }
}
