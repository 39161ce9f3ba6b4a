using DataPipe.Core.Records;
using DataPipe.Curation.Semantic;
using DataPipe.Curation.Tests.Dedup;
using DataPipe.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Semantic;

public class SemanticPropertyTests
{
    [Fact]
    public void What_is_marked_does_not_depend_on_shards_their_order_memory_or_workers()
    {
        var cases =
            from seed in Gen.Choose(0, 1_000_000)
            from count in Gen.Choose(0, 120)
            from dimensions in Gen.Choose(1, 40)
            from clusters in Gen.Elements<int?>(null, 1, 3, 200)
            from keep in Gen.Elements(SemanticKeep.Farthest, SemanticKeep.Closest, SemanticKeep.First, SemanticKeep.Longest)
            from shards in Gen.Choose(1, 6)
            from buckets in Gen.Choose(1, 5)
            from memory in Gen.Elements(1L, 20_000L, 1L << 26)
            from workers in Gen.Elements(1, 2, 7)
            select (seed, count, dimensions, options: new SemanticOptions { Clusters = clusters, Keep = keep, Iterations = 4, SamplesPerCluster = 20, MinSimilarity = 0.95, Action = SemanticAction.Mark }, shards, buckets, memory, workers);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var documents = SemanticRun.Mixed(c.seed, c.count, c.dimensions);
            var whole = SemanticRun.Of(c.options, documents).GetAwaiter().GetResult();
            var dealt = SemanticRun.Of(
                c.options with { Buckets = c.buckets, Memory = c.memory }, Corpus.Shuffled(documents, c.seed), c.shards,
                StageRunnerOptions.Default with { Workers = c.workers, LastTaskFirst = true }).GetAwaiter().GetResult();
            return Notes(whole).SequenceEqual(Notes(dealt)) && whole.Records.Count == documents.Count;
        }));
    }

    [Fact]
    public void Duplicates_are_those_of_the_definition()
    {
        var cases =
            from seed in Gen.Choose(0, 1_000_000)
            from count in Gen.Choose(1, 150)
            from dimensions in Gen.Choose(2, 50)
            from clusters in Gen.Elements<int?>(null, 1, 4)
            from keep in Gen.Elements(SemanticKeep.First, SemanticKeep.Longest)
            from memory in Gen.Elements(1L, 30_000L, 1L << 26)
            select (seed, count, dimensions, options: new SemanticOptions { Clusters = clusters, Keep = keep, Iterations = 3, MinSimilarity = 0.9, Memory = memory, Action = SemanticAction.Mark });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var documents = SemanticRun.Mixed(c.seed, c.count, c.dimensions);
            var marked = SemanticRun.Of(c.options, documents).GetAwaiter().GetResult();
            var expected = SemanticReference.Similarities(marked.Records, c.options.Keep);
            var left = SemanticRun.Of(c.options with { Action = SemanticAction.Remove }, documents).GetAwaiter().GetResult();
            return marked.Records.All(d => IsAsExpected(d, expected, c.options.MinSimilarity))
                && left.Ids.ToHashSet().SetEquals(marked.Records.Where(d => !d.Notes[5].Boolean).Select(d => d.Id));
        }));
    }

    private static bool IsAsExpected(Document document, Dictionary<string, double?> expected, double least)
    {
        if (!expected.TryGetValue(document.Id, out var similarity)) return !document.Notes[5].HasValue;
        if (similarity is not { } known) return !document.Notes[4].HasValue && !document.Notes[5].Boolean;
        // Within rounding of the threshold both answers are right.
        return Math.Abs(document.Notes[4].Number - known) < 1e-5 && (Math.Abs(known - least) < 1e-5 || document.Notes[5].Boolean == known > least);
    }

    private static List<(string, Notes)> Notes(StageRun<Document> run) => [.. run.Records.OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => (d.Id, d.Notes))];
}
