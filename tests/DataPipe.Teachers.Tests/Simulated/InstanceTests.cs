using System.Text.RegularExpressions;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Tests.Simulated;

public sealed partial class InstanceTests
{
    private const string InputFirst =
        """
        Come up with examples for the following tasks. Generate several where possible; without input, give the output alone.

        Task: Which exercises reduce belly fat?
        Output: Walking, cycling and planks.

        Task: Translate the given word into French.
        Example 1
        Input: bread
        Output: pain
        Example 2
        Input: cheese
        Output: fromage

        Task: 
        """;

    private const string OutputFirst =
        """
        Given a classification task and its labels, write an input for each label.

        Task: Decide whether the sentence is about food or travel.
        Class label: Food
        Sentence: The soup needs salt.
        Class label: Travel
        Sentence: The ferry leaves at noon.

        Task: 
        """;

    [Theory]
    [InlineData("Classify the sentiment of the review as positive, negative or neutral.", "Yes")]
    [InlineData("Is the following statement true or false?", "Yes")]
    [InlineData("Which of the following departments should answer?", "Yes")]
    [InlineData("Determine if the message is spam.", "Yes")]
    [InlineData("Write a short story about a lighthouse.", "No")]
    [InlineData("Summarise the given passage in one line.", "No")]
    [InlineData("Explain tidal energy to a ten-year-old.", "No")]
    public async Task The_question_for_classification_is_answered_by_the_nature_of_the_task(string instruction, string answer)
    {
        var prompt = Prompt.FromUser(
            $"Can the following task be regarded as a classification task with finite output labels?\n\nTask: Sort mail into spam or ham.\nIs it classification? Yes\n\nTask: Write a poem.\nIs it classification? No\n\nTask: {instruction}\nIs it classification?");
        Assert.Equal(answer, await new SimulatedTeacher(0).TextAsync(prompt with { Temperature = 0, MaxTokens = 3 }));
    }

    [Fact]
    public async Task The_closed_templates_are_classification_and_the_open_ones_are_not()
    {
        Assert.All(TaskTemplates.Closed, template => Assert.True(ClassificationQuestionShape.IsClassification(template), template));
        Assert.True(TaskTemplates.Open.Count(ClassificationQuestionShape.IsClassification) <= 1);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Input_first_instances_parse_by_the_published_rules()
    {
        int instances = 0, usable = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var prompt = Prompt.FromUser(InputFirst + "Correct the grammar of the given sentence.") with { Stop = ["Example 6", "Task:"], MaxTokens = 350, Temperature = 0 };
            foreach (var (input, output) in ParseInputFirst(await new SimulatedTeacher(seed).TextAsync(prompt)))
            {
                instances++;
                if (input.Length > 0 && output.Length > 0 && input != output && !output.EndsWith(':'))
                    usable++;
            }
        }

        Assert.True(instances >= 90, $"{instances}");
        Assert.InRange(usable / (double)instances, 0.8, 0.99);
    }

    [Fact]
    public async Task A_task_that_needs_no_input_gets_an_output_alone()
    {
        var full = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var text = await new SimulatedTeacher(seed).TextAsync(Prompt.FromUser(InputFirst + "Explain tidal energy to beginners.") with { Temperature = 0 });
            var (input, output) = Assert.Single(ParseInputFirst(text));
            Assert.Equal("", input);
            full += output.Length > 40 ? 1 : 0;
        }

        Assert.InRange(full, 15, 20);
    }

    [Theory]
    [InlineData("Classify the sentiment of the following review as positive, negative or neutral.", "Positive|Negative|Neutral")]
    [InlineData("Determine the difficulty of the exercise: easy, medium or hard.", "Easy|Medium|Hard")]
    [InlineData("Identify whether the following sentence states a fact or an opinion.", "Fact|Opinion")]
    [InlineData("Decide whether the statement is true or false.", "True|False")]
    [InlineData("Is the following piece of news about glaciers local, national or international?", "Local|National|International")]
    [InlineData("Is this description written in formal or informal language?", "Formal|Informal")]
    [InlineData("Decide whether the sentence is about food or travel.", "Food|Travel")]
    [InlineData("Detect if this request is a complaint, a question or a compliment.", "Complaint|Question|Compliment")]
    [InlineData("Decide whether the given review is good or bad.", "Good|Bad")]
    [InlineData("Answer this in one of two ways.", "Yes|No")]
    public async Task Output_first_instances_name_each_label_once(string instruction, string labels)
    {
        var prompt = Prompt.FromUser(OutputFirst + instruction) with { Stop = ["Example 6", "Task:"], MaxTokens = 300, Temperature = 0 };
        var parsed = ParseOutputFirst(await new SimulatedTeacher(0).TextAsync(prompt));
        Assert.Equal(labels.Split('|'), parsed.Select(instance => instance.Output));
        Assert.All(parsed, instance => Assert.Equal(TaskPrompt.NeedsInput(instruction), instance.Input.Length > 0));
    }

    [Fact]
    public async Task An_open_class_label_is_continued_with_the_label()
    {
        var text = await new SimulatedTeacher(0).TextAsync(Prompt.FromUser(OutputFirst + "Is the following comment polite or rude?\nClass label:"));
        Assert.StartsWith(" Polite", text, StringComparison.Ordinal);
        Assert.Contains("Class label: Rude", text, StringComparison.Ordinal);
    }

    private static List<(string Input, string Output)> ParseInputFirst(string text)
    {
        var parts = Example().IsMatch(text) ? Example().Split(text).Where(part => part.Trim().Length > 0) : [text];
        var instances = new List<(string, string)>();
        foreach (var part in parts)
        {
            var halves = OutputMark().Split(part, 2);
            if (halves.Length == 1)
                instances.Add(("", part.Trim()));
            else
                instances.Add((InputMark().Replace(halves[0], "").Trim(), halves[1].Trim()));
        }

        return instances;
    }

    private static List<(string Input, string Output)> ParseOutputFirst(string text) =>
    [
        .. text.Split("Class label:", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
        {
            var lines = part.Split('\n', 2);
            return (lines.Length > 1 ? lines[1].Trim() : "", lines[0].Trim());
        }),
    ];

    [GeneratedRegex(@"Example\s?\d*\.?")]
    private static partial Regex Example();

    [GeneratedRegex(@"Output\s*\d*\s*:")]
    private static partial Regex OutputMark();

    [GeneratedRegex(@"^\s*Input\s*\d*\s*:")]
    private static partial Regex InputMark();
}
