using System.Globalization;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Tests.Simulated;

public sealed class RecipeShapesTests
{
    [Fact]
    public async Task A_prompt_that_is_to_be_rewritten_comes_back_with_more()
    {
        var answers = await SamplesAsync("Rewrite the following prompt.\n\n[Given Prompt]\nExplain tides.\n\n[Rewritten Prompt]", 128);
        Assert.Contains(answers, a => a == "Explain tides."); // Now and then it is no better than before.
        Assert.InRange(answers.Count(a => a.StartsWith("Explain tides. ", StringComparison.Ordinal) && a.Length > 20), 90, 127);
        Assert.All(await SamplesAsync("Invent.\n\n[Given Prompt]\nExplain tides.\n\n[New Prompt]", 5), a => Assert.DoesNotContain("Explain tides.", a, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Explain tides.", "Explain tides.", "[[same]]")]
    [InlineData("Explain tides.", "Explain tides to a young sailor without any formula.", "[[different]]")]
    public async Task Two_prompts_are_compared_by_their_words(string first, string second, string verdict) =>
        Assert.Contains(verdict, (await SamplesAsync($"Same?\n\n[First Prompt]\n{first}\n\n[Second Prompt]\n{second}\n\n[Verdict]", 1))[0], StringComparison.Ordinal);

    [Fact]
    public async Task An_open_example_is_written_with_the_fields_of_the_others()
    {
        var answers = await SamplesAsync("Examples.\n\nExample 1\nInstruction: Name a tree.\nInput: None.\nConstraints: None.\n\nExample 2\nInstruction: Add.\nInput: 1, 2\nConstraints: None.\n\nExample 3", 40);
        Assert.All(answers, a => Assert.StartsWith("\nInstruction: ", a, StringComparison.Ordinal));
        Assert.InRange(answers.Count(a => a.Contains("\nInput: ", StringComparison.Ordinal) && a.Contains("\nConstraints: ", StringComparison.Ordinal)), 30, 40);
    }

    [Theory]
    [InlineData("What is 18 * 22 - 57?", "339")]
    [InlineData("What is (1/2 + 1/3) * 6?", "5")]
    [InlineData("What is 15 % of 240?", "36")]
    public async Task Sums_are_mostly_worked_out_rightly(string question, string result)
    {
        var answers = await SamplesAsync($"Write the result behind \"Answer:\".\n\n{question}", 60);
        Assert.InRange(answers.Count(a => a.EndsWith($"\n\nAnswer: {result}", StringComparison.Ordinal)), 25, 55);
    }

    [Fact]
    public async Task Quotations_are_mostly_sentences_of_the_passage()
    {
        const string Passage = "The tide mill stands by the creek. Its gate opens with the flood and closes at high water.";
        var answers = await SamplesAsync($"Write 2 questions about this passage.\n\n[Passage]\n{Passage}\n\n[Questions]", 40);
        var quotes = answers.SelectMany(a => a.Split('\n')).Where(l => l.StartsWith("Quote: ", StringComparison.Ordinal)).Select(l => l["Quote: ".Length..].Trim('"')).ToList();
        Assert.InRange(quotes.Count(Passage.Contains) / (double)quotes.Count, 0.75, 0.99);
    }

    [Fact]
    public async Task Tasks_of_a_cell_speak_of_its_topic_and_a_user_asks_on_or_ends()
    {
        var tasks = (await SamplesAsync("Write a numbered list of 4 different tasks.\n\n[Kind of Tasks]\nTopic: nature / weather\nDifficulty: easy\n\n[New Tasks]", 1))[0].Split('\n');
        Assert.Equal(4, tasks.Length);
        Assert.All(tasks, t => Assert.Contains("weather", t, StringComparison.Ordinal));
        var turns = await SamplesAsync("When done write [[end]].\n\n[Conversation]\n[user]\nWhy?\n\n[assistant]\nBecause of the moon.\n\n[Next Message]", 60);
        Assert.InRange(turns.Count(t => t == "[[end]]"), 3, 30);
        Assert.All(turns.Where(t => t != "[[end]]"), t => Assert.EndsWith("?", t, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Demands_on_form_that_it_understands_are_mostly_met()
    {
        var answers = await SamplesAsync("Why is the sea salty?\n\nDo not use any comma. Put your whole answer in double quotation marks.", 60);
        Assert.InRange(answers.Count(a => !a.Contains(',', StringComparison.Ordinal)), 35, 60);
        Assert.InRange(answers.Count(a => a[0] == '"' && a[^1] == '"'), 35, 60);
    }

    [Theory]
    [InlineData("[Given Prompt]\n{0}\n[Rewritten Prompt]")]
    [InlineData("Example 1\n{0}\nExample 2\nA: x\n\nExample 3")]
    [InlineData("[Passage]\n{0}\n[Questions]")]
    [InlineData("[Kind of Tasks]\n{0}\n[New Tasks]")]
    [InlineData("[Conversation]\n{0}\n[Next Message]")]
    [InlineData("[Instruction]\n{0}\n[Formulations]")]
    [InlineData("\"Answer:\" {0} What is 1?")]
    public async Task Long_hostile_prompts_of_every_shape_are_answered(string shape)
    {
        foreach (var filling in new[] { new string('\n', 100_000), new string(' ', 100_000), new string('.', 20_000), "Example 1\n" + string.Concat(Enumerable.Repeat("Example 1\n", 10_000)), new string('(', 20_000), "" })
            Assert.IsNotType<Reply.Refused>(await new SimulatedTeacher(1).AskAsync(Prompt.FromUser(string.Format(CultureInfo.InvariantCulture, shape, filling)), CancellationToken.None));
    }

    private static async Task<IReadOnlyList<string>> SamplesAsync(string prompt, int samples) =>
        [.. Assert.IsType<Reply.Answered>(await new SimulatedTeacher(5).AskAsync(Prompt.FromUser(prompt) with { Samples = samples }, CancellationToken.None)).Choices.Select(c => c.Text)];
}
