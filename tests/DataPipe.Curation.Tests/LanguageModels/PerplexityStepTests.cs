using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Curation.LanguageModels;
using DataPipe.Curation.LanguageModels.Training;

namespace DataPipe.Curation.Tests.LanguageModels;

public sealed class PerplexityStepTests : IDisposable
{
    private static readonly DatasetSchema Documents = DatasetSchema.Of(RecordType.Document);
    private readonly string _folder = Directory.CreateTempSubdirectory("datapipe-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Text_like_the_training_text_is_the_least_perplexing()
    {
        var lines = TrainedModel.Lines(400, 21);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "model"), (await TrainedModel.OfAsync(new NgramModelOptions { Order = 3 }, lines)).Bytes);
        double Perplexity(string text) => Steps.Run("perplexity", Options("model"), new Document("x", Utf8Text.From(text), "t")).Document.Notes[0].Number;
        Assert.True(Perplexity(lines[0]) < Perplexity("w29 w28 w29 w27"));
        Assert.True(Perplexity("w29 w28 w29 w27") < Perplexity("words that nobody has seen"));
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_a_fault_of_the_task()
    {
        var model = (await TrainedModel.OfAsync(new NgramModelOptions { Order = 2 }, "a b c")).Bytes;
        await File.WriteAllBytesAsync(Path.Combine(_folder, "cut"), model[..^9]);
        await File.WriteAllTextAsync(Path.Combine(_folder, "text"), "This is no model.");
        await File.WriteAllTextAsync(Path.Combine(_folder, "empty"), "");
        foreach (var name in (string[])["cut", "text", "empty"])
            Assert.Equal("DP1262", Assert.Throws<FaultException>(Steps.Plan("perplexity", Options(name), Documents).Create<Document>).Faults[0].Code);
    }

    [Fact]
    public void Options_that_do_not_fit_are_faults()
    {
        Assert.Equal("DP1263", Assert.Single(Steps.Faults("perplexity", new PerplexityOptions(), Documents)).Code);
        File.WriteAllText(Path.Combine(_folder, "model"), "");
        var cutoffs = Options("model") with { Cutoffs = new Dictionary<string, PerplexityCutoffs> { ["de"] = new() { Head = 5, Middle = 3 } } };
        Assert.Equal(["DP1263", "DP1263"], Steps.Faults("perplexity", cutoffs, Documents).Select(f => f.Code));
    }

    private PerplexityOptions Options(string name) => new() { Models = new Dictionary<string, FilePattern> { ["any"] = new(name, _folder) } };
}
