using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Curation.Dedup;
using DataPipe.Testing;
using DataPipe.Text.Hashing;
using DataPipe.Text.MinHash;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Dedup.Verifying;

public class VerifyTests(ITestOutputHelper output)
{
    // Finds nearly all pairs that have a quarter in common.
    private static readonly MinHashOptions Loose = new() { Bands = 60, Rows = 2 };

    [Fact]
    public void What_stays_is_what_comparing_all_pairs_keeps_whatever_shards_order_buckets_and_memory()
    {
        var (documents, fewer) = (0, 0);
        var cases =
            from seed in Gen.Choose(0, 1_000_000)
            from originals in Gen.Choose(0, 12)
            from least in Gen.Elements(0, 0.3, 0.5, 0.7, 0.8, 0.95, 1)
            from keep in Gen.Elements(DedupKeep.First, DedupKeep.Longest)
            from url in Gen.Elements<UrlRule?>(null, UrlRule.Verbatim)
            from exact in Gen.Elements<ExactRule?>(null, ExactRule.Bytes, ExactRule.Words)
            from shards in Gen.Choose(1, 6)
            from buckets in Gen.Choose(1, 9)
            from workers in Gen.Elements(1, 7, 100_000)
            select (seed, originals, least, keep, url, exact, shards, buckets, workers);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var corpus = Families(c.seed, c.originals);
            var options = new DedupOptions { Exact = c.exact, Url = c.url, Keep = c.keep, Near = Loose with { Verify = c.least } };
            var whole = Run(options, InputRecords.Of("web", corpus), StageRunnerOptions.Default);
            var dealt = Run(
                options with { Buckets = c.buckets, Memory = 1 }, InputRecords.Of("web", Corpus.Shuffled(corpus, c.seed)).Dealt(c.shards),
                StageRunnerOptions.Default with { LastTaskFirst = true, Workers = c.workers });
            var expected = VerifyReference.KeptAsync(options, corpus).GetAwaiter().GetResult();
            (documents, fewer) = (documents + corpus.Count, fewer + corpus.Count - expected.Count);
            return DedupRun.Kept(whole).SequenceEqual(expected) && DedupRun.Kept(dealt).SequenceEqual(expected)
                && Table(whole).SequenceEqual(Table(dealt)) && IsTrue(whole, corpus, options) && IsTrue(dealt, corpus, options);
        }));
        output.WriteLine($"{documents} documents, {fewer} of them went");
        Assert.InRange(fewer, 1, documents - 1);
    }

    [Fact]
    public async Task Nothing_goes_that_is_less_similar_than_asked_and_all_else_that_was_found_goes()
    {
        const int Pairs = 2000;
        const double Least = 0.8;
        List<Document> documents = [];
        for (var pair = 0; pair < Pairs; pair++)
        {
            var text = Corpus.Text(pair * 7919, 160);
            documents.Add(Corpus.Document($"{pair}-original", text));
            documents.Add(Corpus.Document($"{pair}-edited", string.Join(' ', text.Split(' ').Skip((int)(Mix64.Of((ulong)pair) % 60)))));
        }

        var options = new DedupOptions { Near = new MinHashOptions { Verify = Least } };
        var found = await DedupRun.Of(options with { Near = new MinHashOptions() }, [InputRecords.Of("web", documents).Dealt(3)]);
        var verified = await DedupRun.Of(options, [InputRecords.Of("web", documents).Dealt(3)]);
        var exact = Enumerable.Range(0, Pairs).ToDictionary(p => $"{p}", p => Similarity(documents[2 * p], documents[2 * p + 1], MinHashPreset.Standard));
        double Of(string id) => exact[id.Split('-')[0]];
        var gone = verified.Rejects.Select(r => r.Record.Id).Order().ToList();
        output.WriteLine($"{found.Rejects.Count} pairs found, {gone.Count} of them at least {Least} similar, the least {gone.Min(Of):0.000}");
        Assert.Equal(found.Rejects.Select(r => r.Record.Id).Where(id => Of(id) >= Least).Order(), gone);
        Assert.True(gone.Count < found.Rejects.Count);
        Assert.Equal(found.Rejects.Count - gone.Count, Warned(verified, "near-unlike"));
        Assert.True(IsTrue(verified, documents, options));
    }

    [Fact]
    public async Task Of_one_text_many_times_one_stays_and_none_is_compared()
    {
        var documents = Enumerable.Range(0, 20_000).Select(i => Corpus.Document($"id-{i}", "The river had risen in the night, and in the morning the bridge was gone.")).ToList();
        var run = await DedupRun.Of(new DedupOptions { Near = new MinHashOptions { Verify = 1 } }, [InputRecords.Of("web", documents).Dealt(5)]);
        Assert.Single(run.Records);
        Assert.Equal(19_999, run.Dropped("exact-duplicate"));
        Assert.Equal(0, Warned(run, "near-unlike"));
    }

    [Fact]
    public async Task Beyond_the_leaders_that_are_compared_near_duplicates_stay_and_copies_go()
    {
        const int Originals = 300, Compared = 256;
        var common = Corpus.Text(1, 60);
        var first = Enumerable.Range(0, Originals).Select(i => Corpus.Document($"original-{i}", $"{common} {Corpus.Text(1000 + i, 60)}")).ToList();
        var near = first.Select((d, i) => Corpus.Document($"near-{i}", d.Text + " behind"));
        var copies = first.Select((d, i) => Corpus.Document($"copy-{i}", d.Text.ToString()));
        var options = new DedupOptions { Keep = DedupKeep.EarliestInput, Near = Loose with { Verify = 0.8 } };
        var run = await DedupRun.Of(options, [InputRecords.Of("web", first).Dealt(3), InputRecords.Of("more", [.. near, .. copies]).Dealt(2)]);
        Assert.Equal(Originals, run.Ids.Count(id => id.StartsWith("original", StringComparison.Ordinal)));
        Assert.Equal(Originals - Compared, run.Ids.Count(id => id.StartsWith("near", StringComparison.Ordinal)));
        Assert.Equal(Originals, run.Dropped("exact-duplicate"));
        Assert.Equal(Compared, run.Dropped("near-duplicate"));
        Assert.Equal(Compared, Warned(run, "near-unlike")); // all but the first that are compared, and the first that is not remembered with its shingles
        Assert.Equal(2 * (Originals - Compared) - 1, Warned(run, "near-uncompared"));
    }

    [Fact]
    public async Task Sets_that_do_not_fit_into_memory_are_sorted_on_disk()
    {
        var documents = Enumerable.Range(0, 300).SelectMany(i =>
        {
            var text = Corpus.Text(i, 1500);
            return new[] { Corpus.Document($"a-{i}", text), Corpus.Document($"b-{i}", text + " " + Corpus.Text(-i, i)) };
        }).ToList();
        var options = new DedupOptions { Near = Loose with { Verify = 0.9 } };
        var roomy = await DedupRun.Of(options, documents);
        var tight = await DedupRun.Of(options with { Memory = 1 }, documents); // a sorter of 4 MB for 15 MB of shingles
        Assert.Equal(roomy.Ids, tight.Ids);
        Assert.Equal(Table(roomy), Table(tight));
        Assert.True(IsTrue(tight, documents, options));
        Assert.InRange(tight.Rejects.Count, 150, 170); // 1496 shingles of 1496 + i
    }

    [Fact]
    public async Task What_differs_in_numbers_alone_is_compared_by_its_own_shingles()
    {
        // By the rule 'words' the copies are one text; by RefinedWeb's shingles, in which numbers stay, one is like the longest and the other is not.
        string Text(string number) => string.Join(' ', Corpus.Text(1, 100).Split(' ').Select((word, i) => i % 9 == 4 ? number : word));
        var options = new DedupOptions { Exact = ExactRule.Words, Keep = DedupKeep.Longest, Near = Loose with { Preset = NearPreset.Refinedweb, Verify = 0.8 } };
        for (var i = 0; i < 8; i++)
        {
            var run = await DedupRun.Of(options, Corpus.Document("longest", Text("7") + " behind"), Corpus.Document($"like-{i}", Text("7")), Corpus.Document($"unlike-{i}", Text("8")));
            Assert.Equal(["longest", $"unlike-{i}"], DedupRun.Kept(run));
        }
    }

    [Fact]
    public void Verifying_does_not_go_with_an_index_which_holds_no_texts()
    {
        var setup = InMemorySetup.For(DatasetSchema.Of(RecordType.Document));
        DedupStage.Create(new DedupOptions { Near = new MinHashOptions { Verify = 0.8 }, Index = true }, setup);
        var fault = Assert.Single(setup.Faults.Faults);
        Assert.Equal("DP1113", fault.Code);
        Assert.Contains("'verify'", fault.Message, StringComparison.Ordinal);
    }

    // Originals with editions of every likeness, chains of them, copies, and pages whose text changed.
    private static List<Document> Families(int seed, int originals)
    {
        List<Document> documents = [];
        for (var i = 0; i < originals; i++)
        {
            var text = Corpus.Text(seed + 1000 * i, 30 + i);
            for (var edition = 0; edition < 8; edition++)
            {
                var bits = Mix64.Combine((ulong)(seed + i), (ulong)edition);
                if (bits % 4 != 0) text = Corpus.Edited(text, seed + edition, 8 + (int)((bits >> 8) % 30));
                documents.Add(Corpus.Document($"{i}-{edition}", text) with { Url = (bits >> 40) % 3 == 0 ? null : $"https://example.org/{(bits >> 32) % 6}" });
            }

            documents.Add(Corpus.Document($"{i}-marks", i % 2 == 0 ? "!!!" : "???") with { Url = "https://example.org/1" });
        }

        return documents;
    }

    // Whether the table and the reasons tell the truth of every document that went.
    private static bool IsTrue(StageRun<Document> run, IReadOnlyList<Document> documents, DedupOptions options)
    {
        var (byId, rows, preset) = (documents.ToDictionary(d => d.Id), Table(run), options.Near!.ToPreset());
        var kept = run.Ids.ToHashSet();
        var reasons = run.Rejects.ToDictionary(r => r.Record.Id, r => r.Reason);
        return rows.Count(r => !r.Kept) == reasons.Count
            && rows.GroupBy(r => r.Cluster).All(c => c.Count() == c.First().Size && c.Count() > 1 && c.Count(r => r.Kept) == 1)
            && rows.All(row => kept.Contains(row.Cluster) && row.Kept == kept.Contains(row.Id) && (row.Kept || reasons[row.Id] switch
            {
                "exact-duplicate" => row.Similarity == 1 && byId[row.Id].Text.Span.SequenceEqual(byId[row.Cluster].Text.Span),
                "url-duplicate" => row.Similarity is null && byId[row.Id].Url == byId[row.Cluster].Url,
                _ => Similarity(byId[row.Id], byId[row.Cluster], preset) is var similarity && similarity >= options.Near.Verify && row.Similarity == Math.Round((float)similarity, 3),
            }));
    }

    private static double Similarity(Document first, Document second, MinHashPreset preset) => ShingleSet.Of(first.Text.Span, preset).Jaccard(ShingleSet.Of(second.Text.Span, preset));

    private static long Warned(StageRun<Document> run, string kind) => run.Tally.Warnings.Where(w => w.Kind == kind).Sum(w => w.Count);

    private static StageRun<Document> Run(DedupOptions options, StageInputRecords<Document> input, StageRunnerOptions runner) =>
        DedupRun.Of(options, [input], [], runner).GetAwaiter().GetResult();

    private static List<ClusterRow> Table(StageRun<Document> run) => [.. ClusterRow.ReadAsync(run).GetAwaiter().GetResult().OrderBy(r => r.Id, StringComparer.Ordinal)];
}
