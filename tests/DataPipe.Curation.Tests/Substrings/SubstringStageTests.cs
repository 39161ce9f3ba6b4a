using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Filters;
using DataPipe.Curation.Substrings;
using DataPipe.Curation.Tests.Dedup;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Substrings;

public class SubstringStageTests
{
    private static readonly SubstringOptions Defaults = new() { Memory = 64 << 20 };
    private static readonly string Shared = Corpus.Text(7, 40);

    [Fact]
    public async Task An_empty_corpus_stays_empty()
    {
        var none = new StageInputRecords<Document>("web", DatasetSchema.Of(RecordType.Document), []);
        Assert.Empty((await SubstringRun.Of(Defaults, [none], StageRunnerOptions.Default)).Records);
        Assert.Empty((await SubstringRun.Of(Defaults, [none with { Shards = [[], []] }], StageRunnerOptions.Default)).Records);
    }

    [Fact]
    public async Task Documents_that_are_empty_or_shorter_than_a_span_stay_as_they_are()
    {
        var run = await SubstringRun.Of(Defaults, Corpus.Document("a", ""), Corpus.Document("b", ""), Corpus.Document("c", "short"), Corpus.Document("d", "short"), Corpus.Document("e", Shared[..99]), Corpus.Document("f", Shared[..99]));
        Assert.Equal(["", "", "short", "short", Shared[..99], Shared[..99]], run.Records.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => r.Text.ToString()));
    }

    [Fact]
    public async Task A_span_of_just_the_length_is_cut_out_of_all_documents_but_one()
    {
        var documents = Enumerable.Range(0, 9).Select(i => Corpus.Document($"id-{i}", $"{Corpus.Text(i, 20)}{i}{Shared[..100]}{9 - i}{Corpus.Text(i + 100, 20)}")).ToList();
        var run = await SubstringRun.Of(Defaults, documents);
        var texts = SubstringRun.Texts(run);
        Assert.Single(texts.Values, t => t.Contains(Shared[..100], StringComparison.Ordinal));
        Assert.Equal(8, texts.Count(t => t.Value == documents.Single(d => d.Id == t.Key).Text.ToString().Replace(Shared[..100], "", StringComparison.Ordinal)));
        Assert.True(run.Tally.TokensOut < run.Tally.TokensIn);
    }

    [Fact]
    public async Task Keeping_none_cuts_every_occurrence()
    {
        var run = await SubstringRun.Of(Defaults with { Keep = SubstringKeep.None }, Corpus.Document("a", $"one before {Shared}"), Corpus.Document("b", $"{Shared} one behind it all"));
        Assert.Equal(["a little-left", "b little-left"], run.Rejects.Select(r => $"{r.Record.Id} {r.Reason}").Order(StringComparer.Ordinal));
        run = await SubstringRun.Of(Defaults with { Keep = SubstringKeep.None, MinCharacters = null }, Corpus.Document("a", $"one before {Shared}"), Corpus.Document("b", $"{Shared} one behind it all"));
        Assert.Equal(["one before ", " one behind it all"], run.Records.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => r.Text.ToString()));
    }

    [Fact]
    public async Task Of_documents_that_are_all_the_same_one_stays()
    {
        var documents = Enumerable.Range(0, 1000).Select(i => Corpus.Document($"id-{i}", Shared)).ToList();
        var run = await SubstringRun.Of(Defaults, [InputRecords.Of("web", documents).Dealt(7)], StageRunnerOptions.Default);
        Assert.Equal(Shared, Assert.Single(run.Records).Text.ToString());
        Assert.Equal(999, run.Dropped("little-left"));
        Assert.Equal("dedup-substrings", run.Rejects[0].Step);
        Assert.Equal(Shared, run.Rejects[0].Record.Text.ToString());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ha ")]
    [InlineData("é")]
    [InlineData("the same line, over and over again, of more than fifty bytes in length.\n")]
    public async Task A_long_document_that_repeats_one_thing_keeps_it_once(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 3_000_000 / unit.Length));
        var run = await SubstringRun.Of(Defaults with { MinCharacters = null }, Corpus.Document("long", text), Corpus.Document("other", Shared));
        Assert.Equal(unit, SubstringRun.Texts(run)["long"]);
        Assert.Equal(Shared, SubstringRun.Texts(run)["other"]);
    }

    [Fact]
    public async Task One_long_document_among_short_ones_loses_what_they_hold_before_it()
    {
        var parts = Enumerable.Range(0, 300).Select(i => Corpus.Text(i, 300)).ToList();
        var run = await SubstringRun.Of(
            Defaults with { Keep = SubstringKeep.EarliestInput },
            [
                InputRecords.Of("parts", [.. parts.Select((p, i) => Corpus.Document($"part-{i}", p)).Where((_, i) => i % 2 == 0)]),
                InputRecords.Of("whole", Corpus.Document("whole", string.Concat(parts.Select(p => $"{p}\n")))),
            ],
            StageRunnerOptions.Default);
        Assert.Equal(string.Concat(parts.Select((p, i) => i % 2 == 0 ? "\n" : $"{p}\n")), SubstringRun.Texts(run)["whole"]);
        Assert.Equal(151, run.Records.Count);
    }

    [Fact]
    public async Task Marking_leaves_the_text_and_says_how_much_is_repeated()
    {
        var run = await SubstringRun.Of(
            Defaults with { Action = SubstringAction.Mark, Keep = SubstringKeep.None },
            Corpus.Document("a", $"{Shared} one {Corpus.Text(1, 40)}"), Corpus.Document("b", $"two {Shared}"), Corpus.Document("c", "nothing"), Corpus.Document("d", ""));
        Assert.Equal(4, run.Records.Count);
        var a = run.Records.Single(r => r.Id == "a");
        Assert.Equal($"{Shared} one {Corpus.Text(1, 40)}", a.Text.ToString());
        Assert.Equal([1, Shared.Length], [a.Notes[0].Integer, a.Notes[1].Integer]);
        Assert.Equal((double)Shared.Length / a.SizeBytes, a.Notes[2].Number);
        Assert.All(run.Records.Where(r => r.Id is "c" or "d"), r => Assert.Equal([0, 0], [r.Notes[0].Integer, r.Notes[1].Integer]));
    }

    [Fact]
    public async Task Cuts_fall_between_characters()
    {
        // Both hold the second byte of a letter and 99 bytes more: the letters differ in their first byte.
        var run = await SubstringRun.Of(Defaults with { MinCharacters = null }, Corpus.Document("a", $"Ä{Shared[..99]}!"), Corpus.Document("b", $"\u0444{Shared[..99]}?"));
        Assert.All(run.Records, r => Assert.Equal(r.Text.ToString(), System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(r.Text.ToString()))));
        Assert.Contains(SubstringRun.Texts(run).Values, t => t is "Ä!" or "\u0444?");
    }

    [Fact]
    public async Task Words_are_compared_without_the_whitespace_between_them()
    {
        var options = Defaults with { Unit = SubstringUnit.Words, Length = 10, MinCharacters = null, Keep = SubstringKeep.EarliestInput };
        const string Phrase = "ten words are enough here , so this one goes away";
        var run = await SubstringRun.Of(
            options,
            [InputRecords.Of("first", Corpus.Document("a", $"A {Phrase}.")), InputRecords.Of("second", Corpus.Document("b", $"B  {Phrase.Replace(" ", " \n ", StringComparison.Ordinal)} !"))],
            StageRunnerOptions.Default);
        Assert.Equal("B   !", SubstringRun.Texts(run)["b"]);
        Assert.Equal($"A {Phrase}.", SubstringRun.Texts(run)["a"]);
    }

    [Fact]
    public async Task Steps_work_on_what_is_left()
    {
        StepUse step = new(Steps.Entry("length"), new LengthOptions { MinTokens = 12 }, null);
        var run = await SubstringRun.Of(
            Defaults with { Keep = SubstringKeep.None }, [InputRecords.Of("web", Corpus.Document("a", $"{Shared}a few words are left of this"), Corpus.Document("b", $"{Corpus.Text(3, 20)}{Shared}"))], StageRunnerOptions.Default, step);
        Assert.Equal(["b"], run.Ids);
    }

    [Fact]
    public async Task A_corpus_that_was_cut_once_is_cut_no_more()
    {
        // Passages of forty words, each alone in its lines, so that cutting joins nothing that was apart.
        var documents = Enumerable.Range(0, 60).Select(i => Corpus.Document($"id-{i}", string.Concat(Enumerable.Range(0, 5).Select(j => $"{Corpus.Text((i * 7 + j * j) % 50, 40)} <{i}.{j}>\n")))).ToList();
        var once = await SubstringRun.Of(Defaults, documents);
        Assert.True(once.Records.Sum(r => r.SizeBytes) < documents.Sum(d => d.SizeBytes) / 2);
        var twice = await SubstringRun.Of(Defaults, [.. once.Records]);
        Assert.Equal(once.Records.Select(r => r.Text.ToString()), twice.Records.Select(r => r.Text.ToString()));
    }
}
