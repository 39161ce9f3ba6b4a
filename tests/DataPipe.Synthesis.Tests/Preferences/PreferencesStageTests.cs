using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Preferences;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Preferences;

public sealed class PreferencesStageTests
{
    private static readonly PreferencesOptions Options = new()
    {
        Teachers = ["one", "two"],
        PromptsPerTask = 3,
        AnswerPrompt = Stages.Shipped("answer"),
        JudgePrompt = Stages.Shipped("pairwise-judge"),
    };

    [Fact]
    public async Task Makes_pairs_with_both_verdicts_from_simulated_teachers()
    {
        var run = await RunAsync(Options, new TeacherShelf(), Questions(24));
        Assert.InRange(run.Records.Count, 1, 24);
        Assert.Equal(24, run.Tally.RecordsIn);
        Assert.Equal(24, run.Records.Count + run.Tally.Dropped.Sum(d => d.Records));
        foreach (var pair in run.Records)
        {
            Assert.Equal("user", Assert.Single(pair.Prompt).Role);
            Assert.NotEqual(Assert.Single(pair.Chosen).Content, Assert.Single(pair.Rejected).Content);
            Assert.Equal(["chosen", "chosen"], pair.Verdicts.Select(v => v.Winner));
            Assert.Equal([false, true], pair.Verdicts.Select(v => v.Swapped).Order());
            Assert.All(pair.Verdicts, v => Assert.True(v.Rationale.Length > 0 && v.Judge == "simulated/simulated-1"));
            Assert.True(pair.ChosenScore > pair.RejectedScore);
            Assert.InRange(pair.ChosenScore, 0, 1);
            Assert.True(pair.Provenance.Simulated);
            Assert.Matches("^answer@1:[0-9a-f]{8} pairwise-judge@1:[0-9a-f]{8}$", pair.Provenance.Prompt);
            Assert.StartsWith("q", Assert.Single(pair.Provenance.Parents), StringComparison.Ordinal);
            Assert.Equal(4, pair.Notes[2].Integer);
            Assert.True(pair.Tokens > 0);
        }
    }

    [Fact]
    public async Task A_pair_names_the_calls_behind_both_answers_and_the_comparisons()
    {
        var (one, two, judge) = (Priced("one"), Priced("two"), new PricedTeacher(new ScriptedTeacher(ByLength)));
        var run = await RunAsync(Options with { Answers = 2 }, TeacherShelf.Of(("one", one), ("two", two), ("judge", judge)), Questions(1));
        var origin = Assert.Single(run.Records).Provenance;
        Assert.Equal(["test/one#1", "test/scripted-1#1", "test/scripted-1#2", "test/two#1"], origin.Requests.Order(StringComparer.Ordinal));
        Assert.Equal((one.Spent + two.Spent + judge.Spent, "USD", "unclear", "scripted-1"), (origin.Cost, origin.Currency, origin.Use, origin.Model));
    }

    [Fact]
    public async Task Calls_behind_several_pairs_are_shared_out_among_them()
    {
        var (one, two, judge) = (Priced("one"), Priced("two"), new PricedTeacher(new ScriptedTeacher(ByLength)));
        var run = await RunAsync(Options with { Answers = 4, Pairs = PairPolicy.All }, TeacherShelf.Of(("one", one), ("two", two), ("judge", judge)), Questions(3));
        Assert.Equal(18, run.Records.Count + run.Rejects.Count);
        Assert.Equal(one.Spent + two.Spent + judge.Spent, run.Records.Concat(run.Rejects.Select(r => r.Record)).Sum(r => r.Provenance.Cost));
    }

    [Fact]
    public async Task A_pair_may_be_used_for_what_its_question_both_answers_and_the_judge_allow()
    {
        Assert.Equal("allowed", await UseAsync("allowed", "allowed", "allowed", null));
        Assert.Equal("forbidden", await UseAsync("allowed", "forbidden", "allowed", null));
        Assert.Equal("unclear", await UseAsync("allowed", "allowed", "unclear", null));
        Assert.Equal("forbidden", await UseAsync("allowed", "allowed", "unclear", "forbidden"));

        async Task<string?> UseAsync(string one, string two, string judge, string? question)
        {
            TeacherOptions Of(string model, string use) => new() { Kind = "openai", Model = model, Terms = new() { OutputsMayTrain = use, Url = "https://example.org/terms" } };
            var setup = Stages.Setup(("one", Of("one", one)), ("two", Of("two", two)), ("judge", Of("judge", judge)));
            var questions = Questions(1).Select(q => q with { Provenance = q.Provenance with { Use = question } }).ToArray();
            var teachers = Judged(ByLength, name => ScriptedTeacher.Says(name == "one" ? "short" : "much longer"));
            var run = await StageRunner.RunAsync<Sample, Preference>(
                Stages.Create("preferences", Options with { Answers = 2 }, setup, teachers), [InputRecords.Of("questions", questions)], StageRunnerOptions.Default);
            return Assert.Single(run.Records).Provenance.Use;
        }
    }

