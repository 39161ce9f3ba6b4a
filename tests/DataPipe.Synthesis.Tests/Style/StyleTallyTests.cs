using DataPipe.Core.Records;
using DataPipe.Synthesis.Style;

namespace DataPipe.Synthesis.Tests.Style;

public sealed class StyleTallyTests
{
    [Fact]
    public void An_imitation_warns_and_a_plain_set_does_not()
    {
        var imitation = new StyleTally();
        for (var i = 0; i < 200; i++)
            imitation.Add(Of($"Write an essay on theme {i}.", "Certainly! Here is what you asked for:\n\n- **Point**: it is important to note that this may vary.\n- More.\n\nI hope this helps! As an AI language model, I have no opinions.", "some/model"));
        var report = imitation.Report();
        Assert.Equal((200, 1.0), (report.Records, report.ByTeachers));
        Assert.Equal("certainly! here", report.Openers[0].Key);
        Assert.Equal(1, Share(report.Style, "lists"));
        Assert.Equal(1, Share(report.Style, "self-identity"));
        Assert.True(report.Figures.Count(f => f.Warns) >= 9, string.Join("; ", report.Figures.Where(f => !f.Warns).Select(f => f.Name)));

        string[] questions = ["Calculate the sum of 3 and {0}.", "Translate item {0} into French.", "Explain why rule {0} holds.", "Write a python function that returns {0}.", "Classify review {0}.", "List {0} rivers.", "Who wrote book {0}?", "Summarize text {0}.", "Compare plan {0} with plan B.", "Rewrite note {0}."];
        var plain = new StyleTally();
        for (var i = 0; i < 200; i++)
            plain.Add(Of(string.Format(System.Globalization.CultureInfo.InvariantCulture, questions[i % 10], i), string.Join(' ', Enumerable.Range(0, 3 + i % 40).Select(w => $"word{i * 41 + w}")), null));
        var calm = plain.Report();
        Assert.Empty(calm.Figures.Where(f => f.Warns).Select(f => f.Name).Except(["mean ROUGE-L to the nearest earlier instruction"]));
        Assert.Equal(10, calm.TaskTypes.Count);
        Assert.Equal(1, calm.TaskTypes.Sum(t => t.Value), 9);
        Assert.Equal(1, calm.AnswerWords.Sum(t => t.Value), 9);
    }

    [Theory]
    [InlineData("Write a Python function that reverses a list.", "code")]
    [InlineData("What is 12 * 7?", "mathematics")]
    [InlineData("Translate this sentence into Spanish.", "translation")]
    [InlineData("Summarize the article below.", "summary")]
    [InlineData("Decide whether the review is positive or negative.", "classification")]
    [InlineData("Write a poem about the sea.", "creative writing")]
    [InlineData("Who discovered penicillin?", "factual question")]
    [InlineData("Explain why the sky is blue.", "explanation")]
    [InlineData("把这句话翻译成英文。", "translation")]
    [InlineData("Hmm.", "other")]
    public void Tasks_are_told_by_their_words(string instruction, string type) => Assert.Equal(type, TaskTypes.Of(instruction, false).Type);

    [Fact]
    public void Nothing_is_reported_of_nothing()
    {
        var report = new StyleTally().Report();
        Assert.Equal(0, report.Records);
        Assert.Empty(report.Figures);
    }

    private static double Share(IReadOnlyList<KeyValuePair<string, double>> shares, string name) => shares.Single(s => s.Key == name).Value;

    private static Sample Of(string question, string answer, string? teacher) => new(
        question, [new("user", question), new("assistant", answer)], new TaskLabel("", question, "", false, 0), new Provenance("test", teacher, false, null, []));
}
