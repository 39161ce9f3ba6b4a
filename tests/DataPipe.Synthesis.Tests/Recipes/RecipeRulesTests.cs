using DataPipe.Core.Records;
using DataPipe.Synthesis.Answering;
using DataPipe.Synthesis.Evolving;
using DataPipe.Synthesis.Recipes;
using DataPipe.Synthesis.TaskBlocks;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Recipes;

public sealed class RecipeRulesTests
{
    [Fact]
    public void Blocks_of_tasks_are_written_and_read_back()
    {
        var text = TaskBlock.Write([Stages.Seeds[0], Stages.Seeds[1] with { Task = Stages.Seeds[1].Task with { Input = "in" } }]);
        Assert.StartsWith("###\n1. Instruction: Write a short poem about the first snow of winter.\n1. Input:\n<noinput>\n1. Output:\ndone\n###\n2. Instruction:", text, StringComparison.Ordinal);
        Assert.EndsWith("###\n3. Instruction:", text, StringComparison.Ordinal);
        var blocks = TaskBlock.Parse(" Name a colour.\n3. Input:\n< No input >\n3. Output:\nRed.\n###\n4. Instruction: Bad\n4. Output:\nx\n###\n5. Instruction: Add.\n5. Input:\n1, 2\n5. Output:\n3", 3, false);
        Assert.Equal(3, blocks.Count);
        Assert.Equal(("Name a colour.", "", "Red."), (blocks[0]!.Value.Instruction, blocks[0]!.Value.Instance.Input, blocks[0]!.Value.Instance.Output));
        Assert.Null(blocks[1]);
        Assert.Equal(("Add.", "1, 2", "3"), (blocks[2]!.Value.Instruction, blocks[2]!.Value.Instance.Input, blocks[2]!.Value.Instance.Output));
        Assert.Equal(2, TaskBlock.Parse("3. Instruction: A b.\n3. Input:\nx\n3. Output:\ny\n### \n4. Instruction: C.\n4. Input:\nx\n4. Output:\nz\n###\n5. Instruction: cut", 3, true).Count);
    }

    [Theory]
    [InlineData("Explain tides.", "Explain tides, and here is the rewritten prompt.", "leaked-prompt")]
    [InlineData("Explain tides.", "explain  TIDES.", "nothing-new")]
    [InlineData("Explain tides.", "Explain tides to a sailor.", null)]
    public void Evolved_instructions_are_eliminated(string parent, string evolved, string? reason) =>
        Assert.Equal(reason, Elimination.OfInstruction(parent, evolved, new EvolveOptions().LeakedWords) is { IsDrop: true } drop ? drop.Reason.Name : null);

    [Theory]
    [InlineData("I am sorry, I do not know.", "apology")]
    [InlineData("... and, but: the!", "nothing-said")]
    [InlineData("The tide turns.", null)]
    [InlineData("潮水", null)]
    public void Answers_that_say_nothing_are_eliminated(string answer, string? reason) =>
        Assert.Equal(reason, Elimination.OfAnswer(answer, 79) is { IsDrop: true } drop ? drop.Reason.Name : null);

    [Fact]
    public async Task What_failed_to_evolve_tries_again_from_its_parent()
    {
        List<string> given = [];
        var teacher = new ScriptedTeacher(prompt =>
        {
            var text = prompt.Messages[^1].Content;
            if (text.EndsWith("[Verdict]", StringComparison.Ordinal)) return ScriptedTeacher.Says(given.Count == 1 ? "[[same]]" : "[[different]]");
            if (!text.Contains("[Given Prompt]", StringComparison.Ordinal)) return ScriptedTeacher.Says("A good answer.");
            given.Add(text[text.IndexOf("[Given Prompt]", StringComparison.Ordinal)..]);
            return ScriptedTeacher.Says($"[Rewritten Prompt]\nHarder {given.Count}.");
        });
        var options = (EvolveOptions)RecipeRuns.Options("evolve") with { Rounds = 3 };
        var stage = Stages.Create("evolve", options, Stages.Setup(("teacher", new TeacherOptions())), TeacherShelf.Of(("simulated-1", teacher)));
        var run = await StageRunner.RunAsync(stage, [InputRecords.Of("in", Stages.Seeds[0])], StageRunnerOptions.Default);
        Assert.Equal(["Harder 2.", "Harder 3."], run.Records.Select(r => r.Task.Instruction));
        Assert.Equal(1, run.Dropped("nothing-new"));
        Assert.Contains("Write a short poem", given[0], StringComparison.Ordinal);
        Assert.Contains("Write a short poem", given[1], StringComparison.Ordinal); // The first failed, so the second begins where it began.
        Assert.Contains("Harder 2.", given[2], StringComparison.Ordinal);
        Assert.Equal([run.Records[0].Id], run.Records[1].Provenance.Parents);
    }

