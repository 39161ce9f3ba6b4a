using DataPipe.Core.Records;
using DataPipe.Curation.Dedup;
using DataPipe.Testing;
using DataPipe.Text.MinHash;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Dedup;

public class DedupPropertyTests(ITestOutputHelper output)
{
    [Fact]
    public void Kept_ids_do_not_depend_on_shards_their_order_or_buckets()
    {
        var cases =
            from seed in Gen.Choose(0, 1_000_000)
            from originals in Gen.Choose(0, 40)
            from shards in Gen.Choose(1, 6)
            from buckets in Gen.Choose(1, 9)
            from workers in Gen.Elements(1, 2, 7, 100_000)
            from keep in Gen.Elements(DedupKeep.First, DedupKeep.Longest, DedupKeep.SourcePriority)
            select (seed, originals, shards, buckets, workers, keep);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var documents = Corpus.Mixed(c.seed, c.originals);
            var options = new DedupOptions { Keep = c.keep, Sources = c.keep == DedupKeep.SourcePriority ? ["web"] : null };
            var whole = Run(options, InputRecords.Of("web", documents), StageRunnerOptions.Default);
            var dealt = Run(
                options with { Buckets = c.buckets }, InputRecords.Of("web", Corpus.Shuffled(documents, c.seed)).Dealt(c.shards),
                StageRunnerOptions.Default with { LastTaskFirst = true, Workers = c.workers });
            return DedupRun.Kept(whole).SequenceEqual(DedupRun.Kept(dealt)) && Table(whole).SequenceEqual(Table(dealt));
        }));
    }

    [Fact]
    public void What_stays_holds_no_duplicates()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var options = new DedupOptions();
            var first = DedupRun.Of(options, Corpus.Mixed(seed, 30)).GetAwaiter().GetResult();
            var second = DedupRun.Of(options, [.. first.Records]).GetAwaiter().GetResult();
            return second.Rejects.Count == 0;
        }));
    }

    [Fact]
    public async Task Finds_planted_duplicates_and_merges_nothing_else()
    {
        const int Originals = 300;
        var preset = MinHashPreset.Standard;
        List<Document> documents = [];
        double expected = 0, variance = 0;
        for (var i = 0; i < Originals; i++)
        {
            var text = Corpus.Text(i, 200);
            var edited = Corpus.Edited(text, i, 55);
            documents.Add(Corpus.Document($"original-{i}", text));
            documents.Add(Corpus.Document($"edited-{i}", edited));
            documents.Add(Corpus.Document($"copy-{i}", text));
            documents.Add(Corpus.Document($"alone-{i}", Corpus.Text(i + 1_000_000, 200)));
            var chance = preset.MatchProbability(ShingleSet.Of(documents[^4].Text.Span, preset).Jaccard(ShingleSet.Of(documents[^3].Text.Span, preset)));
            expected += chance;
            variance += chance * (1 - chance);
        }

        var run = await DedupRun.Of(new DedupOptions(), [InputRecords.Of("web", documents).Dealt(4)]);
        var kept = run.Ids.ToHashSet();
        Assert.All(Enumerable.Range(0, Originals), i => Assert.Contains($"alone-{i}", kept));
        // Of every original with its copy and its edition at least one stays, and never the two that are equal.
        Assert.All(Enumerable.Range(0, Originals), i => Assert.Contains(kept, id => id == $"original-{i}" || id == $"copy-{i}" || id == $"edited-{i}"));
        Assert.All(Enumerable.Range(0, Originals), i => Assert.False(kept.Contains($"original-{i}") && kept.Contains($"copy-{i}")));
        var found = Enumerable.Range(0, Originals).Count(i => new[] { "original", "copy", "edited" }.Count(kind => kept.Contains($"{kind}-{i}")) == 1);
        output.WriteLine($"{found} of {Originals} editions found, {expected:0.0} expected of the banding");
        Assert.InRange(found, expected - 4 * Math.Sqrt(variance) - 1, expected + 4 * Math.Sqrt(variance) + 1);
    }

    private static StageRun<Document> Run(DedupOptions options, StageInputRecords<Document> input, StageRunnerOptions runner) =>
        DedupRun.Of(options, [input], [], runner).GetAwaiter().GetResult();

    private static List<ClusterRow> Table(StageRun<Document> run) => [.. ClusterRow.ReadAsync(run).GetAwaiter().GetResult().OrderBy(r => r.Id, StringComparer.Ordinal)];
}
