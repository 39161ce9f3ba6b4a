using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Curation.Privacy;
using DataPipe.Text.Privacy;

namespace DataPipe.Curation.Tests.Privacy;

public class PiiStepTests
{
    private static readonly string[] Pieces =
    [
        "jane@example.com", "8.8.8.8", "2001:4860:4860::8888", "(212) 555-0147", "+44 20 7946 0958", "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32", "AKIAIOSFODNN7EXAMPLE", "token: 9f86d081884c7d659a2feaa0c55ad015",
        "A river", "rose", "in 1984", "«été»", "12.50", "@", ":", "::", "-----BEGIN ", "a.b.c", "|||",
    ];

    [Fact]
    public void What_is_masked_holds_nothing_personal_any_more_and_is_masked_once()
    {
        var plan = Steps.Plan("pii", new PiiOptions(), DatasetSchema.Of(RecordType.Document));
        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            // On lines of their own: two numbers side by side may be read as one.
            var text = string.Join('\n', Enumerable.Range(0, random.Next(25)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var once = new Document("x", Utf8Text.From(text), "t");
            plan.Create<Document>().Run(ref once, out _);
            var found = Enumerable.Range(0, 6).Sum(i => once.Notes[i].Integer);
            Assert.Equal(found == 0, once.Text.ToString() == text);
            var twice = new Document("x", once.Text, "t");
            plan.Create<Document>().Run(ref twice, out _);
            Assert.True(once.Text == twice.Text, $"'{text}' became '{once.Text}' and then '{twice.Text}'");
        }
    }

    [Fact]
    public void Options_that_name_nothing_are_faults()
    {
        var schema = DatasetSchema.Of(RecordType.Document);
        Assert.Equal("DP1265", Code(new PiiOptions { Kinds = [] }));
        Assert.Equal("DP1265", Code(new PiiOptions { Replacements = new Dictionary<string, IReadOnlyList<string>> { ["emails"] = ["x"] } }));
        Assert.Equal("DP1265", Code(new PiiOptions { Replacements = new Dictionary<string, IReadOnlyList<string>> { ["email"] = [] } }));
        Assert.Equal(["pii_emails", "pii_keys"], PiiStep.Columns(new PiiOptions { Kinds = [PersonalKind.Key, PersonalKind.Email, PersonalKind.Key] }).Select(c => c.Name));

        string Code(PiiOptions options) => Assert.Single(Steps.Faults("pii", options, schema)).Code;
    }
}