    [Theory]
    [InlineData("<think>a b</think>\nc", "a b", "c")]
    [InlineData("  <thinking>a</thinking>c", "a", "c")]
    [InlineData("a b</think>\n\nc", "a b", "c")]
    [InlineData("<think>never ends", "never ends", "")]
    [InlineData("no tags, but 1 < 2", null, "no tags, but 1 < 2")]
    [InlineData("Use <think>x</think> tags.", null, "Use <think>x</think> tags.")]
    public void Reasoning_in_tags_is_kept_apart(string text, string? reasoning, string answer)
    {
        Assert.Equal((reasoning, answer), ThinkBlock.Split(text));
    }

    [Theory]
    [InlineData("Step.\nAnswer: 4", "Step.", "4")]
    [InlineData("Step.\n**Answer:** 4 km\nand more", "Step.", "4 km\nand more")]
    [InlineData("answer: 4", null, "4")]
    public void The_answer_is_behind_the_last_mark(string reply, string? reasoning, string answer) => Assert.Equal((reasoning, answer), AnswerMark.Split(reply, "Answer:"));

    [Fact]
    public void A_reply_without_a_mark_at_the_start_of_a_line_has_no_answer() => Assert.Null(AnswerMark.Split("The Answer: is 4", "Answer:"));

    [Fact]
    public async Task Answers_are_sampled_checked_and_kept_by_pass_rate()
    {
        var texts = new Queue<string>(["Answer: 4", "Long and right.\nAnswer: 4.0", "Answer: 5", "Answer: 4"]);
        var teacher = new ScriptedTeacher(_ => ScriptedTeacher.Says(texts.Dequeue()));
        var options = new AnswerOptions { Answers = 4, Prompt = Stages.Shipped("final-answer"), Check = new CheckOptions { MaxPassRate = 0.9, KeepPerPrompt = 2 } };
        var stage = Stages.Create("answer", options, Stages.Setup(("teacher", new TeacherOptions { MaxConcurrency = 1 })), TeacherShelf.Of(("simulated-1", teacher)));
        var run = await StageRunner.RunAsync(stage, [InputRecords.Of("in", Stages.Question("sum", "What is 2 + 2?") with { GroundTruth = "4" })], StageRunnerOptions.Default);
        Assert.Equal(["Answer: 4", "Long and right.\nAnswer: 4.0"], run.Records.Select(r => r.Messages[^1].Content));
        Assert.All(run.Records, r => Assert.Equal((0.75, "4"), (r.Notes[1].Number, r.GroundTruth)));
        Assert.Equal((1, 1), (run.Dropped("wrong"), run.Dropped("enough-answers") + run.Dropped("same")));
        texts = new Queue<string>(["Answer: 4", "Answer: 4", "Answer: 4", "Answer: 4"]);
        Assert.Equal(4, (await StageRunner.RunAsync(stage, [InputRecords.Of("in", Stages.Question("sum", "What is 2 + 2?") with { GroundTruth = "4" })], StageRunnerOptions.Default)).Dropped("too-easy"));
    }

    [Fact]
    public async Task The_second_teacher_answers_a_share_of_what_the_first_does_and_comes_in_round_two()
    {
        var questions = Enumerable.Range(0, 200).Select(i => Stages.Question($"q{i}", $"Question {i}?") with { Task = new TaskLabel(i % 2 == 0 ? "maths" : "other", "", "", false, 0) }).ToList();
        var options = new AnswerOptions { Teachers = ["teacher", "second"], Shares = [1, 0.25], SystemMessages = new("prompts/orca-system-messages.jsonl", Repository.Pipelines), Prompt = Stages.Shipped("answer") };
        var stage = Stages.Create("answer", options, Stages.Setup(("teacher", new TeacherOptions()), ("second", new TeacherOptions { Seed = 9 })), new TeacherShelf());
        var run = await StageRunner.RunAsync(stage, [InputRecords.Of<Sample>("in", questions)], StageRunnerOptions.Default);
        var all = run.Records.Concat(run.Rejects.Select(r => r.Record)).ToList();
        Assert.Equal(200, all.Count(r => r.Task.Round == 1));
        Assert.InRange(all.Count(r => r.Task.Round == 2), 30, 75);
        Assert.Subset(all.Where(r => r.Task.Round == 1).Select(r => r.Provenance.Parents[0]).ToHashSet(), all.Where(r => r.Task.Round == 2).Select(r => r.Provenance.Parents[0]).ToHashSet());
        var steps = all.Count(r => r.Notes[0].Text == "step-by-step" && r.Task.Name == "maths") / (double)all.Count(r => r.Task.Name == "maths");
        Assert.True(steps > all.Count(r => r.Notes[0].Text == "step-by-step" && r.Task.Name == "other") / (double)all.Count(r => r.Task.Name == "other"));
        Assert.All(run.Records, r => Assert.Equal(r.Notes[0].Text == "none" ? "user" : "system", r.Messages[0].Role));
    }

