using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Curation.Dedup;
using DataPipe.Curation.Filters;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Dedup;

public class DedupStageTests
{
    private static readonly DedupOptions Defaults = new();

    [Fact]
    public async Task An_empty_corpus_stays_empty()
    {
        var none = new StageInputRecords<Document>("web", DatasetSchema.Of(RecordType.Document), []);
        Assert.Empty((await DedupRun.Of(Defaults, [none])).Records);
        Assert.Empty((await DedupRun.Of(Defaults, [none with { Shards = [[], []] }])).Records);
    }

    [Fact]
    public async Task One_document_stays()
    {
        var run = await DedupRun.Of(Defaults, Corpus.Document("a", "some text"));
        Assert.Equal(["a"], run.Ids);
        Assert.Equal(1, run.Tally.RecordsIn);
        Assert.Equal(2, run.Tally.TokensOut);
    }

    [Fact]
    public async Task Of_documents_that_are_all_the_same_one_stays()
    {
        var documents = Enumerable.Range(0, 1000).Select(i => Corpus.Document($"id-{i}", "The river had risen in the night.")).ToList();
        var run = await DedupRun.Of(Defaults, [InputRecords.Of("web", documents).Dealt(7)]);
        Assert.Single(run.Records);
        Assert.Equal(999, run.Dropped("exact-duplicate"));
        Assert.Equal(0, run.Dropped("near-duplicate"));
    }

    [Fact]
    public async Task Documents_without_text_are_never_duplicates()
    {
        var run = await DedupRun.Of(Defaults, [.. Enumerable.Range(0, 9).Select(i => Corpus.Document($"id-{i}", i % 3 == 0 ? "" : new string(' ', i)))]);
        Assert.Equal(9, run.Records.Count);
    }

    [Fact]
    public async Task Documents_of_marks_alone_are_duplicates_only_when_equal()
    {
        var run = await DedupRun.Of(Defaults, Corpus.Document("a", "--- !!!"), Corpus.Document("b", "???"), Corpus.Document("c", "--- !!!"));
        Assert.Equal(2, run.Records.Count);
        Assert.Equal(1, run.Dropped("exact-duplicate"));
    }

    [Fact]
    public async Task Tells_exact_from_near_duplicates()
    {
        var text = Corpus.Text(1, 300);
        var run = await DedupRun.Of(
            Defaults with { Keep = DedupKeep.Longest },
            Corpus.Document("longest", text + " behind"), Corpus.Document("near", text), Corpus.Document("same", text + " behind"), Corpus.Document("other", Corpus.Text(2, 300)));
        Assert.Contains("other", run.Ids);
        Assert.Equal(2, run.Records.Count);
        Assert.Equal(1, run.Dropped("exact-duplicate"));
        Assert.Equal(1, run.Dropped("near-duplicate"));
        Assert.All(run.Rejects, reject => Assert.Equal("dedup", reject.Step));
        Assert.Equal("near-duplicate", run.Rejects.Single(r => r.Record.Id == "near").Reason);
    }

    [Fact]
    public async Task Without_near_only_equal_texts_go()
    {
        var text = Corpus.Text(1, 300);
        var run = await DedupRun.Of(Defaults with { Near = null }, Corpus.Document("a", text), Corpus.Document("b", text + " behind"), Corpus.Document("c", text));
        Assert.Equal(2, run.Records.Count);
        Assert.Contains("b", run.Ids);
    }

    [Fact]
    public async Task Without_exact_equal_texts_are_found_by_their_signatures()
    {
        var text = Corpus.Text(1, 300);
        var run = await DedupRun.Of(Defaults with { Exact = false }, Corpus.Document("a", text), Corpus.Document("b", text), Corpus.Document("c", "!!!"), Corpus.Document("d", "!!!"));
        Assert.Equal(3, run.Records.Count);
        Assert.Equal(1, run.Dropped("exact-duplicate"));
    }

    [Fact]
    public async Task Case_marks_and_numbers_do_not_make_texts_differ()
    {
        var run = await DedupRun.Of(
            Defaults,
            Corpus.Document("a", "On May 3rd the river had risen, and the people of 12 villages went down to the bank."),
            Corpus.Document("b", "on may 3rd the RIVER had risen and the people of 14 villages went down to the bank"));
        Assert.Single(run.Records);
        Assert.Equal(1, run.Dropped("near-duplicate"));
    }

    [Fact]
    public async Task Keeps_the_longest()
    {
        var text = Corpus.Text(5, 400);
        var documents = Enumerable.Range(0, 20).Select(i => Corpus.Document($"id-{i}", text + string.Concat(Enumerable.Repeat(" more", i))));
        var run = await DedupRun.Of(Defaults with { Keep = DedupKeep.Longest }, [.. documents]);
        Assert.Equal(["id-19"], run.Ids);
    }