    [Fact]
    public async Task Gives_the_same_pairs_whatever_the_order_of_tasks_and_their_size()
    {
        var once = await RunAsync(Options, new TeacherShelf(), Questions(10));
        var again = await RunAsync(Options with { PromptsPerTask = 10 }, new TeacherShelf(), Questions(10), new StageRunnerOptions { LastTaskFirst = true, BatchRecords = 2 }, concurrency: 1);
        Assert.Equal(once.Ids, again.Ids);
        Assert.Equal(once.Tally.Dropped, again.Tally.Dropped);
    }

    [Fact]
    public async Task A_judge_that_always_prefers_the_first_answer_makes_no_pair()
    {
        var run = await RunAsync(Options with { Answers = 2 }, Judged(_ => ScriptedTeacher.Says("The first. [[A]]")), Questions(5));
        Assert.Empty(run.Records);
        Assert.Equal(5, run.Dropped("inconsistent"));
        Assert.All(run.Rejects, r => Assert.Equal(2, r.Record.Verdicts.Count));
    }

    [Theory]
    [InlineData("Both are fine. [[C]]", FinishReason.Stop, "tie")]
    [InlineData("", FinishReason.Stop, "unparsed-verdict")]
    [InlineData("回答A更好。", FinishReason.Stop, "unparsed-verdict")]
    [InlineData("{\"verdict\":\"A\"}", FinishReason.Stop, "unparsed-verdict")]
    [InlineData("I think [[A]] is not", FinishReason.Length, "unparsed-verdict")]
    [InlineData(null, FinishReason.Stop, "judge-refused")]
    public async Task A_judge_without_use_is_counted(string? reply, FinishReason finish, string reason)
    {
        var run = await RunAsync(Options with { Answers = 2 }, Judged(_ => reply is null ? new Reply.Refused("no") : ScriptedTeacher.Says(reply, finish)), Questions(4));
        Assert.Empty(run.Records);
        Assert.Equal(4, run.Dropped(reason));
    }

    [Fact]
    public async Task Prefers_the_longer_answer_when_the_judge_does_so_in_both_orders()
    {
        var lengths = new Dictionary<string, string> { ["one"] = "short", ["two"] = "a much longer answer" };
        var run = await RunAsync(Options with { Answers = 2 }, Judged(ByLength, name => ScriptedTeacher.Says(lengths[name])), Questions(2));
        Assert.All(run.Records, r => Assert.Equal(("a much longer answer", "short"), (r.Chosen[0].Content, r.Rejected[0].Content)));
        Assert.All(run.Records, r => Assert.Equal(("test/two", "test/one", 1d, 0d), (r.Notes[0].Text, r.Notes[1].Text, r.ChosenScore, r.RejectedScore)));
        Assert.Equal(2, run.Records.Count);
        Assert.Equal("test/two", run.Records[0].Provenance.Teacher);
    }

    [Fact]
    public async Task Every_two_answers_with_a_winner_are_a_pair_under_the_policy_all()
    {
        var n = 0;
        var run = await RunAsync(Options with { Teachers = ["one"], Pairs = PairPolicy.All }, Judged(ByLength, _ => ScriptedTeacher.Says(new string('x', ++n))), Questions(1));
        Assert.Equal(6, run.Records.Count);
        Assert.Equal(6, run.Ids.Distinct().Count());
        Assert.All(run.Records, r => Assert.True(r.Chosen[0].Content.Length > r.Rejected[0].Content.Length));
    }

    [Theory]
    [InlineData("refuses", "too-few-answers")]
    [InlineData("empty", "too-few-answers")]
    [InlineData("same", "same-text")]
    [InlineData("cut", "chosen-unusable")]
    [InlineData("declines", "chosen-unusable")]
    public async Task Answers_without_use_make_no_pair(string fate, string reason)
    {
        var n = 0;
        var run = await RunAsync(
            Options,
            Judged(ByLength, _ => fate switch
            {
                "refuses" => new Reply.Refused("no"),
                "empty" => ScriptedTeacher.Says("  "),
                "same" => ScriptedTeacher.Says(++n % 2 == 0 ? "The same " : "the  SAME"),
                "cut" => ScriptedTeacher.Says(new string('x', ++n), FinishReason.Length),
                _ => ScriptedTeacher.Says("I'm sorry, but I can't do that." + new string('!', ++n)),
            }),
            Questions(3));
        Assert.Empty(run.Records);
        Assert.Equal(3, run.Dropped(reason));
    }

