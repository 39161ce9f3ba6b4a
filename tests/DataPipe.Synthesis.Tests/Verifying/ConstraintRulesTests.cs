using DataPipe.Core.Records;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Synthesis.Verifying;
using DataPipe.Synthesis.Verifying.Constraints;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Verifying;

public sealed class ConstraintRulesTests
{
    // For each rule a constraint, an answer that keeps it and one that does not.
    public static TheoryData<string, string, string, string> Cases { get; } = new()
    {
        { "include-words", """{"words":["harbour","tide"]}""", "The tide fills the Harbour.", "The tides fill the harbour." },
        { "word-frequency", """{"text":"salt","count":2,"relation":"exactly"}""", "Salt on salt.", "Salt, salt and salt." },
        { "forbidden-words", """{"words":["very"]}""", "Every boat was late.", "A very late boat." },
        { "letter-frequency", """{"text":"z","count":2,"relation":"at-least"}""", "Zebras doze.", "Zebras sleep." },
        { "response-language", """{"text":"de"}""", "Der Kessel pfeift in der Küche, und niemand steht auf, um den Tee aufzugießen.", "The kettle whistles in the kitchen and nobody gets up to make the tea." },
        { "no-repeated-words", "{}", "Ships sail under stars; cats do not.", "Ships follow other ships." },
        { "words", """{"count":4,"relation":"at-most"}""", "Four words, no more.", "This sentence has five words." },
        { "sentences", """{"count":2,"relation":"exactly"}""", "One came. One went.", "Only one came." },
        { "paragraphs", """{"count":2,"relation":"exactly"}""", "First.\n\nSecond.", "First.\nStill first." },
        { "paragraph-first-word", """{"count":2,"text":"Later"}""", "Now.\n\n**Later** it rained.", "Later.\n\nNow it rained." },
        { "characters", """{"count":10,"relation":"at-least"}""", "0123456789", "too short" },
        { "lines", """{"count":2,"relation":"exactly"}""", "one\n\ntwo", "one\ntwo\nthree" },
        { "sentence-length", """{"count":3,"relation":"at-most"}""", "It rains. We stay here.", "It rains and we stay here." },
        { "bullet-points", """{"count":2,"relation":"exactly"}""", "Take:\n* a cup\n- a spoon", "Take:\n* a cup" },
        { "numbered-list", """{"count":2,"relation":"exactly"}""", "1. one\n2. two", "1. one\n3. two" },
        { "title", "{}", "<<A day at sea>>\nWaves.", "<< >>\nWaves." },
        { "choose-from", """{"words":["I agree.","I disagree."]}""", "I agree.", "I agree. Mostly." },
        { "highlights", """{"count":2,"relation":"at-least"}""", "A *first* and a **second** thing.", "A *first* thing, and 3 * 4 * 5." },
        { "sections", """{"count":2,"relation":"exactly","text":"Part"}""", "Part 1\nHere.\n**Part 2**\nThere.", "Part 1\nHere." },
        { "json", "{}", "```json\n{\"a\": [1]}\n```", "{a: 1}" },
        { "postscript", """{"text":"P.S."}""", "All well.\nP.S. Bring bread.", "All well. Bring bread." },
        { "placeholders", """{"count":1,"relation":"exactly"}""", "Dear [name], come.", "Dear Ann, come." },
        { "two-responses", "{}", "Yes.\n******\nNo.", "Yes.\n******\nYes." },
        { "code-block", "{}", "So:\n```\nx\n```", "So: ```x" },
        { "table", """{"count":1,"relation":"exactly"}""", "| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n| 1 | 2 |" },
        { "all-uppercase", "{}", "ALL IS WELL.", "ALL is WELL." },
        { "all-lowercase", "{}", "all is well.", "All is well." },
        { "capital-words", """{"count":1,"relation":"exactly"}""", "It is NOW or never.", "NOT NOW, said I." },
        { "no-commas", "{}", "One and two.", "One, two." },
        { "exclamations", """{"count":1,"relation":"at-least"}""", "Land!", "Land." },
        { "no-digits", "{}", "Twelve men.", "12 men." },
        { "end-with", """{"text":"That is all there is to say."}""", "Well. That is all there is to say.", "That is all there is to say. Well." },
        { "start-with", """{"text":"In short"}""", "In short, no.", "No, in short." },
        { "quotation", "{}", "\"No.\"", "\"No.\" he said" },
        { "repeat-prompt", """{"text":"Why is it dark?"}""", "Why is it dark?\nThe sun is down.", "The sun is down." },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tells_answers_that_keep_a_constraint_from_others(string check, string fields, string kept, string broken)
    {
        var truth = GroundTruth.Read($$"""{"kind":"constraints","constraints":[{"check":"{{check}}"{{(fields == "{}" ? "}" : $",{fields[1..]}")}}]}""");
        var constraint = truth.Constraints![0];
        Assert.True(ConstraintRules.Holds(constraint, kept), kept);
        Assert.False(ConstraintRules.Holds(constraint, broken), broken);
        Assert.False(ConstraintRules.Holds(constraint, "  "));
    }

    [Fact]
    public void Every_rule_has_a_case_and_there_are_at_least_twenty_five()
    {
        Assert.Equal(ConstraintRules.Names, Cases.Select(c => (string)((object[])c)[0]).Order(StringComparer.Ordinal));
        Assert.True(ConstraintRules.Names.Count >= 25);
    }

    [Fact]
    public void Chosen_constraints_say_in_words_what_they_check_and_survive_being_written()
    {
        foreach (var name in ConstraintRules.Names)
            for (var draw = 0; draw < 20; draw++)
            {
                var number = draw;
                var constraint = ConstraintRules.Choose(name, bound => (number += 7) % bound);
                Assert.Equal(name, constraint.Check);
                Assert.InRange(ConstraintRules.Wording(constraint).Length, 10, 400);
                var back = GroundTruth.Read(new GroundTruth { Kind = "constraints", Constraints = [constraint] }.Write()).Constraints![0];
                Assert.Equal(constraint with { Words = null }, back with { Words = null });
                Assert.Equal(constraint.Words ?? [], back.Words ?? []);
            }
    }

    [Fact]
    public void Hostile_answers_cost_time_that_grows_with_their_length_alone()
    {
        string[] hostile = ["<<" + new string(' ', 1 << 18), new string(' ', 1 << 18) + "|", new string('\n', 1 << 18) + "x", new string('*', 1 << 18), new string('[', 1 << 18), new string('a', 1 << 18), "```" + new string('`', 1 << 18)];
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var text in hostile)
            foreach (var name in ConstraintRules.Names)
                _ = ConstraintRules.Holds(ConstraintRules.Choose(name, bound => bound - 1), "." + text + ".");
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task Prompts_get_constraints_by_chance_that_can_stand_together_and_note_them()
    {
        var setup = Stages.Setup();
        var stage = Stages.Create("constrain", new ConstrainOptions { Variants = 40, MinConstraints = 2 }, setup, new TeacherShelf());
        Sample[] inputs = [Stages.Question("q", "Why is the sea salty?"), new("empty", [], new TaskLabel("", "", "", false, 0), Provenance.Human("x"))];
        var run = await StageRunner.RunAsync(stage, [InputRecords.Of("in", inputs)], StageRunnerOptions.Default);
        Assert.Equal(1, run.Dropped("no-prompt"));
        Assert.Equal(run.Records.Count, run.Ids.Distinct().Count());
        Assert.True(run.Records.Count > 30);
        foreach (var sample in run.Records)
        {
            var constraints = GroundTruth.Read(sample.GroundTruth!).Constraints!;
            Assert.InRange(constraints.Count, 1, 3);
            Assert.Equal(constraints.Count, constraints.Select(c => ConstraintRules.FamilyOf(c.Check)).Distinct().Count());
            Assert.All(constraints, c => Assert.Contains(ConstraintRules.Wording(c), sample.Messages[^1].Content, StringComparison.Ordinal));
        }

        Assert.Equal(run.Ids, (await StageRunner.RunAsync(stage, [InputRecords.Of("in", inputs)], StageRunnerOptions.Default)).Ids);
    }
}
