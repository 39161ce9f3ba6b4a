using System.Text;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Passages;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Passages;

public class PassageDedupStageTests
{
    [Theory]
    [InlineData("dedup-lines")]
    [InlineData("dedup-paragraphs")]
    [InlineData("dedup-sentences")]
    public async Task An_empty_corpus_stays_empty(string stage)
    {
        var options = Activator.CreateInstance(Steps.StageEntry(stage).Options)!;
        Assert.Empty((await PassageRun.Of(stage, options, [PassageRun.None], StageRunnerOptions.Default)).Records);
        Assert.Empty((await PassageRun.Of(stage, options, [PassageRun.None with { Shards = [[], []] }], StageRunnerOptions.Default)).Records);
    }

    [Theory]
    [InlineData("dedup-lines")]
    [InlineData("dedup-paragraphs")]
    [InlineData("dedup-sentences")]
    public async Task One_document_without_repeats_stays_as_it_is(string stage)
    {
        var text = "\n  A first line.\r\n\r\nA second one. And a third.\n\n\n";
        var run = await PassageRun.Of(stage, Activator.CreateInstance(Steps.StageEntry(stage).Options)!, PassageRun.Document("a", text));
        Assert.Equal(text, PassageRun.TextOf(run, "a"));
    }

    [Theory]
    [InlineData("dedup-lines")]
    [InlineData("dedup-paragraphs")]
    [InlineData("dedup-sentences")]
    public async Task Of_documents_that_are_all_the_same_one_stays_and_all_empty_ones_do(string stage)
    {
        var options = Activator.CreateInstance(Steps.StageEntry(stage).Options)!;
        var same = Enumerable.Range(0, 1000).Select(i => PassageRun.Document($"id-{i}", "One sentence. Another sentence. A third sentence."));
        var run = await PassageRun.Of(stage, options, [InputRecords.Of("web", [.. same]).Dealt(7)], StageRunnerOptions.Default);
        Assert.Single(run.Records);
        Assert.Equal(999, run.Dropped("nothing-left"));
        Assert.All(run.Rejects, r => Assert.Equal(stage, r.Step));
        var empty = Enumerable.Range(0, 9).Select(i => PassageRun.Document($"id-{i}", new string(i % 2 == 0 ? '\n' : ' ', i)));
        Assert.Equal(9, (await PassageRun.Of(stage, options, [.. empty])).Records.Count);
    }

    [Fact]
    public async Task Lines_go_with_what_separates_them_from_the_line_before()
    {
        var run = await PassageRun.Of(
            "dedup-lines", new LineDedupOptions { Keep = PassageKeep.EarliestInput },
            [
                InputRecords.Of("first", PassageRun.Document("kept", "Home\n\nImprint\n Search")),
                InputRecords.Of("second", PassageRun.Document("a", "Home\n\nA text.\n\n IMPRINT \n\nMore of it.\nSearch"), PassageRun.Document("b", "A beginning.\n\nHome\n")),
            ],
            StageRunnerOptions.Default);
        Assert.Equal("Home\n\nImprint\n Search", PassageRun.TextOf(run, "kept"));
        Assert.Equal("A text.\n\nMore of it.", PassageRun.TextOf(run, "a"));
        Assert.Equal("A beginning.", PassageRun.TextOf(run, "b"));
        Assert.Equal(run.Tally.RecordsIn, run.Tally.RecordsOut);
        Assert.True(run.Tally.TokensOut < run.Tally.TokensIn);
    }

    [Fact]
    public async Task A_line_that_a_document_repeats_stays_where_it_is_first()
    {
        var run = await PassageRun.Of("dedup-lines", new LineDedupOptions(), PassageRun.Document("a", "x\ny\nx\nz\nX"));
        Assert.Equal("x\ny\nz", PassageRun.TextOf(run, "a"));
    }

    [Fact]
    public async Task Short_lines_stay_when_asked_for_and_marks_alone_always()
    {
        var options = new LineDedupOptions { MinLineWords = 2, Normalize = PassageNormalization.Simplified };
        var run = await PassageRun.Of("dedup-lines", options, PassageRun.Document("a", "}\n}\nAnd so on.\nand so on\n----\n----"));
        Assert.Equal("}\n}\nAnd so on.\n----\n----", PassageRun.TextOf(run, "a"));
    }

    [Fact]
    public async Task Paragraphs_are_what_stands_between_blank_lines_and_case_counts()
    {
        var run = await PassageRun.Of(
            "dedup-paragraphs", new ParagraphDedupOptions { Keep = PassageKeep.EarliestInput },
            [
                InputRecords.Of("first", PassageRun.Document("kept", "One line\nand another.\n\nOther.")),
                InputRecords.Of("second", PassageRun.Document("a", "One line\nis not all.\n\n\nOne line\nand another.\n\nother.")),
            ],
            StageRunnerOptions.Default);
        Assert.Equal("One line\nis not all.\n\nother.", PassageRun.TextOf(run, "a"));
    }

