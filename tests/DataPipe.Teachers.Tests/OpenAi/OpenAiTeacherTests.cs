using System.Text.Json;
using DataPipe.Teachers.Serving;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Tests.OpenAi;

public sealed class OpenAiTeacherTests : IAsyncLifetime
{
    private const string Schema = """{ "type": "object", "properties": { "verdict": { "enum": ["A", "B"] }, "score": { "type": "integer", "minimum": 1, "maximum": 5 } }, "required": ["verdict", "score"], "additionalProperties": false }""";

    private static readonly Tool[] Tools =
    [
        new("get_weather", "Tells the weather of a town.", """{"type":"object","properties":{"town":{"type":"string"},"days":{"type":"integer","minimum":1,"maximum":5}},"required":["town"]}"""),
        new("add", null, """{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"number"}},"required":["a","b"]}"""),
    ];

    private TeacherServer _server = null!;
    private ITeacher _remote = null!;

    public async Task InitializeAsync()
    {
        _server = await TeacherServer.StartAsync(new TeacherServerOptions { Seed = 5, RequiredApiKey = Asking.Key }, TimeProvider.System, CancellationToken.None);
        _remote = TeacherFactory.Create(Asking.Options(_server.Endpoint.ToString()), Asking.Environment, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        ((IDisposable)_remote).Dispose();
        await _server.DisposeAsync();
    }

    public static TheoryData<Prompt> Prompts() =>
    [
        Prompt.FromUser("What keeps a lighthouse running through the winter?"),
        Prompt.FromUser("Why do \"quotes\" and\nline ends, ünïcode and 漢字 🙂 matter?") with { Samples = 4, Temperature = 0.123456789012345, TopP = 0.3 },
        Prompt.FromUser("Name three uses of a rain barrel.") with { TopLogprobs = 5, MaxTokens = 9, Seed = 77, PresencePenalty = 2, FrequencyPenalty = -0.25 },
        Prompt.FromUser("Explain tree rings.") with { TopLogprobs = 0, Stop = ["the", "\n\n"] },
        Prompt.FromUser("Judge it.") with { JsonSchema = Schema, JsonSchemaName = "judgement", Temperature = 0 },
        Prompt.FromText("<|start_header_id|>user<|end_header_id|>\n\n") with { Samples = 2, TopLogprobs = 0 },
        Prompt.FromUser("How is the weather in Oslo?") with { Tools = Tools, Samples = 3 },
        Prompt.FromUser("Anything at all.") with { Tools = Tools, ToolChoice = ToolChoice.Required, ReasoningEffort = ReasoningEffort.Low },
        Prompt.FromUser("Think about how glass is made.") with { ReasoningEffort = ReasoningEffort.High, MaxTokens = 40 },
        new Prompt
        {
            Tools = Tools,
            Messages =
            [
                new(Role.User, "How is the weather in Oslo?"), new(Role.Assistant, "") { ToolCalls = [new("c1", "get_weather", """{"town":"Oslo"}""")] }, new(Role.Tool, "rain") { ToolCallId = "c1" },
            ],
        },
        new Prompt
        {
            Messages = [new(Role.System, "Be brief."), new(Role.User, "Hello"), new(Role.Assistant, "Hi."), new(Role.Tool, "42") { ToolCallId = "c1" }, new(Role.User, "List bird names.")],
        },
    ];

    [Theory]
    [MemberData(nameof(Prompts))]
    public async Task An_answer_over_http_equals_the_answer_in_process(Prompt prompt)
    {
        var local = await new SimulatedTeacher(5).AnswerAsync(prompt);
        var remote = await _remote.AnswerAsync(prompt);
        Asking.SameChoices(local, remote);
        Assert.StartsWith("req_", remote.RequestId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_is_asked_for_when_its_words_occur_and_answered_after_it_replied()
    {
        var ask = Prompt.FromUser("How is the weather in Oslo?") with { Tools = Tools };
        var choice = (await _remote.AnswerAsync(ask)).Choices[0];
        Assert.Equal((FinishReason.ToolCalls, "get_weather"), (choice.Finish, choice.ToolCalls[0].Name));
        using var arguments = JsonDocument.Parse(choice.ToolCalls[0].Arguments);
        Assert.NotEmpty(arguments.RootElement.GetProperty("town").GetString()!);
        var answered = ask with { Messages = [.. ask.Messages, new(Role.Assistant, "") { ToolCalls = choice.ToolCalls }, new(Role.Tool, "rain") { ToolCallId = choice.ToolCalls[0].Id }] };
        Assert.NotEmpty(await _remote.TextAsync(answered));
        Assert.Empty((await _remote.AnswerAsync(ask with { ToolChoice = ToolChoice.None })).Choices[0].ToolCalls);
        Assert.Equal("add", (await _remote.AnswerAsync(ask with { ToolChoice = ToolChoice.Named("add") })).Choices[0].ToolCalls[0].Name);
    }

    [Fact]
    public async Task Reasoning_grows_with_the_effort_and_uses_up_the_limit()
    {
        var ask = Prompt.FromUser("How is glass made?") with { Temperature = 0 };
        var little = await _remote.AnswerAsync(ask with { ReasoningEffort = ReasoningEffort.Minimal });
        var much = await _remote.AnswerAsync(ask with { ReasoningEffort = ReasoningEffort.High });
        Assert.True(much.Usage.ReasoningTokens > 2 * little.Usage.ReasoningTokens && little.Usage.ReasoningTokens > 0);
        Assert.True(much.Usage.OutputTokens > much.Usage.ReasoningTokens);
        Assert.Null((await _remote.AnswerAsync(ask)).Choices[0].Reasoning);
        var cut = (await _remote.AnswerAsync(ask with { ReasoningEffort = ReasoningEffort.High, MaxTokens = 5 })).Choices[0];
        Assert.Equal(("", FinishReason.Length), (cut.Text, cut.Finish));
        Assert.NotEmpty(cut.Reasoning!);
    }

    [Fact]
    public async Task A_text_that_ends_where_a_user_speaks_is_continued_by_what_a_user_would_ask()
    {
        var asked = await _remote.AnswerAsync(Prompt.FromText("<|im_start|>user\n") with { Samples = 20 });
        Assert.True(asked.Choices.Select(choice => choice.Text).Distinct().Count() > 15);
        Assert.All(asked.Choices, choice => Assert.InRange(choice.Text.Length, 10, 600));
    }

    [Fact]
    public async Task Several_samples_come_from_one_request_and_differ()
    {
        var reply = await _remote.AnswerAsync(Prompt.FromUser("Describe a harbour town in autumn.") with { Samples = 6 });
        Assert.Equal(6, reply.Choices.Count);
        Assert.True(reply.Choices.Select(choice => choice.Text).Distinct().Count() > 3);
        Assert.True(reply.Usage.OutputTokens > 6);
    }

    [Fact]
    public async Task Log_probabilities_come_with_their_alternatives()
    {
        var choice = (await _remote.AnswerAsync(Prompt.FromUser("Is tea warm?") with { TopLogprobs = 3 })).Choices[0];
        Assert.Equal(choice.Text, string.Concat(choice.Logprobs.Select(token => token.Token)));
        Assert.All(choice.Logprobs, token =>
        {
            Assert.Equal(3, token.Top.Count);
            Assert.Contains(token.Top, alternative => alternative.Token == token.Token && alternative.Logprob == token.Logprob);
            Assert.True(token.Top.Sum(alternative => Math.Exp(alternative.Logprob)) <= 1);
        });
    }

    [Fact]
    public async Task An_answer_in_a_schema_is_valid_json_of_it()
    {
        var text = await _remote.TextAsync(Prompt.FromUser("Judge it.") with { JsonSchema = Schema });
        using var document = JsonDocument.Parse(text);
        Assert.InRange(document.RootElement.GetProperty("score").GetInt32(), 1, 5);
        Assert.Contains(document.RootElement.GetProperty("verdict").GetString(), (string[])["A", "B"]);
    }

    [Fact]
    public async Task A_seed_makes_answers_repeatable_and_another_seed_changes_them()
    {
        var prompt = Prompt.FromUser("Describe the silk road to new employees.") with { Seed = 1 };
        Assert.Equal(await _remote.TextAsync(prompt), await _remote.TextAsync(prompt));
        Assert.NotEqual(await _remote.TextAsync(prompt), await _remote.TextAsync(prompt with { Seed = 2 }));
    }

    [Fact]
    public async Task A_length_limit_cuts_an_answer_short()
    {
        var prompt = Prompt.FromUser("Describe the silk road to new employees.") with { MaxTokens = 7, Temperature = 0 };
        var reply = await _remote.AnswerAsync(prompt);
        Assert.True(reply.Choices[0].IsCutShort);
        Assert.Equal(7, reply.Usage.OutputTokens);
    }

    [Fact]
    public async Task The_older_name_of_the_length_limit_is_sent_on_request()
    {
        string body = "";
        await using var server = await FaultServer.StartAsync(async (_, context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            body = await reader.ReadToEndAsync();
            await FaultServer.WriteAsync(context, 200, FaultServer.Completion("ok"));
        });
        using var teacher = (IDisposable)TeacherFactory.Create(Asking.Options(server.Endpoint) with { LegacyMaxTokens = true }, Asking.Environment, TimeProvider.System);
        await ((ITeacher)teacher).AnswerAsync(Prompt.FromUser("hi") with { MaxTokens = 5, Temperature = 0.7 });
        using var sent = JsonDocument.Parse(body);
        Assert.Equal(5, sent.RootElement.GetProperty("max_tokens").GetInt32());
        Assert.False(sent.RootElement.TryGetProperty("max_completion_tokens", out _));
        Assert.Equal("0.7", sent.RootElement.GetProperty("temperature").GetRawText());
        Assert.Equal("simulated-1", sent.RootElement.GetProperty("model").GetString());
        Assert.Single(sent.RootElement.GetProperty("messages").EnumerateArray());
    }

    [Fact]
    public async Task The_azure_kind_uses_its_path_and_its_header()
    {
        var root = _server.Endpoint.GetLeftPart(UriPartial.Authority);
        var options = Asking.Options(root) with { Kind = "azure-openai" };
        var teacher = TeacherFactory.Create(options, Asking.Environment, TimeProvider.System);
        using (teacher as IDisposable)
            await teacher.AnswerAsync(Prompt.FromUser("Hello there, who are you?"));
        Assert.Equal("azure-openai", teacher.Identity.Provider);
    }

    [Fact]
    public async Task An_unknown_model_is_an_invalid_request()
    {
        var teacher = TeacherFactory.Create(Asking.Options(_server.Endpoint.ToString(), "no-such-model"), Asking.Environment, TimeProvider.System);
        using var _ = teacher as IDisposable;
        var failed = await teacher.FailAsync(Prompt.FromUser("hi"));
        Assert.Equal((FailureKind.InvalidRequest, 404, "model_not_found", 1), (failed.Kind, failed.Status, failed.Code, failed.Attempts));
    }

    [Fact]
    public async Task A_cancelled_request_throws_instead_of_replying()
    {
        await using var server = await FaultServer.StartAsync((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var teacher = TeacherFactory.Create(Asking.Options(server.Endpoint), Asking.Environment, TimeProvider.System);
        using var _ = teacher as IDisposable;
        using var source = new CancellationTokenSource();
        var asking = teacher.AskAsync(Prompt.FromUser("hi"), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }
}
