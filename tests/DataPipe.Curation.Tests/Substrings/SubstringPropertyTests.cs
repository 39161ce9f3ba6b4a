using DataPipe.Core.Records;
using DataPipe.Curation.Substrings;
using DataPipe.Curation.Tests.Dedup;
using DataPipe.Testing;
using DataPipe.Text.Hashing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Substrings;

public class SubstringPropertyTests
{
    // Few letters, so that nearly everything is repeated; some take two bytes, and share one of them.
    private static readonly string[] Letters = ["a", "é", "è", " ", "b", "ü"];

    [Fact]
    public void Leaves_what_the_definition_leaves_for_any_shards_order_memory_and_workers()
    {
        var cases =
            from seed in Gen.Choose(0, int.MaxValue)
            from documents in Gen.Choose(0, 30)
            from length in Gen.Choose(0, 90)
            from letters in Gen.Choose(1, 6)
            from window in Gen.Choose(2, 24)
            from unit in Gen.Frequency((3, Gen.Constant(SubstringUnit.Bytes)), (1, Gen.Constant(SubstringUnit.Words)))
            from keep in Gen.Elements(SubstringKeep.First, SubstringKeep.EarliestInput, SubstringKeep.None)
            from memory in Gen.Elements(1L, 3_000L, 100_000L, 1L << 26)
            from shards in Gen.Choose(1, 5)
            from buckets in Gen.Choose(1, 5)
            from workers in Gen.Elements(1, 2, 7)
            select (seed, documents, length, letters, options: new SubstringOptions { Length = window, Unit = unit, Keep = keep, Memory = memory, Buckets = buckets, MinCharacters = keep == SubstringKeep.None ? null : 5 }, shards, workers);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var documents = Documents(c.seed, c.documents, c.length, c.letters);
            List<List<Document>> inputs = [[.. documents.Where((_, i) => i % 3 == 0)], [.. documents.Where((_, i) => i % 3 != 0)]];
            var run = SubstringRun.Of(
                c.options,
                [.. inputs.Select((input, i) => InputRecords.Of($"input-{i}", Corpus.Shuffled(input, c.seed)).Dealt(c.shards))],
                StageRunnerOptions.Default with { Workers = c.workers, LastTaskFirst = c.seed % 2 == 0 }).GetAwaiter().GetResult();
            var expected = BruteForce.Texts(c.options, inputs);
            var found = SubstringRun.Texts(run);
            return expected.Count == found.Count && expected.All(e => found.TryGetValue(e.Key, out var text) && text == e.Value)
                && run.Tally.RecordsIn == documents.Count && run.Dropped("little-left") == documents.Count - found.Count;
        }));
    }

    private static List<Document> Documents(int seed, int count, int length, int letters)
    {
        List<Document> documents = [];
        for (var i = 0; i < count; i++)
        {
            var chance = Mix64.Combine((ulong)seed, (ulong)i);
            var text = string.Concat(Enumerable.Range(0, (int)(chance % (ulong)(length + 1))).Select(at => Letters[Mix64.Combine(chance, (ulong)at) % (ulong)letters]));
            // Every fourth is a copy of one before, or ends like it.
            if (i % 4 == 3) text = text[..(text.Length / 2)] + documents[i / 2].Text;
            documents.Add(Corpus.Document($"id-{i}", text));
        }

        return documents;
    }
}
