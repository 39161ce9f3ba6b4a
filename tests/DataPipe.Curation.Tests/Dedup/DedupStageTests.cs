using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Curation.Dedup;
using DataPipe.Curation.Filters;
using DataPipe.Testing;
using DataPipe.Text.MinHash;

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
        var run = await DedupRun.Of(Defaults with { Exact = null }, Corpus.Document("a", text), Corpus.Document("b", text), Corpus.Document("c", "!!!"), Corpus.Document("d", "!!!"));
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
        DedupStage.Create(new DedupOptions { Exact = null, Near = null }, setup);
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

    [Fact]
    public async Task Texts_are_the_same_by_the_rule_that_is_chosen()
    {
        Document[] documents = [Corpus.Document("a", "One  text\n here."), Corpus.Document("b", " One text here. "), Corpus.Document("c", "ONE text, here!"), Corpus.Document("d", "--"), Corpus.Document("e", "!!")];
        async Task<int> Dropped(ExactRule rule) => (int)(await DedupRun.Of(Defaults with { Near = null, Exact = rule }, documents)).Dropped("exact-duplicate");
        Assert.Equal(0, await Dropped(ExactRule.Bytes));
        Assert.Equal(1, await Dropped(ExactRule.Whitespace));
        Assert.Equal(2, await Dropped(ExactRule.Words));
    }

    [Fact]
    public async Task Pages_of_one_address_are_duplicates_by_the_rule_that_is_chosen()
    {
        string[] urls = ["http://www.Example.org:80/a/", "https://example.org/a#top", "https://example.org/A", "https://example.org:443/a", "http://example.org:443/a", ""];
        var documents = urls.Select((url, i) => Corpus.Document($"id-{i}", Corpus.Text(i, 50)) with { Url = url.Length == 0 ? null : url }).Append(Corpus.Document("none", Corpus.Text(99, 50))).ToList();
        async Task<StageRun<Document>> Run(UrlRule? rule, int like) => await DedupRun.Of(Defaults with { Url = rule }, [.. documents, documents[0] with { Id = "again", Text = Utf8Text.From(Corpus.Text(like, 50)) }]);
        Assert.Empty((await Run(null, 77)).Rejects);
        Assert.Equal(1, (await Run(UrlRule.Verbatim, 77)).Dropped("url-duplicate"));
        Assert.Equal(3, (await Run(UrlRule.Canonical, 77)).Dropped("url-duplicate"));
        Assert.Equal(1, (await Run(UrlRule.Verbatim, 0)).Dropped("exact-duplicate"));
    }

    [Fact]
    public async Task Keeps_the_newest()
    {
        var day = new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);
        var run = await DedupRun.Of(
            Defaults with { Keep = DedupKeep.Newest },
            Corpus.Document("undated", "one text"),
            Corpus.Document("old", "one text") with { FetchedAt = day },
            Corpus.Document("new", "one text") with { FetchedAt = day.AddDays(3), PublishedAt = day.AddYears(-9) },
            Corpus.Document("published", "one text") with { PublishedAt = day.AddDays(2) });
        Assert.Equal(["new"], run.Ids);
    }

    [Theory]
    [InlineData(NoteType.Number)]
    [InlineData(NoteType.Integer)]
    public async Task Keeps_the_best_score(NoteType type)
    {
        var schema = new DatasetSchema(RecordType.Document, [new NoteColumn("quality", type, "A score.")]);
        NoteValue Value(int score) => type == NoteType.Number ? NoteValue.Of(score / 10.0) : NoteValue.Of((long)score);
        int?[] scores = [-7, null, 3, 12, 0, -100];
        for (var best = 3; best >= 0; best--)
        {
            List<Document> documents = [.. scores.Select((score, i) => Corpus.Document($"id-{i}", "one text").WithNotes(score is { } value ? new Notes([Value(value)]) : Notes.None)).Skip(3 - best)];
            var run = await DedupRun.Of(Defaults with { Keep = DedupKeep.BestScore, ScoreColumn = "quality" }, [new StageInputRecords<Document>("web", schema, [documents])]);
            Assert.Equal(["id-3"], run.Ids);
        }

        var bad = await DedupRun.Of(
            Defaults with { Keep = DedupKeep.BestScore, ScoreColumn = "quality" },
            [new StageInputRecords<Document>("web", schema, [[Corpus.Document("none", "one text"), Corpus.Document("bad", "one text").WithNotes(new Notes([Value(-100)]))]])]);
        Assert.Equal(["bad"], bad.Ids);
    }

    [Fact]
    public async Task Keeps_the_document_of_the_most_wanted_source()
    {
        var run = await DedupRun.Of(
            Defaults with { Keep = DedupKeep.SourcePriority, Sources = ["books", "wikipedia"] },
            Corpus.Document("a", "one text", "web"), Corpus.Document("b", "one text", "wikipedia"), Corpus.Document("c", "one text", "books"), Corpus.Document("d", "one text", "other"));
        Assert.Equal(["c"], run.Ids);
    }

    [Fact]
    public async Task What_is_dropped_names_the_id_that_stays()
    {
        var text = Corpus.Text(1, 300);
        var run = await DedupRun.Of(Defaults with { Keep = DedupKeep.Longest }, Corpus.Document("short", text), Corpus.Document("long", text + " behind"), Corpus.Document("same", text + " behind"));
        var kept = Assert.Single(run.Ids);
        Assert.All(run.Rejects, r => Assert.StartsWith($"{kept} stays, similarity ", r.Details, StringComparison.Ordinal));
        Assert.Contains(run.Rejects, r => r.Details == $"{kept} stays, similarity 1.00");
    }

    [Fact]
    public async Task The_table_of_clusters_tells_size_likeness_and_what_stays()
    {
        List<Document> documents = [];
        for (var i = 0; i < 40; i++)
        {
            var text = Corpus.Text(i, 200);
            documents.Add(Corpus.Document($"original-{i}", text));
            if (i % 2 == 0) documents.Add(Corpus.Document($"edited-{i}", Corpus.Edited(text, i, 60)));
            if (i % 4 == 0) documents.Add(Corpus.Document($"copy-{i}", text));
        }

        var run = await DedupRun.Of(Defaults, [InputRecords.Of("web", documents).Dealt(3)]);
        var rows = await ClusterRow.ReadAsync(run);
        Assert.Equal(rows.Count, rows.DistinctBy(r => r.Id).Count());
        Assert.Equal(run.Rejects.Select(r => r.Record.Id).Order(), rows.Where(r => !r.Kept).Select(r => r.Id).Order());
        foreach (var cluster in rows.GroupBy(r => r.Cluster))
        {
            Assert.Equal(cluster.Key, Assert.Single(cluster, r => r.Kept).Id);
            Assert.Contains(cluster.Key, run.Ids);
            Assert.All(cluster, r => Assert.Equal(cluster.Count(), r.Size));
            var kept = ShingleSet.Of(documents.Single(d => d.Id == cluster.Key).Text.Span, MinHashPreset.Standard);
            foreach (var row in cluster) Assert.InRange(row.Similarity!.Value - ShingleSet.Of(documents.Single(d => d.Id == row.Id).Text.Span, MinHashPreset.Standard).Jaccard(kept), -0.25, 0.25);
        }
    }

    [Theory]
    [InlineData(nameof(DedupKeep.BestScore), null, null, "score-column")]
    [InlineData(nameof(DedupKeep.SourcePriority), null, null, "sources")]
    [InlineData(nameof(DedupKeep.First), "quality", null, "score-column")]
    [InlineData(nameof(DedupKeep.First), null, "web", "sources")]
    public void A_keep_rule_and_what_it_looks_at_belong_together(string keep, string? column, string? source, string named)
    {
        var setup = InMemorySetup.For(new DatasetSchema(RecordType.Document, [new NoteColumn("quality", NoteType.Number, "A score.")]));
        DedupStage.Create(Defaults with { Keep = Enum.Parse<DedupKeep>(keep), ScoreColumn = column, Sources = source is null ? null : [source] }, setup);
        var fault = Assert.Single(setup.Faults.Faults);
        Assert.Equal("DP1113", fault.Code);
        Assert.Contains($"'{named}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_score_column_is_a_fault_that_names_what_there_is()
    {
        var setup = InMemorySetup.For(new DatasetSchema(RecordType.Document, [new NoteColumn("quality", NoteType.Number, "A score."), new NoteColumn("label", NoteType.Text, "A label.")]));
        DedupStage.Create(Defaults with { Keep = DedupKeep.BestScore, ScoreColumn = "qualty" }, setup);
        DedupStage.Create(Defaults with { Keep = DedupKeep.BestScore, ScoreColumn = "label" }, setup);
        Assert.Equal(["DP1013", "DP1113"], setup.Faults.Faults.Select(f => f.Code));
        Assert.Contains("'quality'", setup.Faults.Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_similarity_is_solved_and_does_not_stand_beside_bands()
    {
        var solved = new MinHashOptions { Similarity = 0.8, Hashes = 128 }.ToPreset();
        Assert.Equal((9, 13), (solved.Bands, solved.Rows));
        Assert.Equal((14, 9, 13), (new MinHashOptions { Preset = NearPreset.RedpajamaV2 }.ToPreset() is var r ? (r.Bands, r.Rows, r.ShingleWords) : default));
        Assert.Equal((450, 20, 5), (new MinHashOptions { Preset = NearPreset.Refinedweb }.ToPreset() is var w ? (w.Bands, w.Rows, w.ShingleWords) : default));
        var setup = InMemorySetup.For(DatasetSchema.Of(RecordType.Document));
        DedupStage.Create(Defaults with { Near = new MinHashOptions { Similarity = 0.8, Bands = 3 } }, setup);
        DedupStage.Create(Defaults with { Near = new MinHashOptions { Hashes = 128 } }, setup);
        Assert.Equal(["DP1113", "DP1113"], setup.Faults.Faults.Select(f => f.Code));
    }

    [Fact]
    public void The_curve_is_told_before_anything_runs()
    {
        var lines = DedupStage.Create(Defaults, InMemorySetup.For(DatasetSchema.Of(RecordType.Document))).Explanation;
        Assert.Contains("14 bands", lines[0], StringComparison.Ordinal);
        Assert.Equal(lines[1].Length, lines[2].Length);
        Assert.Contains("92.4%", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_two_gigabytes_is_signed_without_a_second_one_of_it()
    {
        if (Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") != "1") return;
        var bytes = new byte[2_000_000_000];
        var piece = System.Text.Encoding.UTF8.GetBytes(Corpus.Text(1, 20_000) + "\n");
        for (var at = 0; at < bytes.Length; at += piece.Length) piece.AsSpan(0, Math.Min(piece.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
        var before = GC.GetTotalAllocatedBytes();
        var run = await DedupRun.Of(Defaults, new Document("large", new Utf8Text(bytes), "web") { Tokens = 1 }, Corpus.Document("small", "some text"));
        Assert.Equal(["large", "small"], run.Ids);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 400_000_000);
    }
}
