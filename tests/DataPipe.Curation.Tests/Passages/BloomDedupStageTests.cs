using DataPipe.Core.Faults;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Curation.Passages;
using DataPipe.Testing;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Passages;

public class BloomDedupStageTests(ITestOutputHelper output)
{
    private const string Stage = "dedup-bloom";

    [Fact]
    public async Task Of_equal_texts_the_first_in_the_stream_stays()
    {
        var run = await PassageRun.Of(Stage, new BloomDedupOptions(), PassageRun.Document("a", "one text"), PassageRun.Document("b", "another"), PassageRun.Document("c", " one text\n"), PassageRun.Document("d", "One text"));
        Assert.Equal(["a", "b", "d"], run.Ids);
        Assert.Equal(1, run.Dropped("duplicate"));
        Assert.Equal(["a", "b"], (await PassageRun.Of(Stage, new BloomDedupOptions { Normalize = PassageNormalization.Ccnet }, PassageRun.Document("a", "one text"), PassageRun.Document("b", "another"), PassageRun.Document("d", "One text"))).Ids);
    }

    [Fact]
    public async Task By_address_documents_without_one_stay()
    {
        var run = await PassageRun.Of(
            Stage, new BloomDedupOptions { By = BloomKey.Url },
            PassageRun.Document("a", "x") with { Url = "http://a.example/" }, PassageRun.Document("b", "y") with { Url = "http://a.example/" }, PassageRun.Document("c", "z"), PassageRun.Document("d", "z"));
        Assert.Equal(["a", "c", "d"], run.Ids);
    }

    [Fact]
    public async Task By_lines_and_paragraphs_documents_are_rewritten()
    {
        var lines = await PassageRun.Of(Stage, new BloomDedupOptions { By = BloomKey.Line, Memory = 1 << 20 }, PassageRun.Document("a", "Home\nA text."), PassageRun.Document("b", "Home\nAnother.\nAnother."), PassageRun.Document("c", "Home"));
        Assert.Equal("Another.", PassageRun.TextOf(lines, "b"));
        Assert.Equal(1, lines.Dropped("nothing-left"));
        var paragraphs = await PassageRun.Of(Stage, new BloomDedupOptions { By = BloomKey.Paragraph, Memory = 1 << 20 }, PassageRun.Document("a", "Home\nA text."), PassageRun.Document("b", "Home\n\nHome\nA text."));
        Assert.Equal("Home", PassageRun.TextOf(paragraphs, "b"));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.001)]
    public async Task What_occurs_once_is_lost_at_no_more_than_the_stated_rate_and_no_duplicate_stays(double rate)
    {
        const int Different = 40_000;
        var documents = Enumerable.Range(0, 2 * Different).Select(i => PassageRun.Document($"id-{i}", $"text {i % Different}")).ToList();
        var run = await PassageRun.Of(Stage, new BloomDedupOptions { FalsePositiveRate = rate, Memory = BytesFor(Different, rate) }, documents);
        var lost = Different - run.Records.Count;
        output.WriteLine($"stated {rate}, lost {(double)lost / Different:G3} of {Different} texts while the filter filled");
        Assert.Equal(run.Records.Count, run.Records.Select(r => r.Text).Distinct().Count());
        Assert.InRange(lost, 0, rate * Different + 3 * Math.Sqrt(rate * Different));
    }

    [Fact]
    public async Task Which_one_stays_follows_the_order_of_shards_and_nothing_else()
    {
        List<Document> documents = [.. Enumerable.Range(0, 500).Select(i => PassageRun.Document($"id-{i}", $"text {i % 100}"))];
        var reference = await PassageRun.Of(Stage, new BloomDedupOptions(), documents);
        // The same stream cut elsewhere.
        var cut = new StageInputRecords<Document>("web", DatasetSchema.Of(RecordType.Document), [documents[..13], documents[13..400], [], documents[400..]]);
        var again = await PassageRun.Of(Stage, new BloomDedupOptions(), [cut], StageRunnerOptions.Default with { LastTaskFirst = true, Workers = 7, BatchRecords = 3 });
        Assert.Equal(reference.Ids, again.Ids);
        // Another order keeps others, of the same texts.
        var reversed = await PassageRun.Of(Stage, new BloomDedupOptions(), [.. documents.AsEnumerable().Reverse()]);
        Assert.NotEqual(reference.Ids.Order(), reversed.Ids.Order());
        Assert.Equal(reference.Records.Select(r => r.Text.ToString()).Order(), reversed.Records.Select(r => r.Text.ToString()).Order());
    }

    [Fact]
    public async Task More_keys_than_the_rate_allows_end_the_run()
    {
        var documents = Enumerable.Range(0, 2000).Select(i => PassageRun.Document($"id-{i}", $"text {i}")).ToList();
        var fault = Assert.Single((await Assert.ThrowsAsync<FaultException>(() => PassageRun.Of(Stage, new BloomDedupOptions { Memory = 1 << 10 }, documents))).Faults);
        Assert.Equal("DP1151", fault.Code);
        Assert.Contains("raise memory", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_corpus_stays_empty()
    {
        Assert.Empty((await PassageRun.Of(Stage, new BloomDedupOptions(), [PassageRun.None], StageRunnerOptions.Default)).Records);
        Assert.Equal(2, (await PassageRun.Of(Stage, new BloomDedupOptions(), PassageRun.Document("a", ""), PassageRun.Document("b", " "))).Records.Count);
    }

    [Fact]
    public void Addresses_are_not_normalised()
    {
        var setup = InMemorySetup.For(DatasetSchema.Of(RecordType.Document));
        Steps.StageEntry(Stage).Create(new BloomDedupOptions { By = BloomKey.Url, Normalize = PassageNormalization.Simplified }, setup);
        Assert.Equal("DP1153", Assert.Single(setup.Faults.Faults).Code);
    }

    private static long BytesFor(int keys, double rate) => DataPipe.Text.Hashing.BloomFilter.BitsFor(keys, rate) / 8 + 8;
}
