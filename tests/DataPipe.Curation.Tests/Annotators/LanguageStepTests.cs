using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Curation.Annotators;

namespace DataPipe.Curation.Tests.Annotators;

public class LanguageStepTests
{
    private const string English = "The river had risen in the night, and the people of the village went down to the bank to look at it.";

    [Fact]
    public void Declares_its_column()
    {
        var plan = Steps.Plan("language", new LanguageOptions(), DatasetSchema.Of(RecordType.Document));
        Assert.Equal([LanguageStep.Confidence], plan.Output.Notes);
    }

    [Fact]
    public void Notes_the_confidence_of_each_document_and_not_of_the_one_before()
    {
        var chain = Steps.Plan("language", new LanguageOptions { MinConfidence = null }, DatasetSchema.Of(RecordType.Document)).Create<Document>();
        Assert.Equal(1, Confidence("Ελληνικά γράμματα"));
        Assert.Equal(0, Confidence("123"));
        Assert.InRange(Confidence(English), 0.65, 1);

        double Confidence(string text)
        {
            var document = new Document("id", Utf8Text.From(text), "web");
            Assert.False(chain.Run(ref document, out _).IsDrop);
            return document.Notes[0].Number;
        }
    }

    [Fact]
    public void A_language_that_is_known_already_changes_nothing()
    {
        var document = new Document("id", Utf8Text.From(English), "web") { Language = "en" };
        var verdict = new LanguageStep(new LanguageOptions()).Clean(document, out var cleaned);
        Assert.False(verdict.IsDrop);
        Assert.Same(document, cleaned);
    }

    [Fact]
    public void Codes_of_kept_languages_are_read_in_either_case() =>
        Assert.False(Steps.Judge("language", new LanguageOptions { Keep = ["EN"] }, English).IsDrop);
}
