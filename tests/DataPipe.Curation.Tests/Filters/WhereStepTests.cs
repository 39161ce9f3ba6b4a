using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Filters;
using DataPipe.Curation.Filters.Where;

namespace DataPipe.Curation.Tests.Filters;

public class WhereStepTests
{
    private static readonly DatasetSchema Documents = new(
        RecordType.Document, [new NoteColumn("edu_score", NoteType.Number, "A score."), new NoteColumn("clean", NoteType.Boolean, "A truth.")]);

    [Fact]
    public void An_unknown_column_is_a_fault_with_the_nearest_name_and_all_names()
    {
        var fault = Assert.Single(Steps.Faults("where", new WhereOptions { Column = "edu-score", Min = 1 }, Documents));
        Assert.Equal("DP1013", fault.Code);
        Assert.Contains("did you mean 'edu_score'?", fault.Message, StringComparison.Ordinal);
        Assert.Contains("language", fault.Message, StringComparison.Ordinal);
    }

    public static TheoryData<WhereOptions> Misfits =>
    [
        new WhereOptions { Column = "edu_score" },
        new WhereOptions { Column = "language", Min = 1 },
        new WhereOptions { Column = "clean", Max = 1 },
        new WhereOptions { Column = "clean", Is = "yes" },
        new WhereOptions { Column = "edu_score", In = ["1", "two"] },
        new WhereOptions { Column = "edu_score", Min = 2, Max = 1 },
        new WhereOptions { Column = "source", Is = "web", In = ["books"] },
    ];

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_condition_that_does_not_fit_the_column_is_a_fault(WhereOptions options) =>
        Assert.Equal("DP1130", Assert.Single(Steps.Faults("where", options, Documents)).Code);

    [Fact]
    public void Looks_at_samples()
    {
        var sample = new Sample("id", [new ChatMessage("user", "Sort these.")], new TaskLabel("sorting", "Sort these.", "", true, 2), Provenance.Human("seed"));
        Assert.Null(Reason(sample, new WhereOptions { Column = "is_classification", Is = "true" }));
        Assert.Null(Reason(sample, new WhereOptions { Column = "round", Min = 1, Max = 2 }));
        Assert.Null(Reason(sample, new WhereOptions { Column = "round", In = ["2", "3"] }));
        Assert.Equal("absent", Reason(sample, new WhereOptions { Column = "teacher", Is = "local/model" }));
        Assert.Equal("other-value", Reason(sample, new WhereOptions { Column = "simulated", Is = "true" }));
    }

    [Fact]
    public void Looks_at_preferences()
    {
        var preference = new Preference("id", [], [], [], [], Provenance.Human("people")) { ChosenScore = 0.75 };
        Assert.Null(Reason(preference, new WhereOptions { Column = "chosen_score", Min = 0.75 }));
        Assert.Equal("above-max", Reason(preference, new WhereOptions { Column = "chosen_score", Max = 0.7 }));
    }

    [Fact]
    public void Looks_at_model_use_and_cost()
    {
        var origin = new Provenance("recipe", "local/model", false, null, []) { Model = "model-2025", Cost = 0.002m, Currency = "USD", Use = "unclear" };
        var sample = new Sample("id", [], new TaskLabel("", "", "", false, 0), origin);
        var preference = new Preference("id", [], [], [], [], origin);
        Assert.Null(Reason(sample, new WhereOptions { Column = "use", In = ["allowed", "unclear"] }));
        Assert.Equal("other-value", Reason(preference, new WhereOptions { Column = "use", Is = "allowed" }));
        Assert.Null(Reason(preference, new WhereOptions { Column = "model", Is = "model-2025" }));
        Assert.Equal("above-max", Reason(sample, new WhereOptions { Column = "cost", Max = 0.001 }));
        Assert.Equal("absent", Reason(sample with { Provenance = Provenance.Human("people") }, new WhereOptions { Column = "cost", Max = 0.001 }));
    }

    [Fact]
    public void A_score_that_is_not_a_number_is_absent()
    {
        var document = new Document("id", Utf8Text.From("text"), "web") { Notes = new Notes([NoteValue.Of(double.NaN)]) };
        Assert.Equal("absent", Reason(document, new WhereOptions { Column = "edu_score", Min = 0 }, Documents));
    }

    private static string? Reason<T>(T record, WhereOptions options) where T : class, IRecord<T> => Reason(record, options, DatasetSchema.Of(T.Type));

    private static string? Reason<T>(T record, WhereOptions options, DatasetSchema schema) where T : class, IRecord<T>
    {
        var verdict = Steps.Plan("where", options, schema).Create<T>().Run(ref record, out _);
        return verdict.IsDrop ? verdict.Reason.Name : null;
    }
}
