using DataPipe.Core.Records;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;
using DataPipe.Teachers.Simulated;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Recipes;

public sealed class RecipeStageTests
{
    private static readonly Dictionary<string, Func<Reply>> Hostile = new()
    {
        ["empty"] = () => ScriptedTeacher.Says(""),
        ["blank"] = () => ScriptedTeacher.Says(" \n\t\u00a0 "),
        ["cut"] = () => ScriptedTeacher.Says(" Name three rivers of Europe.\n4. Input:\n<noinput>\n4. Output:\nDanube", FinishReason.Length),
        ["filtered"] = () => ScriptedTeacher.Says("I was about to say", FinishReason.Filtered),
        ["refused"] = () => new Reply.Refused("no"),
        ["apology"] = () => ScriptedTeacher.Says("I'm sorry, but I can't help with that request."),
        ["chinese"] = () => ScriptedTeacher.Says("我很高兴为您服务。请问您需要什么帮助？"),
        ["json"] = () => ScriptedTeacher.Says("""{"instruction": ["a"], "answers": {"x": null}}"""),
        ["marks"] = () => ScriptedTeacher.Says("###\n4. Instruction:\n4. Input:\n4. Output:\nQuestion:\nAnswer:\nQuote:\nExample 4\n{INPUT}{INPUT}\n[[same]] <think>"),
        ["nul"] = () => ScriptedTeacher.Says("\u0000\uFFFD\u202E\uFEFF\uD83D\uDE00"),
        ["huge"] = () => ScriptedTeacher.Says(string.Concat(Enumerable.Repeat("1. Instruction: x\n###\nQuestion: " + new string('w', 1000) + "\n", 1000))),
        ["newlines"] = () => ScriptedTeacher.Says("Question: x" + new string('\n', 1 << 19) + "x\n###" + new string('\n', 1 << 19) + "."),
        ["blanks"] = () => ScriptedTeacher.Says("The answer is " + new string(' ', 1 << 19) + "<<" + new string(' ', 1 << 19) + "."),
        ["marks-without-end"] = () => ScriptedTeacher.Says(string.Concat(Enumerable.Repeat("x Answer: Quote: ", 50_000))),
        ["line"] = () => ScriptedTeacher.Says(new string('(', 1 << 20)),
    };

    public static TheoryData<string, string> RecipesAndReplies { get; } = Pairs();

    public static TheoryData<string> Recipes { get; } = [.. RecipeRuns.Names];

    private static TheoryData<string, string> Pairs()
    {
        TheoryData<string, string> pairs = [];
        foreach (var recipe in RecipeRuns.Names)
            foreach (var reply in Hostile.Keys)
                pairs.Add(recipe, reply);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(RecipesAndReplies))]
    public async Task A_hostile_reply_is_counted_by_its_reason_and_nothing_is_lost(string recipe, string reply)
    {
        var teacher = new PricedTeacher(new ScriptedTeacher(_ => Hostile[reply]()));
        var run = await RecipeRuns.RunAsync(recipe, teacher);
        Assert.True(teacher.Calls > 0);
        Assert.Equal(run.Tally.RecordsIn, run.Tally.RecordsOut + run.Tally.Dropped.Sum(d => d.Records));
        Assert.All(run.Rejects, r => Assert.Matches("^[a-z0-9-]+$", r.Reason));
        var all = run.Records.Concat(run.Rejects.Select(r => r.Record)).ToList();
        // Every call is told by something that was kept or dropped, and what was paid is shared out without a rest.
        Assert.Equal(teacher.Calls, all.SelectMany(r => r.Provenance.Requests).Distinct().Count());
        Assert.Equal(teacher.Spent, all.Sum(r => r.Provenance.Cost ?? 0));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task The_simulated_teacher_serves_it_and_says_so(string recipe)
    {
        var run = await RecipeRuns.RunAsync(recipe);
        Assert.NotEmpty(run.Records);
        Assert.Equal(run.Records.Count, run.Ids.Distinct().Count());
        var made = run.Records.Where(r => r.Provenance.Generator == recipe.Split('-')[0]).ToList();
        Assert.NotEmpty(made);
        Assert.All(made, r => Assert.Equal(("simulated/simulated-1", true), (r.Provenance.Teacher, r.Provenance.Simulated)));
        Assert.All(made, r => Assert.NotNull(r.Provenance.Prompt));
        Assert.All(run.Records, r => Assert.All(r.Messages, m => Assert.NotEmpty(m.Content.Trim())));
        Assert.Equal(run.Tally.RecordsIn, run.Tally.RecordsOut + run.Tally.Dropped.Sum(d => d.Records));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task It_gives_the_same_whatever_the_order_of_tasks(string recipe)
    {
        var once = await RecipeRuns.RunAsync(recipe, runner: new StageRunnerOptions { Seed = 3 });
        var again = await RecipeRuns.RunAsync(recipe, runner: new StageRunnerOptions { Seed = 3, LastTaskFirst = true, BatchRecords = 2 });
        Assert.Equal(once.Ids, again.Ids);
        Assert.Equal(once.Records.Select(r => r.Messages[^1]), again.Records.Select(r => r.Messages[^1]));
        Assert.Equal(once.Tally.Dropped, again.Tally.Dropped);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task What_is_planned_bounds_what_is_asked(string recipe)
    {
        var teacher = new PricedTeacher(new SimulatedTeacher(0));
        var run = await RecipeRuns.RunAsync(recipe, teacher);
        var planned = await RecipePlans.OfAsync(recipe);
        Assert.InRange(teacher.Calls, 1, planned.Sum(p => p.AtMost!.Requests * p.AtMost.Samples));
        Assert.All(planned, p => Assert.InRange(p.Expected!.PromptBytes!.Value, 1, p.AtMost!.PromptBytes!.Value + 1));
        Assert.NotEmpty(run.Records);
    }

    [Fact]
    public async Task What_parents_forbid_is_forbidden_to_what_is_made_of_them()
    {
        var forbidden = Stages.Seeds.Select(s => s with { Provenance = s.Provenance with { Use = "forbidden" } }).ToList();
        var setup = Stages.Setup(("teacher", new TeacherOptions { Terms = new() { OutputsMayTrain = "allowed", Url = "https://example.org/terms" } }));
        foreach (var recipe in (string[])["alpaca", "evolve", "unnatural", "rephrase", "answer", "simulate"])
        {
            var run = await StageRunner.RunAsync(Stages.Create(recipe, RecipeRuns.Options(recipe), setup, new TeacherShelf()), [InputRecords.Of<Sample>("in", forbidden)], StageRunnerOptions.Default);
            Assert.NotEmpty(run.Records);
            Assert.All(run.Records, r => Assert.Equal("forbidden", r.Provenance.Use));
        }
    }
}
