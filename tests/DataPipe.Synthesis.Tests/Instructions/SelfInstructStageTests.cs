using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Instructions;

public sealed class SelfInstructStageTests
{
    private static readonly SelfInstructOptions Small = new SelfInstructOptions { Instructions = 40, Rounds = 4, PromptsPerRound = 3, PromptsPerTask = 2, InstructionsPerTask = 7 }.WithShippedPrompts();

    [Fact]
    public async Task Makes_samples_with_their_provenance_from_the_simulated_teacher()
    {
        var run = await RunAsync(Small, new TeacherShelf(), StageRunnerOptions.Default);
        var instructions = run.Records.Select(r => r.Task.Instruction).Distinct().ToList();
        Assert.InRange(instructions.Count, 30, 40);
        foreach (var sample in run.Records)
        {
            Assert.Equal(["user", "assistant"], sample.Messages.Select(m => m.Role));
            Assert.Equal(sample.Task.Input.Length == 0 ? sample.Task.Instruction : $"{sample.Task.Instruction}\n\n{sample.Task.Input}", sample.Messages[0].Content);
            Assert.Equal(("self-instruct", "simulated/simulated-1", true), (sample.Provenance.Generator, sample.Provenance.Teacher, sample.Provenance.Simulated));
            Assert.Matches("^self-instruct-tasks@1:[0-9a-f]{8} self-instruct-(input|output)-first@1:[0-9a-f]{8}$", sample.Provenance.Prompt);
            Assert.Equal(8, sample.Provenance.Parents.Count);
            Assert.InRange(sample.Task.Round, 1, 4);
            Assert.InRange(sample.Notes[0].Number, 0, 0.7);
            Assert.NotNull(sample.Notes[1].Text);
            Assert.StartsWith(GeneratedSample.InstructionId(sample.Task.Instruction), sample.Id, StringComparison.Ordinal);
            Assert.True(sample.Tokens > 0);
        }

        Assert.Equal(run.Records.Count, run.Ids.Distinct().Count());
        Assert.Contains(run.Records, r => r.Task.IsClassification);
        Assert.Contains(run.Records, r => r.Provenance.Parents.Any(p => p.StartsWith("si-", StringComparison.Ordinal)));
        Assert.Equal(run.Tally.RecordsIn, run.Tally.RecordsOut + run.Tally.Dropped.Sum(d => d.Records));
        Assert.True(run.Dropped("too-similar") > 0);
        Assert.Equal(run.Dropped("too-similar"), run.Rejects.Count(r => r.Step == "novelty" && r.Record.Notes[0].Number > 0.7));
    }

    [Fact]
    public async Task Every_sample_names_its_calls_and_what_was_paid_is_shared_out_among_all()
    {
        var instances = ScriptedTeacher.Says("Example 1\nInput: in\nOutput: out\nExample 2\nInput: two\nOutput: out two");
        var scripted = Scripted(_ => ScriptedTeacher.Says(Lines(1)), "No", instances).Open(new TeacherOptions(), "stage");
        var teacher = new PricedTeacher(scripted);
        var run = await RunAsync(Small with { Instructions = 3, Rounds = 1, PromptsPerRound = 2, PromptsPerTask = 2 }, TeacherShelf.Of(("simulated-1", teacher)), StageRunnerOptions.Default);
        // The second list repeats the first: its instructions are dropped, and their share of its cost with them.
        Assert.Equal((6, 3, 8), (run.Records.Count, run.Dropped("target-reached"), teacher.Calls));
        Assert.All(run.Records, r =>
        {
            Assert.Equal(3, r.Provenance.Requests.Distinct().Count());
            Assert.Equal(("scripted-1", "USD", "unclear"), (r.Provenance.Model, r.Provenance.Currency, r.Provenance.Use));
        });
        Assert.All(run.Rejects, r => Assert.Single(r.Record.Provenance.Requests));
        Assert.Equal(teacher.Spent, run.Records.Concat(run.Rejects.Select(r => r.Record)).Sum(r => r.Provenance.Cost));
    }

