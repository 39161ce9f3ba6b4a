using System.Text;
using DataPipe.Core.Records;
using DataPipe.Curation.Passages;
using DataPipe.Testing;
using DataPipe.Text.Hashing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Passages;

public class PassagePropertyTests
{
    [Theory]
    [InlineData("dedup-lines")]
    [InlineData("dedup-paragraphs")]
    [InlineData("dedup-sentences")]
    public void The_result_does_not_depend_on_shards_their_order_partitions_memory_batches_or_workers(string stage)
    {
        var cases =
            from seed in Gen.Choose(0, 1_000_000)
            from documents in Gen.Choose(0, 60)
            from shards in Gen.Choose(1, 7)
            from partitions in Gen.Choose(1, 9)
            from workers in Gen.Elements(1, 2, 7)
            from batch in Gen.Elements(1, 5, 256)
            select (seed, documents, shards, partitions, workers, batch);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var documents = Documents(c.seed, c.documents);
            var whole = Texts(PassageRun.Of(stage, Options(stage, null), documents).GetAwaiter().GetResult());
            var shuffled = documents.OrderBy(d => Chance.Bits(d.Id, c.seed)).ToList();
            var dealt = Texts(PassageRun.Of(
                stage, Options(stage, c.partitions), [InputRecords.Of("web", shuffled).Dealt(c.shards)],
                StageRunnerOptions.Default with { LastTaskFirst = true, Workers = c.workers, BatchRecords = c.batch }).GetAwaiter().GetResult());
            return whole.SequenceEqual(dealt);
        }));
    }

    [Fact]
    public void Every_line_stays_once_and_none_is_lost()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var documents = Documents(seed, 40);
            var run = PassageRun.Of("dedup-lines", new LineDedupOptions { Normalize = PassageNormalization.None }, documents).GetAwaiter().GetResult();
            var left = run.Records.SelectMany(Lines).ToList();
            return left.Count == left.Distinct().Count() && left.Order(StringComparer.Ordinal).SequenceEqual(documents.SelectMany(Lines).Distinct().Order(StringComparer.Ordinal));
        }));
    }

    [Theory]
    [InlineData("dedup-lines")]
    [InlineData("dedup-paragraphs")]
    [InlineData("dedup-sentences")]
    public async Task A_second_time_nothing_more_goes_of_lines_and_paragraphs_and_little_of_spans(string stage)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var first = await PassageRun.Of(stage, Options(stage, null), Documents(seed, 40));
            var second = await PassageRun.Of(stage, Options(stage, null), [.. first.Records]);
            // Where a span went, sentences meet that did not before, and may be a span that is elsewhere.
            if (stage != "dedup-sentences") Assert.Equal(Texts(first), Texts(second));
            else Assert.InRange(second.Records.Sum(r => r.SizeBytes), first.Records.Sum(r => r.SizeBytes) * 0.8, first.Records.Sum(r => r.SizeBytes));
        }
    }

    [Fact]
    public async Task All_hashes_and_little_memory_give_the_same()
    {
        var documents = Documents(7, 3000);
        var expected = Texts(await PassageRun.Of("dedup-lines", new LineDedupOptions(), documents));
        Assert.Equal(expected, Texts(await PassageRun.Of("dedup-lines", new LineDedupOptions { Hash = PassageHash.Sha1 }, documents)));
        Assert.Equal(expected, Texts(await PassageRun.Of("dedup-lines", new LineDedupOptions { Memory = 1 << 16 }, documents)));
    }

    // Lines, paragraphs and sentences of a small stock, so that many occur again.
    private static List<Document> Documents(int seed, int count)
    {
        List<Document> documents = [];
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            var sentences = (int)(Mix64.Combine((ulong)seed, (ulong)i) % 12);
            for (var j = 0; j < sentences; j++)
            {
                var bits = Mix64.Combine(Mix64.Combine((ulong)seed, (ulong)i), (ulong)j);
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Sentence {"abcdefgh"[(int)(bits % 8)]} of {"stuvwxyz"[(int)((bits >> 8) % 8)]} went on.");
                text.Append(((bits >> 16) % 5) switch { 0 => "\n", 1 => "\n\n", 2 => "\r\n", 3 => "\n \n", _ => " " });
            }

            documents.Add(PassageRun.Document($"id-{i}", text.ToString()));
        }

        return documents;
    }

    private static object Options(string stage, int? partitions) => stage switch
    {
        "dedup-lines" => new LineDedupOptions { Partitions = partitions },
        "dedup-paragraphs" => new ParagraphDedupOptions { Partitions = partitions },
        _ => new SentenceDedupOptions { Partitions = partitions, MinWords = null, MinSentences = null },
    };

    private static List<string> Texts(StageRun<Document> run) => [.. run.Records.Select(r => $"{r.Id}: {r.Text}").Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Document document) => document.Text.ToString().Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0);
}
