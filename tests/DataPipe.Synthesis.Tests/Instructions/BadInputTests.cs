using DataPipe.Core.Records;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Instructions;

/// <summary>Seeds and replies of every bad kind at once: all is counted by its reason, nothing is lost, nothing throws.</summary>
public sealed class BadInputTests
{
    private static readonly SelfInstructOptions Options = new SelfInstructOptions { Instructions = 30, Rounds = 3, PromptsPerRound = 12, PromptsPerTask = 4, InstructionsPerTask = 5 }.WithShippedPrompts();

    [Fact]
    public async Task Whatever_a_teacher_replies_is_counted_by_reason()
    {
        var call = 0;
        var teacher = new ScriptedTeacher(prompt => prompt.MaxTokens == Options.MaxTokens ? TaskList(Interlocked.Increment(ref call)) : prompt.MaxTokens == Options.ClassificationMaxTokens ? Kind(prompt) : Instances(prompt));
        var run = await StageRunner.RunAsync(
            Stages.Create("self-instruct", Options, Stages.Setup(("teacher", new TeacherOptions())), TeacherShelf.Of((new TeacherOptions().Model, teacher))), [InputRecords.Of("seeds", Stages.Seeds)], StageRunnerOptions.Default);
        Assert.Equal(run.Tally.RecordsIn, run.Tally.RecordsOut + run.Tally.Dropped.Sum(d => d.Records));
        foreach (var reason in new[] { "empty", "cut-short", "refused", "not-ascii-first", "punctuation-first", "too-few-words", "too-many-words", "too-similar", "no-instance" })
            Assert.True(run.Dropped(reason) > 0, $"{reason}: {string.Join(", ", run.Tally.Dropped.Select(d => $"{d.Reason} {d.Records}"))}");
        Assert.NotEmpty(run.Records);
        Assert.All(run.Records, r => Assert.All(r.Messages, m => Assert.True(m.Content.Length is > 0 and < 20_000)));
        Assert.Contains(run.Warnings, w => w.Kind == "classification-unclear");
    }

    [Fact]
    public async Task Seeds_that_come_twice_are_empty_or_have_a_megabyte_do_no_harm()
    {
        var huge = string.Join(' ', Enumerable.Repeat("word", 200_000));
        Sample[] seeds = [.. Stages.Seeds, .. Stages.Seeds.Select(s => s with { Id = s.Id + "-again" }), Stages.Seed("empty", ""), Stages.Seed("blank", "  \n "), Stages.Seed("huge", huge)];
        var asked = 0;
        var teacher = new ScriptedTeacher(prompt =>
        {
            Assert.DoesNotContain(prompt.Messages, m => m.Content.Length > 50_000);
            return ScriptedTeacher.Says(Interlocked.Increment(ref asked) % 2 == 0 ? "No" : " Alpha beta gamma delta epsilon.\n10. Zeta eta theta iota kappa.");
        });
        var run = await StageRunner.RunAsync(
            Stages.Create("self-instruct", Options with { Rounds = 1 }, Stages.Setup(("teacher", new TeacherOptions())), TeacherShelf.Of((new TeacherOptions().Model, teacher))), [InputRecords.Of("seeds", seeds)], StageRunnerOptions.Default);
        Assert.Equal(run.Tally.RecordsIn, run.Tally.RecordsOut + run.Tally.Dropped.Sum(d => d.Records));
        Assert.Equal(1, Assert.Single(run.Warnings, w => w.Kind == "seed-too-long").Count);
    }

    private static Reply TaskList(int call) => (call % 9) switch
    {
        0 => ScriptedTeacher.Says(""),
        1 => ScriptedTeacher.Says(" Good one of its kind here\n10. Another that is cut in the", FinishReason.Length),
        2 => new Reply.Refused("policy"),
        3 => ScriptedTeacher.Says(" 写一首关于大海的诗\n10. Ça va bien, dites-moi pourquoi le ciel est bleu."),
        4 => ScriptedTeacher.Says("{\"instructions\": [1, 2, {\"x\": null}]}\n10. [\"not\", \"a\", \"list\"]"),
        5 => ScriptedTeacher.Says(" Hi\n10. " + string.Join(' ', Enumerable.Repeat("long", 250_000))),
        6 => ScriptedTeacher.Says(" Write a short poem about the first snow of winter.\n10. \uD83D\uDE00 smile at the reader three times"),
        7 => ScriptedTeacher.Says($" Sort river{call} stone{call} cloud{call} by weight.\n10. Tell us how lamp{call} differs from torch{call}.\n11. Count bee{call} wasp{call} ant{call} in one meadow."),
        _ => ScriptedTeacher.Says("\u0000\u0001\n\n\n1. 2. 3."),
    };

    private static Reply Kind(Prompt prompt) => (Hash(prompt) % 3) switch { 0 => ScriptedTeacher.Says("No"), 1 => ScriptedTeacher.Says("{\"classification\": true}"), _ => ScriptedTeacher.Says("") };

    private static Reply Instances(Prompt prompt) => (Hash(prompt) % 4) switch
    {
        0 => ScriptedTeacher.Says("Input: a\nOutput: b"),
        1 => ScriptedTeacher.Says(""),
        2 => ScriptedTeacher.Says("Input: only\nOutput:"),
        _ => ScriptedTeacher.Says("Example 1\nInput: x\nOutput: fine\nExample 2\nInput: y\nOutput: cut in the mid", FinishReason.Length),
    };

    private static int Hash(Prompt prompt) => prompt.Messages[^1].Content.Where(char.IsAsciiDigit).Sum(c => c);
}
