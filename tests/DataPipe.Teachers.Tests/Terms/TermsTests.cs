using DataPipe.Teachers.Terms;

namespace DataPipe.Teachers.Tests.Terms;

public sealed class TermsTests
{
    private static readonly TeacherIdentity OpenAi = new("openai", "gpt-4o", "api.openai.com", false, "v1");

    [Fact]
    public void Every_line_of_the_list_names_its_address_its_day_and_what_decides() =>
        Assert.All(TermsTable.Lines, line => Assert.True(
            Uri.TryCreate(line.Url, UriKind.Absolute, out var url) && url.Scheme == "https" && line.KnownOn.Year >= 2024 && line.Note.EndsWith('.')
            && !line.Model.Any(char.IsAsciiLetterUpper)));

    [Fact]
    public void No_line_of_the_list_is_hidden_by_one_above_it()
    {
        for (var i = 0; i < TermsTable.Lines.Count; i++)
        {
            var line = TermsTable.Lines[i];
            var teacher = new TeacherIdentity(line.Provider == "*" ? "openai" : line.Provider, line.Model == "*" ? "some-model" : line.Model, line.Host == "*" ? "127.0.0.1:8000" : line.Host, false, "v1");
            Assert.Equal(line.Note, TermsTable.Of(teacher, null).Note);
            Assert.Equal(line.Url, TermsTable.Of(teacher, null).Url);
        }
    }

    [Theory]
    [InlineData("openai", "gpt-4o", "api.openai.com", TrainingUse.Forbidden)]
    [InlineData("openai", "Qwen/Qwen3-8B", "127.0.0.1:8000", TrainingUse.Allowed)]
    [InlineData("openai", "meta-llama/Llama-3.1-8B-Instruct", "127.0.0.1:8000", TrainingUse.Unclear)]
    [InlineData("openai", "meta-llama/Meta-Llama-3.1-8B-Instruct", "127.0.0.1:8000", TrainingUse.Unclear)]
    [InlineData("openai", "meta-llama/Meta-Llama-3-8B-Instruct", "127.0.0.1:8000", TrainingUse.Forbidden)]
    [InlineData("openai", "our-own-model", "127.0.0.1:8000", TrainingUse.Unclear)]
    [InlineData("anthropic", "claude-x", "api.anthropic.com", TrainingUse.Forbidden)]
    [InlineData("simulated", "simulated-1", "in-process", TrainingUse.Allowed)]
    public void The_list_knows_providers_and_open_weights(string provider, string model, string host, TrainingUse use) =>
        Assert.Equal(use, TermsTable.Of(new TeacherIdentity(provider, model, host, false, "v1"), null).OutputsMayTrain);

    [Fact]
    public void Options_go_above_the_list_and_say_where_it_is_written()
    {
        var terms = TermsTable.Of(OpenAi, new TermsOptions { OutputsMayTrain = "allowed", Url = "https://example.com/contract", ReadOn = "2025-02-03" });
        Assert.Equal((TrainingUse.Allowed, "https://example.com/contract", new DateOnly(2025, 2, 3), "openai/gpt-4o"), (terms.OutputsMayTrain, terms.Url, terms.ReadOn, terms.Teacher));
        foreach (var wrong in new[] { new TermsOptions { OutputsMayTrain = "allowed" }, new TermsOptions { OutputsMayTrain = "yes", Url = "https://x.y" }, new TermsOptions { ReadOn = "yesterday" } })
            Assert.Equal("Terms", Assert.Throws<TeacherConfigurationException>(() => TermsTable.Of(OpenAi, wrong)).Option);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("allowed", null, "allowed")]
    [InlineData("allowed", "unclear", "unclear")]
    [InlineData("unclear", "forbidden", "forbidden")]
    [InlineData("allowed", "allowed", "allowed")]
    [InlineData("perhaps", null, "unclear")]
    [InlineData("perhaps", "forbidden", "forbidden")]
    public void The_more_restrictive_of_two_words_holds_whichever_comes_first(string? one, string? other, string? both)
    {
        Assert.Equal(both, PermittedUse.MostRestrictive(one, other));
        Assert.Equal(both, PermittedUse.MostRestrictive(other, one));
    }

    [Fact]
    public void A_record_of_a_teacher_that_says_nothing_is_unclear_and_one_of_people_carries_no_terms()
    {
        Assert.Null(PermittedUse.OfRecord(null, null));
        Assert.Equal("unclear", PermittedUse.OfRecord(null, "openai/gpt-4o"));
        Assert.Equal("forbidden", PermittedUse.OfRecord("forbidden", null));
    }

    [Fact]
    public void The_most_restrictive_parent_decides_and_all_reasons_are_told()
    {
        var forbidden = PermittedUse.Of(TermsTable.Of(OpenAi, null));
        var unclear = PermittedUse.Of(TermsTable.Of(OpenAi with { Model = "own", EndpointHost = "h" }, null));
        Assert.Equal(TrainingUse.Allowed, PermittedUse.Of([PermittedUse.Free, PermittedUse.Free]).Training);
        Assert.Equal(TrainingUse.Unclear, PermittedUse.Of([PermittedUse.Free, unclear]).Training);
        var both = PermittedUse.Of([unclear, forbidden, PermittedUse.Free, forbidden]);
        Assert.Equal(TrainingUse.Forbidden, both.Training);
        Assert.Equal(2, both.Reasons.Count);
        Assert.Contains(both.Reasons, r => r.Contains("openai/gpt-4o: forbidden", StringComparison.Ordinal) && r.Contains("as of 2025-06-30", StringComparison.Ordinal));
        // A child of the union is the union of the children, in whatever order.
        Assert.Equivalent(both, PermittedUse.Of([PermittedUse.Of([forbidden, unclear]), PermittedUse.Of([unclear])]), strict: true);
    }

    [Fact]
    public void Train_allowed_refuses_before_the_first_call_and_an_override_is_recorded()
    {
        var terms = TermsTable.Of(OpenAi, null);
        var refusal = Assert.Throws<TeacherConfigurationException>(() => TermsPolicy.Check("train-allowed", terms, null));
        Assert.Contains("openai/gpt-4o: forbidden", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("terms-override", refusal.Remedy, StringComparison.Ordinal);
        Assert.Throws<TeacherConfigurationException>(() => TermsPolicy.Check("train-allowed", terms, "  "));
        Assert.Throws<TeacherConfigurationException>(() => TermsPolicy.Check("anything-goes", terms, "x"));
        Assert.Equal(new TermsOverride("train-allowed", terms, "written permission of 3 May"), TermsPolicy.Check("train-allowed", terms, " written permission of 3 May "));
        Assert.Null(TermsPolicy.Check("any", terms, null));
        Assert.Null(TermsPolicy.Check("train-allowed", terms with { OutputsMayTrain = TrainingUse.Allowed }, null));
    }
}