    [Fact]
    public async Task Samples_without_a_question_and_repeated_ones_are_counted()
    {
        Sample[] samples = [Stages.Question("q1", "Why?"), Stages.Question("q1", "Why not?"), Stages.Question("q2", " ")];
        var run = await RunAsync(Options, new TeacherShelf(), samples);
        Assert.Equal(1, run.Dropped("no-prompt"));
        Assert.Equal(1, Assert.Single(run.Warnings, w => w.Kind == "duplicate-id").Count);
    }

    [Fact]
    public async Task Asks_for_the_rest_when_a_server_gives_one_answer_at_a_time()
    {
        var shelf = Judged(ByLength, _ => ScriptedTeacher.Says("an answer"));
        await RunAsync(Options with { Teachers = ["one"], Answers = 3 }, shelf, Questions(1));
        var asked = ((ScriptedTeacher)shelf.Open(new TeacherOptions { Kind = "openai", Model = "one" }, "stage")).Asked;
        Assert.Equal([3, 2, 1], asked.Select(p => p.Samples));
        Assert.Equal(3, asked.Select(p => p.Seed).Distinct().Count());
    }

    [Fact]
    public async Task A_failing_judge_ends_the_task_with_a_fault()
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => RunAsync(Options, Judged(_ => new Reply.Failed(FailureKind.Unauthorised, "401.")), Questions(1)));
        Assert.Equal("DP5001", fault.Faults[0].Code);
        Assert.Contains("'judge'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_in_the_options_are_reported_together()
    {
        var setup = Stages.Setup(("one", new TeacherOptions()));
        Assert.Throws<FaultException>(() => Stages.Create("preferences", Options with { Teachers = [], Judge = "oen" }, setup, new TeacherShelf()));
        Assert.Equal(["DP1207", "DP1004"], setup.Faults.Faults.Select(f => f.Code));
        var few = Stages.Setup(("one", new TeacherOptions()), ("judge", new TeacherOptions()));
        Assert.Throws<FaultException>(() => Stages.Create("preferences", Options with { Teachers = ["one", "one", "one"], Answers = 2 }, few, new TeacherShelf()));
        Assert.Equal(["DP1208"], few.Faults.Faults.Select(f => f.Code));
    }

    private static Sample[] Questions(int count) => [.. Enumerable.Range(1, count).Select(i => Stages.Question($"q{i}", $"Explain in your own words how thing number {i} of a garden works."))];

    private static TeacherShelf Judged(Func<Prompt, Reply> judge) => Judged(judge, name => ScriptedTeacher.Says($"answer of {name}"));

    private static TeacherShelf Judged(Func<Prompt, Reply> judge, Func<string, Reply> answer) => TeacherShelf.Of(
        ("one", new ScriptedTeacher(_ => answer("one")) { Model = "one" }), ("two", new ScriptedTeacher(_ => answer("two")) { Model = "two" }), ("judge", new ScriptedTeacher(judge)));

    // Answers of one teacher are equal, those of two differ in length.
    private static PricedTeacher Priced(string name) => new(new ScriptedTeacher(_ => ScriptedTeacher.Says(name == "one" ? "short" : "much longer")) { Model = name });

    private static Reply ByLength(Prompt prompt)
    {
        var text = prompt.Messages[^1].Content;
        int Length(char which)
        {
            var start = $"[The Start of Assistant {which}'s Answer]\n";
            var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
            return text.IndexOf($"\n[The End of Assistant {which}'s Answer]", from, StringComparison.Ordinal) - from;
        }

        return ScriptedTeacher.Says(Length('A') > Length('B') ? "[[A]]" : Length('A') < Length('B') ? "[[B]]" : "[[C]]");
    }

    private static Task<StageRun<Preference>> RunAsync(PreferencesOptions options, ITeacherSource teachers, Sample[] questions, StageRunnerOptions? runner = null, int concurrency = 1)
    {
        var isScripted = teachers.Open(new TeacherOptions { Kind = "openai", Model = "judge" }, "stage") is ScriptedTeacher or PricedTeacher;
        TeacherOptions Of(string name) => isScripted ? new() { Kind = "openai", Model = name, MaxConcurrency = concurrency } : new() { Seed = name.Length, MaxConcurrency = concurrency };
        var setup = Stages.Setup(("one", Of("one")), ("two", Of("two")), ("judge", Of("judge")));
        return StageRunner.RunAsync<Sample, Preference>(Stages.Create("preferences", options, setup, teachers), [InputRecords.Of("questions", questions)], runner ?? StageRunnerOptions.Default);
    }
}