    [Fact]
    public async Task What_seeds_forbid_is_forbidden_to_all_that_is_made_after_them()
    {
        Sample[] seeds = [.. Stages.Seeds.Select(s => s with { Provenance = s.Provenance with { Use = "forbidden" } })];
        var setup = Stages.Setup(("teacher", new TeacherOptions { Terms = new() { OutputsMayTrain = "allowed", Url = "https://example.org/terms" } }));
        async Task<StageRun<Sample>> FromAsync(IReadOnlyList<Sample> from) =>
            await StageRunner.RunAsync(Stages.Create("self-instruct", Small, setup, new TeacherShelf()), [InputRecords.Of("seeds", from)], StageRunnerOptions.Default);
        var made = (await FromAsync(seeds)).Records;
        Assert.Contains(made, r => r.Task.Round > 1);
        Assert.All(made, r => Assert.Equal("forbidden", r.Provenance.Use));
        Assert.All((await FromAsync(Stages.Seeds)).Records, r => Assert.Equal(("allowed", 0, null), (r.Provenance.Use, r.Provenance.Requests.Count, r.Provenance.Cost)));
        Sample[] older = [.. Stages.Seeds.Select(s => s with { Provenance = s.Provenance with { Teacher = "some/model" } })];
        Assert.All((await FromAsync(older)).Records, r => Assert.Equal("unclear", r.Provenance.Use));
    }

    [Fact]
    public async Task Gives_the_same_samples_whatever_the_order_of_tasks_and_the_concurrency()
    {
        var once = await RunAsync(Small, new TeacherShelf(), StageRunnerOptions.Default);
        var again = await RunAsync(Small, new TeacherShelf(), new StageRunnerOptions { LastTaskFirst = true, BatchRecords = 3 }, concurrency: 1);
        Assert.Equal(once.Ids, again.Ids);
        Assert.Equal(once.Records.Select(r => r.Messages[^1]), again.Records.Select(r => r.Messages[^1]));
        Assert.NotEqual(once.Ids, (await RunAsync(Small, new TeacherShelf(), new StageRunnerOptions { Seed = 2 })).Ids);
    }