    // The rules of the reference: overlapping spans of three sentences; every sentence of a span that is elsewhere goes.
    [Fact]
    public async Task Spans_of_three_sentences_go_and_shorter_repeats_stay()
    {
        var run = await PassageRun.Of(
            "dedup-sentences", new SentenceDedupOptions { Keep = PassageKeep.EarliestInput, MinWords = null, MinSentences = null },
            [
                InputRecords.Of("first", PassageRun.Document("kept", "A one. B two. C three. D four.")),
                InputRecords.Of("second", PassageRun.Document("three", "Before it. A one. B two. C three. After it."), PassageRun.Document("four", "a one! B two.\nC 3. C three, d four."), PassageRun.Document("two", "A one. B two. Else.")),
            ],
            StageRunnerOptions.Default);
        Assert.Equal("Before it. After it.", PassageRun.TextOf(run, "three"));
        Assert.Equal("A one. B two. Else.", PassageRun.TextOf(run, "two"));
        Assert.Equal("a one! B two.\nC 3. C three, d four.", PassageRun.TextOf(run, "four"));
    }

    [Fact]
    public async Task Documents_with_too_little_left_go_for_a_reason()
    {
        const string Shared = "One shared sentence. Two shared sentences. Three shared sentences.";
        var long60 = string.Join(' ', Enumerable.Repeat("word", 60));
        var run = await PassageRun.Of(
            "dedup-sentences", new SentenceDedupOptions { Keep = PassageKeep.EarliestInput },
            [
                InputRecords.Of("first", PassageRun.Document("kept", Shared)),
                InputRecords.Of("second",
                    PassageRun.Document("words", Shared + " A. B. C. D."), PassageRun.Document("sentences", $"{Shared} Other {long60}."), PassageRun.Document("enough", $"{Shared} {long60}. So. There."), PassageRun.Document("untouched", "Short.")),
            ],
            StageRunnerOptions.Default);
        Assert.Equal("too-few-words-left", run.Rejects.Single(r => r.Record.Id == "words").Reason);
        Assert.Equal("too-few-sentences-left", run.Rejects.Single(r => r.Record.Id == "sentences").Reason);
        Assert.Equal($"{long60}. So. There.", PassageRun.TextOf(run, "enough"));
        Assert.Contains("untouched", run.Ids);
    }

    [Fact]
    public async Task Different_documents_of_one_id_are_told_apart()
    {
        var run = await PassageRun.Of("dedup-lines", new LineDedupOptions(), PassageRun.Document("same", "x\ny"), PassageRun.Document("same", "x\nz"));
        Assert.Equal(3, run.Records.Sum(r => r.Text.ToString().Split('\n').Length));
    }

    [Fact]
    public async Task A_very_long_document_is_read_in_windows()
    {
        // 12 MB of lines, every one twice, and one line of 6 MB without any place to cut.
        var text = new StringBuilder();
        for (var i = 0; i < 2; i++)
            for (var line = 0; line < 150_000; line++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"This is line number {(char)('a' + line % 26)}{(char)('a' + line / 26 % 26)}{(char)('a' + line / 676 % 26)}{(char)('a' + line / 17576)}.\n");
        text.Append(string.Concat(Enumerable.Repeat("ä", 3 << 20)));
        var run = await PassageRun.Of("dedup-lines", new LineDedupOptions { Memory = 1 << 20 }, PassageRun.Document("long", text.ToString()), PassageRun.Document("short", "A line of its own."));
        var left = PassageRun.TextOf(run, "long");
        Assert.StartsWith("This is line number aaaa.\nThis is line number baaa.\n", left, StringComparison.Ordinal);
        Assert.Equal(150_000, left.Split('\n').Length - 1);
        Assert.EndsWith("ä", left, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', left);
    }

    [Fact]
    public void Plans_more_partitions_for_more_text()
    {
        var input = new StageInput("web", DatasetSchema.Of(RecordType.Document), [new Shard("data/0", 3L << 30, "", 1, 1), new Shard("data/1", 1L << 30, "", 1, 1)]);
        var phases = Steps.StageEntry("dedup-lines").Create(new LineDedupOptions(), InMemorySetup.For(input.Schema)).Plan([input]);
        Assert.Equal(["hash", "match", "rewrite"], phases.Select(p => p.Name));
        Assert.Equal([2, 8, 2], phases.Select(p => p.Tasks.Count));
    }

    [Fact]
    public void Sentences_need_words_apart_from_their_marks()
    {
        var setup = InMemorySetup.For(DatasetSchema.Of(RecordType.Document));
        Steps.StageEntry("dedup-sentences").Create(new SentenceDedupOptions { Words = DataPipe.Text.Words.WordRule.Whitespace }, setup);
        Assert.Equal("DP1150", Assert.Single(setup.Faults.Faults).Code);
    }
}