    [Fact]
    public void Fields_are_read_in_order_and_a_second_example_ends_them()
    {
        string[] names = ["Instruction", "Input", "Constraints"];
        Assert.Equal(["a\nb", "c", "d"], FieldBlocks.Read(names, "\nExample 4\nInstruction: a\nb\n**Input:** c\nConstraints: d\n\nExample 5\nInstruction: x"));
        Assert.Equal(["a", "", "d"], FieldBlocks.Read(names, "Instruction: a\nConstraints: d\nInput: too late"));
        Assert.Equal(["", "", ""], FieldBlocks.Read(names, "nothing"));
        Assert.Equal("Example 1\nQ: a\nA: b\n\nExample 2\nQ: c\nA: d", FieldBlocks.Write(["Q", "A"], [["a", "b"], ["c", "d"]]));
    }

    [Fact]
    public async Task Coverage_is_reported_and_no_cell_gets_more_than_its_share()
    {
        var run = await RecipeRuns.RunAsync("grid");
        Assert.All(run.Records.GroupBy(r => r.Task.Name), cell => Assert.InRange(cell.Count(), 1, 2));
        var report = System.Text.Encoding.UTF8.GetString(Assert.Single(run.Extras).Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, report.Length);
        Assert.Contains("{\"group\":\"bread | easy\",\"wanted\":2,\"kept\":2,\"seeds\":0,\"nearest\":0}", report);
        var targeted = await RecipeRuns.RunAsync("imitate");
        var rows = System.Text.Encoding.UTF8.GetString(Assert.Single(targeted.Extras).Bytes);
        Assert.Contains("\"group\":\"chores\",\"wanted\":6,\"kept\":", rows, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_in_the_options_of_recipes_are_told_with_their_place()
    {
        foreach (var (stage, options, code) in new (string, object, string)[]
        {
            ("evolve", (EvolveOptions)RecipeRuns.Options("evolve") with { Operations = [] }, "DP1300"),
            ("answer", (AnswerOptions)RecipeRuns.Options("answer") with { Shares = [1, 1] }, "DP1302"),
            ("answer", (AnswerOptions)RecipeRuns.Options("answer") with { Check = new CheckOptions { MinPassRate = 0.9, MaxPassRate = 0.1 } }, "DP1303"),
            ("answer", (AnswerOptions)RecipeRuns.Options("answer") with { Teachers = [] }, "DP1207"),
            ("constrain", new Synthesis.Verifying.Constraints.ConstrainOptions { Checks = ["word"] }, "DP1304"),
            ("constrain", new Synthesis.Verifying.Constraints.ConstrainOptions { MinConstraints = 4 }, "DP1305"),
            ("simulate", (Synthesis.Simulation.SimulateOptions)RecipeRuns.Options("simulate") with { MinTurns = 9 }, "DP1305"),
            ("templates", new Synthesis.Templates.TemplatesOptions(), "DP1307"),
            ("grid", new Synthesis.Grids.GridOptions { Prompt = Stages.Shipped("grid") }, "DP1308"),
            ("magpie", new Synthesis.Simulation.MagpieOptions { Template = "" }, "DP1309"),
            ("conversations", new Synthesis.Conversations.ConversationsOptions(), "DP1209"),
        })
        {
            var setup = Stages.Setup(("teacher", new TeacherOptions()));
            Assert.Throws<Core.Faults.FaultException>(() => Stages.Create(stage, options, setup, new TeacherShelf()));
            Assert.Contains(code, setup.Faults.Faults.Select(f => f.Code));
        }
    }
}
