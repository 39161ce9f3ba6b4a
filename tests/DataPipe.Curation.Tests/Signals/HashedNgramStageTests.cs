using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Curation.Signals;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Signals;

public sealed class HashedNgramStageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("datapipe-counts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Importance_weights_prefer_what_is_like_the_target()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "books"), await CountsAsync(1000, 1, "the heron stood in the reeds", "the heron flew"));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "web"), await CountsAsync(1000, 1, "click here to buy", "the best price, click here"));
        var plan = Steps.Plan("redpajama-signals", Options("books", "web"), DatasetSchema.Of(RecordType.Document));
        double Weight(string text)
        {
            var document = new Document("x", Utf8Text.From(text), "t");
            plan.Create<Document>().Run(ref document, out _);
            return document.Notes[plan.Output.IndexOf("rps_doc_books_importance")].Number;
        }

        Assert.True(Weight("the heron") > 0);
        Assert.True(Weight("click here") < 0);
    }

    [Fact]
    public async Task Counts_do_not_depend_on_shards()
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(i => $"text {i % 7} of {i}")];
        Assert.Equal(await CountsAsync(500, 1, texts), await CountsAsync(500, 5, texts));
    }

    [Fact]
    public async Task Files_that_are_none_or_do_not_fit_are_faults()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "books"), await CountsAsync(1000, 1, "a b"));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "other"), await CountsAsync(2000, 1, "a b"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "none"), "datapipe hashed n-grams 1\n16\n1\n");
        foreach (var source in (string[])["other", "none"])
        {
            var plan = Steps.Plan("redpajama-signals", Options("books", source), DatasetSchema.Of(RecordType.Document));
            Assert.Equal("DP1270", Assert.Throws<FaultException>(plan.Create<Document>).Faults[0].Code);
        }

        var fault = Assert.Single(Steps.Faults("redpajama-signals", Options("books", "other") with { ImportanceSource = null }, DatasetSchema.Of(RecordType.Document)));
        Assert.Equal("DP1270", fault.Code);
    }

    private RedPajamaOptions Options(string target, string source) => new()
    {
        Importance = new Dictionary<string, FilePattern> { [target] = new(target, _folder) }, ImportanceSource = new FilePattern(source, _folder),
    };

    private static async Task<byte[]> CountsAsync(int buckets, int shards, params string[] texts)
    {
        var input = InputRecords.Of("t", texts.Select((t, i) => new Document($"d{i}", Utf8Text.From(t), "t")).ToArray()).Dealt(shards);
        var run = await StageRunner.RunAsync(HashedNgramStage.Create(new HashedNgramOptions { Buckets = buckets }, InMemorySetup.For([input])), [input], StageRunnerOptions.Default);
        return Assert.Single(run.Extras).Bytes;
    }
}
