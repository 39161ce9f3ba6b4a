using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Annotators;
using DataPipe.Text.FastText;

namespace DataPipe.Curation.Tests.Annotators;

public sealed class FastTextStepTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("datapipe-fasttext-step-").FullName;

    public FastTextStepTests()
    {
        var examples = new FastTextExamples();
        for (var i = 0; i < 50; i++)
        {
            examples.Add("good", "the river rose in the night and people went to look at it"u8);
            examples.Add("bad", "buy cheap pills online now best price click here"u8);
        }

        var model = FastTextTrainer.Train(examples, new() { Dimensions = 4, WordNgrams = 1, Epochs = 40, Rate = 0.5 }, (_, _) => { }, CancellationToken.None);
        using var file = File.Create(Path.Combine(_folder, "quality.bin"));
        model.Write(file);
    }

    private FilePattern Model => new("quality.bin", _folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Notes_label_and_score_of_each_document()
    {
        var chain = Plan(new() { Model = Model }).Create<Document>();
        foreach (var (text, label) in (ReadOnlySpan<(string, string)>)[("people at\nthe river", "good"), ("cheap pills online", "bad")])
        {
            var document = new Document("id", Utf8Text.From(text), "web");
            Assert.False(chain.Run(ref document, out _).IsDrop);
            Assert.Equal(label, document.Notes[0].Text);
            Assert.InRange(document.Notes[1].Number, 0.9, 1);
        }
    }

    [Fact]
    public void The_score_may_be_that_of_one_label()
    {
        var chain = Plan(new() { Model = Model, Label = "good", Column = "quality", MinScore = 0.5 }).Create<Document>();
        var good = new Document("id", Utf8Text.From("people at the river"), "web");
        Assert.False(chain.Run(ref good, out _).IsDrop);
        Assert.InRange(good.Notes[1].Number, 0.9, 1);
        var bad = new Document("id", Utf8Text.From("cheap pills online"), "web");
        Assert.Equal(FastTextStep.LowScore, chain.Run(ref bad, out _).Reason);
    }

    [Fact]
    public void Two_models_have_columns_of_their_own()
    {
        var first = Plan(new() { Model = Model });
        Assert.Equal(["fasttext_label", "fasttext_score"], first.Output.Notes.Select(n => n.Name));
        Assert.Equal(["fasttext_label", "fasttext_score", "other_label", "other_score"], Steps.Plan("fasttext", new FastTextOptions { Model = Model, Column = "other" }, first.Output).Output.Notes.Select(n => n.Name));
    }

    [Fact]
    public void A_model_that_is_missing_or_none_or_lacks_the_label_is_told()
    {
        Assert.Equal("DP2001", Assert.Single(Steps.Faults("fasttext", new FastTextOptions { Model = new("none.bin", _folder) }, DatasetSchema.Of(RecordType.Document))).Code);
        File.WriteAllText(Path.Combine(_folder, "text.bin"), "this is no model at all");
        Assert.Equal("DP1240", Fault(new() { Model = new("text.bin", _folder) }).Code);
        var unknown = Fault(new() { Model = Model, Label = "godo" });
        Assert.Equal("DP1241", unknown.Code);
        Assert.Contains("good", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("DP1241", Fault(new() { Model = Model, Keep = ["good", "ugly"] }).Code);
    }

    [Fact]
    public void The_language_step_may_ask_a_model_and_lines_of_it()
    {
        var plan = Steps.Plan("language", new LanguageOptions { Model = Model, Mixture = true, MinConfidence = null }, DatasetSchema.Of(RecordType.Document));
        var document = new Document("id", Utf8Text.From("people went to look at the river in the night\nbest price online click here now\nshort"), "web");
        Assert.False(plan.Create<Document>().Run(ref document, out _).IsDrop);
        Assert.Equal("good", document.Language);
        Assert.Equal("good:0.58 bad:0.42", document.Notes[plan.Output.IndexOf("language_mixture")].Text);
        Assert.Equal(45 / 77.0, document.Notes[plan.Output.IndexOf("language_share")].Number, 1e-9);
    }

    private static ChainPlan Plan(FastTextOptions options) => Steps.Plan("fasttext", options, DatasetSchema.Of(RecordType.Document));

    private static Fault Fault(FastTextOptions options) => Assert.Single(Assert.Throws<FaultException>(() => Plan(options).Create<Document>()).Faults);
}
