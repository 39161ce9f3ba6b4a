using System.Text.RegularExpressions;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Tests.Simulated;

public sealed partial class TaskListTests
{
    private static readonly string[] Seeds =
    [
        "Is there anything I can eat for breakfast that has no eggs?", "What is the relation between the given pairs?", "Write a haiku about rain.",
        "Generate a one-sentence description for each of the following people.", "Propose an ethical solution to the given problem.",
        "Sort the given list ascendingly.", "Explain the following idiom to me.", "Make a grocery list for the given meals.",
    ];

    private static readonly string[] Blocked = ["image", "images", "graph", "graphs", "picture", "pictures", "file", "files", "map", "maps", "draw", "plot"];

    [Fact]
    public async Task A_list_is_continued_from_its_open_number_to_sixteen()
    {
        var text = await new SimulatedTeacher(0).TextAsync(Continuation(Seeds, 1));
        var numbers = Numbered().Matches(text).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(10, 7), numbers);
        Assert.StartsWith(" ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n", text, StringComparison.Ordinal);
        Assert.Equal(8, Parse(text).Count);
    }

    [Fact]
    public async Task The_published_stop_texts_end_the_list_before_task_sixteen()
    {
        var prompt = Continuation(Seeds, 1) with { Stop = ["\n\n", "\n16", "16.", "16 ."], MaxTokens = 1024, Temperature = 0.7, TopP = 0.5, PresencePenalty = 2 };
        var choice = (await new SimulatedTeacher(0).AnswerAsync(prompt)).Choices[0];
        Assert.Equal(FinishReason.Stop, choice.Finish);
        Assert.Equal(7, Parse(choice.Text).Count);
    }

    [Fact]
    public async Task A_header_that_asks_for_classification_gets_classification_tasks()
    {
        var prompt = Prompt.FromUser("Come up with a series of classification tasks. Name the labels where possible:\n1. Label it.\n2. Sort it.\n3.");
        var tasks = Parse(await new SimulatedTeacher(0).TextAsync(prompt));
        Assert.True(tasks.Count(ClassificationQuestionShape.IsClassification) >= tasks.Count * 2 / 3, string.Join('\n', tasks));
    }

    [Fact]
    public async Task A_run_finds_two_hundred_novel_tasks_and_its_filters_have_work()
    {
        var teacher = new SimulatedTeacher(7);
        var pool = Seeds.Select(RougeL.Words).ToList();
        int calls = 0, candidates = 0, novel = 0, similar = 0, tooShort = 0, blocked = 0;
        while (novel < 200 && calls < 100)
        {
            var given = Enumerable.Range(0, 8).Select(i => string.Join(' ', pool[((calls * 31) + (i * 7)) % pool.Count])).ToArray();
            foreach (var task in Parse(await teacher.TextAsync(Continuation(given, calls++))))
            {
                candidates++;
                var words = RougeL.Words(task);
                if (words.Length <= 3)
                    tooShort++;
                else if (words.Intersect(Blocked).Any() || task.StartsWith("Write a program", StringComparison.Ordinal))
                    blocked++;
                else if (pool.Any(other => RougeL.Of(words, other) > 0.7))
                    similar++;
                else
                {
                    pool.Add(words);
                    novel++;
                }
            }
        }

        Assert.True(novel >= 200, $"{novel} novel of {candidates} candidates in {calls} calls");
        Assert.InRange(novel / (double)candidates, 0.6, 0.95);
        Assert.True(tooShort > 3 && blocked > 5 && similar > 5, $"short {tooShort}, blocked {blocked}, similar {similar}");
    }

    [Theory]
    [InlineData("1. Buy milk\n2. Feed the cat\nWhich of these is urgent?")]
    [InlineData("Version 1.")]
    [InlineData("1.")]
    public async Task A_list_without_an_open_end_is_an_ordinary_question(string text)
    {
        var answer = await new SimulatedTeacher(0).TextAsync(Prompt.FromUser(text) with { Temperature = 0 });
        Assert.False(answer.StartsWith(' '));
    }

    private static Prompt Continuation(IReadOnlyList<string> tasks, int run) => Prompt.FromUser(
        $"Come up with a series of tasks (run {run}):\n" + string.Join('\n', tasks.Select((task, i) => $"{i + 1}. {task}")) + $"\n{tasks.Count + 1}.");

    // The published parser: split at a line end, digits and a dot; collapse white space.
    private static List<string> Parse(string text) =>
        [.. Separator().Split(text).Select(task => Blanks().Replace(task, " ").Trim()).Where(task => task.Length > 0)];

    [GeneratedRegex(@"\n\d+\s?\. ")]
    private static partial Regex Separator();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(\d+)\. ", RegexOptions.Multiline)]
    private static partial Regex Numbered();
}
