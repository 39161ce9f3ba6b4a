using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Curation.Blocklists;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Blocklists;

public class BadWordsStepTests
{
    [Fact]
    public void The_share_that_is_kept_depends_on_id_and_seed_alone()
    {
        var one = Kept(1);
        Assert.InRange(one.Count, 2000 * 0.27, 2000 * 0.33);
        Assert.Equal(one, Kept(1));
        Assert.NotEqual(one, Kept(2));
    }

    [Fact]
    public void A_step_without_lists_is_a_fault() => Assert.Equal("DP1268", Assert.Single(Steps.Faults("bad-words", new BadWordsOptions(), DatasetSchema.Of(RecordType.Document))).Code);

    [Fact]
    public void Two_lists_of_one_language_are_a_fault()
    {
        var options = new BadWordsOptions { Lists = new Dictionary<string, FilePattern> { ["en"] = new("lists/bad-*", Checkout.Find("tests/cases")) } };
        Assert.Equal("DP1264", Assert.Single(Steps.Faults("bad-words", options, DatasetSchema.Of(RecordType.Document))).Code);
    }

    [Fact]
    public void Places_and_columns_that_are_none_are_faults()
    {
        var options = new BadWordsOptions { Lists = new Dictionary<string, FilePattern> { ["en"] = new("lists/bad-en", Checkout.Find("tests/cases")) } };
        var samples = DatasetSchema.Of(RecordType.Sample);
        Assert.Equal("DP1268", Assert.Single(Steps.Faults("bad-words", options with { Places = [] }, samples)).Code);
        Assert.Equal("DP1013", Assert.Single(Steps.Faults("bad-words", options with { LanguageColumn = "spoken" }, samples)).Code);
        Assert.Equal("DP1013", Assert.Single(Steps.Faults("bad-words", options with { LanguageColumn = "tongue" }, new DatasetSchema(RecordType.Sample, [new NoteColumn("tongue", NoteType.Number, "?")]))).Code);
        Assert.Equal("DP1013", Assert.Single(Steps.Faults("bad-words", options with { LanguageColumn = "language" }, DatasetSchema.Of(RecordType.Document))).Code);
    }

    private static HashSet<string> Kept(long seed)
    {
        var options = new BadWordsOptions { Lists = new Dictionary<string, FilePattern> { ["en"] = new("lists/bad-en", Checkout.Find("tests/cases")) }, KeepFraction = 0.3, Seed = seed };
        var chain = Steps.Plan("bad-words", options, DatasetSchema.Of(RecordType.Document)).Create<Document>();
        HashSet<string> kept = [];
        for (var i = 0; i < 2000; i++)
        {
            var document = new Document($"d{i}", Utf8Text.From("darn it"), "t");
            if (!chain.Run(ref document, out _).IsDrop) kept.Add(document.Id);
        }

        return kept;
    }
}