    [Fact]
    public async Task Accepts_no_more_than_asked_for_and_then_asks_no_more()
    {
        var asked = 0;
        var run = await RunAsync(Small with { Instructions = 3, Rounds = 4, PromptsPerRound = 2 }, Scripted(_ => { asked++; return ScriptedTeacher.Says(Lines(asked)); }), StageRunnerOptions.Default);
        Assert.Equal(3, run.Records.Count);
        Assert.Equal(2, asked);
        Assert.Equal(3, run.Dropped("target-reached"));
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public async Task Says_so_when_the_rounds_do_not_reach_the_target()
    {
        var run = await RunAsync(Small with { Rounds = 2, PromptsPerRound = 1 }, Scripted(_ => ScriptedTeacher.Says(Lines(1))), StageRunnerOptions.Default);
        Assert.Equal(3, run.Records.Count);
        Assert.Equal(3, run.Dropped("too-similar"));
        Assert.StartsWith("3 of 40 instructions after 2 rounds", Assert.Single(run.Warnings, w => w.Kind == "target-not-reached").Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_ignores_stop_texts_gets_no_more_in_than_others()
    {
        var endless = string.Concat(Enumerable.Range(0, 500).Select(i => $"Alpha{i} beta{i} gamma{i} delta{i}\n{i + 10}. "));
        var run = await RunAsync(Small with { Rounds = 1, PromptsPerRound = 1 }, Scripted(_ => ScriptedTeacher.Says(endless)), StageRunnerOptions.Default);
        Assert.Equal(7, run.Records.Count);
        Assert.Equal(7, run.Tally.RecordsIn);
    }

    [Theory]
    [InlineData("cut-short")]
    [InlineData("refused")]
    [InlineData("filtered")]
    [InlineData("empty")]
    public async Task A_reply_without_use_is_counted_with_its_reason(string fate)
    {
        var reply = fate switch
        {
            "cut-short" => ScriptedTeacher.Says(Lines(1), FinishReason.Length),
            "filtered" => ScriptedTeacher.Says(Lines(1), FinishReason.Filtered),
            "refused" => new Reply.Refused("no"),
            _ => ScriptedTeacher.Says(" \n "),
        };
        var run = await RunAsync(Small with { Rounds = 1, PromptsPerRound = 2 }, Scripted(_ => reply), StageRunnerOptions.Default);
        Assert.Empty(run.Records);
        Assert.Equal(2, run.Dropped(fate == "filtered" ? "refused" : fate));
        Assert.Equal(2, run.Tally.RecordsIn);
    }

    [Fact]
    public async Task The_same_text_of_signs_that_rouge_does_not_see_is_dropped()
    {
        var run = await RunAsync(
            Small with { Rounds = 1, PromptsPerRound = 1, AsciiFirst = false },
            Scripted(_ => ScriptedTeacher.Says(" ☀ ☁ ☂ ☃\n10. ☀ ☁ ☂ ☃")),
            StageRunnerOptions.Default);
        Assert.Equal((1, 1L), (run.Records.Count, run.Dropped("same")));
    }

    [Theory]
    [InlineData("Yes", true)]
    [InlineData(" yes.", true)]
    [InlineData("**YES**", true)]
    [InlineData("No", false)]
    [InlineData("Yesterday", false)]
    [InlineData("", false)]
    public async Task Asks_for_labels_first_when_the_teacher_says_it_is_a_classification(string answer, bool isClassification)
    {
        var run = await RunAsync(Small with { Instructions = 1 }, Scripted(_ => ScriptedTeacher.Says(Lines(1)), answer), StageRunnerOptions.Default);
        var sample = Assert.Single(run.Records);
        Assert.Equal((isClassification, isClassification ? "label" : "out"), (sample.Task.IsClassification, sample.Messages[1].Content));
        Assert.Equal(answer is "Yesterday" or "" ? 1 : 0, run.Warnings.Count(w => w.Kind == "classification-unclear"));
    }

    [Theory]
    [InlineData("I would rather talk about the weather.", "no-instance")]
    [InlineData("Output:", "empty-output")]
    [InlineData("我很高兴为您服务。", "no-instance")]
    [InlineData(null, "refused")]
    public async Task An_instruction_that_comes_to_nothing_is_counted(string? reply, string reason)
    {
        var run = await RunAsync(
            Small with { Instructions = 1 },
            Scripted(_ => ScriptedTeacher.Says(Lines(1)), "No", reply is null ? new Reply.Refused("no") : ScriptedTeacher.Says(reply)),
            StageRunnerOptions.Default);
        Assert.Empty(run.Records);
        Assert.Equal(1, run.Dropped(reason));
    }

    [Fact]
    public async Task A_failing_teacher_ends_the_task_with_a_fault()
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() =>
            RunAsync(Small, Scripted(_ => new Reply.Failed(FailureKind.QuotaExhausted, "empty purse.")), StageRunnerOptions.Default));
        Assert.Equal("DP5004", fault.Faults[0].Code);
    }

    [Fact]
    public async Task Seeds_without_any_instruction_are_a_fault()
    {
        var stage = Stages.Create("self-instruct", Small, Stages.Setup(("teacher", new TeacherOptions())), new TeacherShelf());
        var fault = await Assert.ThrowsAsync<FaultException>(() => StageRunner.RunAsync(stage, [InputRecords.Of<Sample>("seeds")], StageRunnerOptions.Default));
        Assert.Equal("DP2014", fault.Faults[0].Code);
    }

    [Fact]
    public void All_mistakes_in_the_options_are_reported_together()
    {
        var setup = new InMemorySetup();
        var options = new SelfInstructOptions { Teacher = "gone", MinWords = 9, MaxWords = 8, TasksPerCall = 8 }.WithShippedPrompts();
        Assert.Throws<FaultException>(() => Stages.Create("self-instruct", options with { TasksPrompt = new("none.md", "") }, setup, new TeacherShelf()));
        Assert.Equal(["DP1205", "DP1206", "DP1004", "DP2001"], setup.Faults.Faults.Select(f => f.Code));
    }

    // Three instructions that share little with each other, the seeds or those of another number.
    private static string Lines(int n) => $" Alpha{n} beta{n} gamma{n} delta{n}\n10. Red{n} green{n} blue{n} black{n}\n11. Oak{n} elm{n} ash{n} fir{n}";

    private static TeacherShelf Scripted(Func<Prompt, Reply> tasks, string classification = "No", Reply? instances = null) => TeacherShelf.Of(("simulated-1", new ScriptedTeacher(prompt =>
    {
        var text = prompt.Messages[^1].Content;
        if (text.EndsWith("Is it classification?", StringComparison.Ordinal)) return ScriptedTeacher.Says(classification);
        if (text.Contains("Class label:", StringComparison.Ordinal)) return ScriptedTeacher.Says("Class label: label\nInput: in");
        return text.Contains("Task: ", StringComparison.Ordinal) ? instances ?? ScriptedTeacher.Says("Example 1\nInput: in\nOutput: out") : tasks(prompt);
    })));

    private static Task<StageRun<Sample>> RunAsync(SelfInstructOptions options, ITeacherSource teachers, StageRunnerOptions runner, int concurrency = 8)
    {
        var setup = Stages.Setup(("teacher", new TeacherOptions { MaxConcurrency = concurrency }));
        return StageRunner.RunAsync(Stages.Create("self-instruct", options, setup, teachers), [InputRecords.Of("seeds", Stages.Seeds)], runner);
    }
}
