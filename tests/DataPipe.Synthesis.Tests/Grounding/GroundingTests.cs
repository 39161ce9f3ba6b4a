using DataPipe.Core.Records;
using DataPipe.Synthesis.Grounding;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Grounding;

public sealed class GroundingTests
{
    private const string Text = "The mill’s gate\nopens with the flood – and  closes at high water. Then it waits.";

    [Theory]
    [InlineData("opens with the flood", "opens with the flood")]
    [InlineData("The mill's gate opens with the flood - and closes", "The mill’s gate\nopens with the flood – and  closes")]
    [InlineData("  Then it waits.\n", "Then it waits.")]
    [InlineData("then it waits", null)]
    [InlineData("The gate opens", null)]
    [InlineData("", null)]
    public void Quotations_are_found_where_they_stand(string quote, string? expected) =>
        Assert.Equal(expected, QuoteSearch.Find(Text, quote) is { } found ? Text[found.Start..found.End] : null);

    [Fact]
    public void Replies_are_read_with_all_their_quotations()
    {
        var replies = GroundedReply.Parse("Sure!\n\n**Question:** What opens?\nAnswer: The gate,\nslowly.\nQuote: \"one\"\nQuote: two\n\n---\nQuestion: And then?\nQuote: three");
        Assert.Equal(2, replies.Count);
        Assert.Equal(("What opens?", "The gate,\nslowly."), (replies[0].Question, replies[0].Answer));
        Assert.Equal(["one", "two"], replies[0].Quotes);
        Assert.Equal(("And then?", ""), (replies[1].Question, replies[1].Answer));
    }

    [Fact]
    public async Task An_answer_is_kept_with_its_citations_only_when_all_stand_in_the_document()
    {
        var reply = $"Question: What does the gate do?\nAnswer: It opens with the flood.\nQuote: opens with the flood\nQuote: {Text[^15..]}\n\nQuestion: What else?\nAnswer: It sings.\nQuote: it sings at night\n\n"
            + "Question: Is it short?\nAnswer: Yes.\nQuote: it\n\nQuestion: Is there a quote?\nAnswer: No.\n\nQuestion: Too many?\nAnswer: Yes.\nQuote: opens with the flood";
        var options = new GroundedOptions { MinPassageChars = 10, Questions = 4, Prompt = Stages.Shipped("grounded") };
        var stage = Stages.Create("grounded", options, Stages.Setup(("teacher", new TeacherOptions())), TeacherShelf.Of(("simulated-1", new ScriptedTeacher(_ => ScriptedTeacher.Says(reply)))));
        var run = await StageRunner.RunAsync<Document, Sample>(stage, [InputRecords.Of("in", new Document("doc", Utf8Text.From(Text), "s"))], StageRunnerOptions.Default);
        var sample = Assert.Single(run.Records);
        Assert.Equal(2, sample.Citations.Count);
        Assert.All(sample.Citations, c => Assert.Equal(("doc", Text[c.Start..c.End]), (c.Document, c.Text)));
        Assert.Equal(["doc"], sample.Provenance.Parents);
        Assert.EndsWith("It opens with the flood.", sample.Messages[1].Content, StringComparison.Ordinal);
        foreach (var reason in (string[])["quote-not-found", "quote-too-short", "no-quote", "too-many"]) Assert.Equal(1, run.Dropped(reason));
    }
}
