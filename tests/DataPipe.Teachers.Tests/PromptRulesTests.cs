namespace DataPipe.Teachers.Tests;

public sealed class PromptRulesTests
{
    private static readonly Tool Fine = new("f", "does", """{"type":"object"}""");

    public static TheoryData<Prompt, string> Faulty()
    {
        var ask = Prompt.FromUser("q");
        return new TheoryData<Prompt, string>
        {
            { ask with { Tools = [Fine with { Name = "no name" }] }, "name" },
            { ask with { Tools = [Fine, Fine] }, "Two tools" },
            { ask with { Tools = [Fine with { ParametersSchema = "[" }] }, "not JSON" },
            { ask with { Tools = [Fine with { ParametersSchema = "[]" }] }, "not a JSON object" },
            { ask with { Tools = [Fine with { Description = "\ud800" }] }, "surrogate" },
            { ask with { ToolChoice = ToolChoice.Auto }, "without Tools" },
            { ask with { Tools = [Fine], ToolChoice = ToolChoice.Named("g") }, "'g'" },
            { ask with { Messages = [new(Role.User, "q") { ToolCalls = [new("1", "f", "{}")] }] }, "assistant" },
            { ask with { Messages = [new(Role.Assistant, "") { ToolCalls = [new("", "f", "{}")] }] }, "no id" },
            { Prompt.FromText("x") with { Tools = [Fine] }, "completion" },
            { Prompt.FromText("x") with { JsonSchema = "{}" }, "completion" },
            { Prompt.FromText("x") with { Messages = [new(Role.User, "a"), new(Role.User, "b")] }, "exactly one" },
        };
    }

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_prompt_that_no_provider_takes_is_refused_with_words(Prompt prompt, string word) =>
        Assert.Contains(word, PromptRules.FaultOf(prompt), StringComparison.Ordinal);

    [Fact]
    public void Tools_calls_and_completions_that_are_fine_pass()
    {
        Assert.Null(PromptRules.FaultOf(Prompt.FromText("x")));
        Assert.Null(PromptRules.FaultOf(Prompt.FromUser("q") with { Tools = [Fine], ToolChoice = ToolChoice.Named("f"), ReasoningEffort = ReasoningEffort.Low }));
    }

    [Fact]
    public void The_hash_tells_apart_what_shapes_the_text_and_nothing_else()
    {
        var ask = Prompt.FromUser("q") with { Tools = [Fine] };
        ulong[] hashes =
        [
            .. ((Prompt[])[
                Prompt.FromUser("q"), Prompt.FromText("q"), ask, ask with { Tools = [Fine with { Description = null }] }, ask with { ToolChoice = ToolChoice.Required },
                ask with { ToolChoice = ToolChoice.Named("f") }, ask with { ReasoningEffort = ReasoningEffort.Low }, ask with { ReasoningEffort = ReasoningEffort.High },
                ask with { Messages = [new(Role.Assistant, "q") { ToolCalls = [new("1", "f", "{}")] }] }, ask with { Messages = [new(Role.Assistant, "q")] },
            ]).Select(prompt => PromptHash.Of(prompt, 0)),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(PromptHash.Of(ask, 0), PromptHash.Of(ask with { Tools = [Fine with { ParametersSchema = """{ "type" : "object" }""" }], Samples = 3, MaxTokens = 4 }, 0));
    }
}
