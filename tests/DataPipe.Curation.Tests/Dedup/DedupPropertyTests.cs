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
            from keep in Gen.Elements(DedupKeep.First, DedupKeep.Longest)
            select (seed, originals, shards, buckets, keep);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var documents = Corpus.Mixed(c.seed, c.originals);
            var whole = Kept(new DedupOptions { Keep = c.keep }, InputRecords.Of("web", documents), lastFirst: false);
            var dealt = Kept(
                new DedupOptions { Keep = c.keep, Buckets = c.buckets }, InputRecords.Of("web", Corpus.Shuffled(documents, c.seed)).Dealt(c.shards), lastFirst: true);
            return whole.SequenceEqual(dealt);
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

    private static IReadOnlyList<string> Kept(DedupOptions options, StageInputRecords<Document> input, bool lastFirst) =>
        DedupRun.Kept(DedupRun.Of(options, [input], [], StageRunnerOptions.Default with { LastTaskFirst = lastFirst }).GetAwaiter().GetResult());
}