    [Fact]
    public async Task Keeps_the_document_of_the_earliest_input()
    {
        var texts = Enumerable.Range(0, 30).Select(i => Corpus.Text(i, 100)).ToList();
        StageInputRecords<Document>[] inputs =
        [
            InputRecords.Of("wikipedia", [.. texts.Select((text, i) => Corpus.Document($"w-{i}", text))]).Dealt(2),
            InputRecords.Of("web", [.. texts.Select((text, i) => Corpus.Document($"c-{i}", text))]).Dealt(3),
        ];
        var run = await DedupRun.Of(Defaults with { Keep = DedupKeep.EarliestInput }, inputs);
        Assert.Equal(30, run.Records.Count);
        Assert.All(run.Ids, id => Assert.StartsWith("w-", id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chain_of_near_duplicates_is_one_cluster()
    {
        // Each text shares all but a few words with the next; the ends of the chain have little in common.
        var words = Corpus.Text(9, 900).Split(' ');
        var documents = Enumerable.Range(0, 30).Select(i => Corpus.Document($"id-{i}", string.Join(' ', words.Skip(i * 10).Take(600))));
        var run = await DedupRun.Of(Defaults, [.. documents]);
        Assert.Single(run.Records);
    }

    [Fact]
    public async Task Different_documents_of_one_id_are_told_apart()
    {
        var run = await DedupRun.Of(Defaults, Corpus.Document("same", "one text"), Corpus.Document("same", "another text"), Corpus.Document("same", "one text"));
        Assert.Equal(["another text", "one text"], run.Records.Select(r => r.Text.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Steps_work_on_what_stays()
    {
        List<StepUse> steps = [new(Steps.Entry("length"), new LengthOptions { MinTokens = 4 }, null)];
        var run = await DedupRun.Of(
            Defaults, [InputRecords.Of("web", Corpus.Document("a", "too short"), Corpus.Document("b", "too short"), Corpus.Document("c", "this one is long enough"))], steps, StageRunnerOptions.Default);
        Assert.Equal(["c"], run.Ids);
        Assert.Equal(1, run.Dropped("exact-duplicate"));
        Assert.Equal(1, run.Dropped("too-short"));
        Assert.Equal(run.Tally.RecordsIn, run.Tally.RecordsOut + run.Tally.Dropped.Sum(d => d.Records));
    }

    [Fact]
    public async Task Records_are_dropped_where_they_stand_whatever_the_size_of_batches()
    {
        var documents = Corpus.Mixed(3, 60);
        foreach (var batch in (int[])[1, 7, 256])
        {
            var run = await DedupRun.Of(Defaults, [InputRecords.Of("web", documents)], [], StageRunnerOptions.Default with { BatchRecords = batch });
            var kept = run.Ids.ToHashSet();
            Assert.Equal(documents.Where(d => kept.Contains(d.Id)).Select(d => d.Id), run.Ids);
            Assert.Equal(documents.Count, run.Records.Count + run.Rejects.Count);
        }
    }

    [Fact]
    public void Plans_more_buckets_for_more_documents()
    {
        var input = new StageInput("web", DatasetSchema.Of(RecordType.Document), [new Shard("data/0", 1, "", 1_000_000, 1), new Shard("data/1", 1, "", 1_000_000, 1)]);
        var phases = DedupStage.Create(Defaults, InMemorySetup.For(input.Schema)).Plan([input]);
        Assert.Equal(["sign", "bucket", "cluster", "drop"], phases.Select(p => p.Name));
        // 2 million documents of 15 keys are 30 million, 4 million a bucket.
        Assert.Equal([2, 8, 1, 2], phases.Select(p => p.Tasks.Count));
    }

    [Fact]
    public void Nothing_to_search_for_is_a_fault()
    {
        var setup = InMemorySetup.For(DatasetSchema.Of(RecordType.Document));
        DedupStage.Create(new DedupOptions { Exact = false, Near = null }, setup);
        Assert.Equal("DP1110", Assert.Single(setup.Faults.Faults).Code);
    }

    [Fact]
    public void A_signature_of_too_many_hashes_is_a_fault()
    {
        var setup = InMemorySetup.For(DatasetSchema.Of(RecordType.Document));
        DedupStage.Create(new DedupOptions { Near = new MinHashOptions { Bands = 1000, Rows = 100 } }, setup);
        Assert.Equal("DP1111", Assert.Single(setup.Faults.Faults).Code);
    }

    [Fact]
    public void Inputs_of_different_columns_are_a_fault_that_names_them()
    {
        var scored = new DatasetSchema(RecordType.Document, [new NoteColumn("score", NoteType.Number, "A score.")]);
        var setup = new InMemorySetup { Inputs = [new StageInput("web", scored, []), new StageInput("books", DatasetSchema.Of(RecordType.Document), [])] };
        DedupStage.Create(Defaults, setup);
        var fault = Assert.Single(setup.Faults.Faults);
        Assert.Equal("DP1017", fault.Code);
        Assert.Contains("score", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'books'", fault.Message, StringComparison.Ordinal);
    }
}
