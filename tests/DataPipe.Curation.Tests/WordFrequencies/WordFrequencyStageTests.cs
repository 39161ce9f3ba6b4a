using System.Text;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Curation.WordFrequencies;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.WordFrequencies;

public class WordFrequencyStageTests
{
    private static readonly Document[] Documents =
    [
        new("a", Utf8Text.From("The river rose. The river fell."), "t"), new("b", Utf8Text.From("\"river, ÉTÉ été"), "t"), new("c", Utf8Text.From(""), "t"), new("d", Utf8Text.From("rose\nonce"), "t"),
    ];

    [Fact]
    public async Task Words_are_counted_in_lower_case_the_most_frequent_first()
    {
        var (table, run) = await TableAsync(new WordFrequencyOptions(), 1);
        Assert.Equal("word,count\nriver,3\n.,2\nrose,2\nthe,2\nété,2\n", table);
        Assert.Equal(5, run.Records[0].Notes[1].Integer);
        Assert.Equal(11, run.Records[0].Notes[2].Integer);
    }

    [Fact]
    public async Task The_table_does_not_depend_on_shards()
    {
        var options = new WordFrequencyOptions { MinCount = 1, Memory = 1 << 20 };
        Assert.Equal((await TableAsync(options, 1)).Table, (await TableAsync(options, 4)).Table);
    }

    [Fact]
    public async Task The_step_reads_what_the_stage_writes_quotes_and_commas_too()
    {
        var folder = Directory.CreateTempSubdirectory("datapipe-words-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "words.csv"), (await TableAsync(new WordFrequencyOptions { MinCount = 1 }, 1)).Table);
            var options = new UnigramOptions { Frequencies = new Dictionary<string, FilePattern> { ["any"] = new("words.csv", folder) }, MinLogProbability = null };
            // 15 occurrences: a comma and a quote once each, a river three times.
            var (_, document) = Steps.Run("unigram", options, new Document("x", Utf8Text.From("\" , river"), "t"));
            Assert.Equal((Math.Log(1 / 15.0) + Math.Log(1 / 15.0) + Math.Log(3 / 15.0)) / 3, document.Notes[0].Number, 1e-6);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string Table, StageRun<Document> Run)> TableAsync(WordFrequencyOptions options, int shards)
    {
        var input = InputRecords.Of("t", Documents).Dealt(shards);
        var run = await StageRunner.RunAsync(WordFrequencyStage.Create(options, InMemorySetup.For([input])), [input], StageRunnerOptions.Default);
        return (Encoding.UTF8.GetString(Assert.Single(run.Extras).Bytes), run);
    }
}
