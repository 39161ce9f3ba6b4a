using System.Text.Json;
using DataPipe.Teachers.Anthropic;
using DataPipe.Teachers.Serving;
using DataPipe.Teachers.Serving.Faults;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Tests.Anthropic;

public sealed class AnthropicTeacherTests : IAsyncLifetime
{
    private static readonly Tool Weather = new("get_weather", "Tells the weather of a town.", """{"type":"object","properties":{"town":{"type":"string"}},"required":["town"]}""");

    private TeacherServer _server = null!;
    private AnthropicTeacher _teacher = null!;

    public async Task InitializeAsync()
    {
        _server = await TeacherServer.StartAsync(new TeacherServerOptions { RequiredApiKey = Asking.Key }, TimeProvider.System, CancellationToken.None);
        _teacher = Make(_server.Endpoint.ToString());
    }

    public async Task DisposeAsync()
    {
        _teacher.Dispose();
        await _server.DisposeAsync();
    }

    public static TheoryData<Prompt> Prompts() =>
    [
        Prompt.FromUser("What keeps a lighthouse running through the winter?") with { MaxTokens = 500 },
        Prompt.FromUser("Explain tree rings.") with { MaxTokens = 9, Stop = ["zzz"], Temperature = 0.5, TopP = 0.3 },
        Prompt.FromUser("What is the weather in the town of Bergen?") with { MaxTokens = 500, Tools = [Weather], ToolChoice = ToolChoice.Auto },
        Prompt.FromUser("Anything.") with { MaxTokens = 500, Tools = [Weather], ToolChoice = ToolChoice.Named("get_weather") },
        Prompt.FromUser("Think hard about rain.") with { MaxTokens = 2000, ReasoningEffort = ReasoningEffort.High },
        Prompt.FromUser("Judge it.") with { MaxTokens = 500, JsonSchema = """{"type":"object","properties":{"score":{"type":"integer"}},"required":["score"]}""" },
        new Prompt
        {
            MaxTokens = 500,
            Messages =
            [
                new(Role.System, "Be brief."), new(Role.User, "What is the weather in Bergen?"),
                new(Role.Assistant, "") { ToolCalls = [new ToolCall("c1", "get_weather", """{"town":"Bergen"}""")] },
                new(Role.Tool, "rain") { ToolCallId = "c1" },
            ],
        },
    ];

    [Theory]
    [MemberData(nameof(Prompts))]
    public async Task An_answer_over_http_equals_the_answer_in_process(Prompt prompt)
    {
        var local = (await new SimulatedTeacher(0).AnswerAsync(prompt)).Choices[0];
        var reply = await _teacher.AnswerAsync(prompt);
        var remote = reply.Choices[0];
        Assert.Equal((local.Text, local.Finish, local.Reasoning), (remote.Text, remote.Finish, remote.Reasoning));
        Assert.Equal(local.ToolCalls, remote.ToolCalls);
        Assert.StartsWith("req_", reply.RequestId, StringComparison.Ordinal);
        Assert.Equal("anthropic", _teacher.Identity.Provider);
    }

    [Fact]
    public async Task Several_samples_are_several_requests_and_one_reply()
    {
        var reply = await _teacher.AnswerAsync(Prompt.FromUser("Describe rain.") with { Samples = 3 });
        Assert.Equal(3, reply.Choices.Count);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-api-key", Asking.Key);
        using var stats = JsonDocument.Parse(await http.GetStringAsync(new Uri(_server.Endpoint, "/stats")));
        Assert.Equal(3, stats.RootElement.GetProperty("requests").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_system_message_travels_apart_and_a_length_is_always_sent()
    {
        JsonElement sent = default;
        await using var server = await FaultServer.StartAsync(async (_, context) =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            sent = body.RootElement.Clone();
            await FaultServer.WriteAsync(context, 200, Message("end_turn"));
        });
        using var teacher = Make(server.Endpoint, options => options with { UsualMaxTokens = 77, ThinkingBudgetTokens = 2000 });
        await teacher.AnswerAsync(new Prompt { Messages = [new(Role.System, "Be brief."), new(Role.User, "a"), new(Role.User, "b")], ReasoningEffort = ReasoningEffort.Low });
        Assert.Equal("Be brief.", sent.GetProperty("system").GetString());
        Assert.Equal(2077, sent.GetProperty("max_tokens").GetInt32());
        Assert.Equal(2000, sent.GetProperty("thinking").GetProperty("budget_tokens").GetInt32());
        Assert.Equal(1, sent.GetProperty("messages").GetArrayLength());
        Assert.Equal(2, sent.GetProperty("messages")[0].GetProperty("content").GetArrayLength());
    }

    [Fact]
    public async Task Cached_input_counts_as_input()
    {
        await using var server = await FaultServer.AlwaysAsync(200, Message("end_turn"));
        using var teacher = Make(server.Endpoint);
        Assert.Equal(new Usage(3 + 100 + 20, 4, 100) { CacheWriteInputTokens = 20 }, (await teacher.AnswerAsync(Prompt.FromUser("hi"))).Usage);
    }

    [Theory]
    [InlineData("end_turn", FinishReason.Stop)]
    [InlineData("stop_sequence", FinishReason.Stop)]
    [InlineData("max_tokens", FinishReason.Length)]
    [InlineData("model_context_window_exceeded", FinishReason.Length)]
    [InlineData("pause_turn", FinishReason.Other)]
    public async Task Stop_reasons_are_told_apart(string reason, FinishReason finish)
    {
        await using var server = await FaultServer.AlwaysAsync(200, Message(reason));
        using var teacher = Make(server.Endpoint);
        Assert.Equal(finish, (await teacher.AnswerAsync(Prompt.FromUser("hi"))).Choices[0].Finish);
    }

    [Fact]
    public async Task A_refusal_is_a_refusal()
    {
        await using var server = await FaultServer.AlwaysAsync(200, Message("refusal"));
        using var teacher = Make(server.Endpoint);
        Assert.IsType<Reply.Refused>(await teacher.AskAsync(Prompt.FromUser("hi"), CancellationToken.None));
    }

    [Theory]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: too large"}}""", FailureKind.InvalidRequest)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}""", FailureKind.QuotaExhausted)]
    [InlineData(401, """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""", FailureKind.Unauthorised)]
    [InlineData(404, """{"type":"error","error":{"type":"not_found_error","message":"model: x"}}""", FailureKind.InvalidRequest)]
    [InlineData(429, """{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}""", FailureKind.RateLimited)]
    [InlineData(500, """{"type":"error","error":{"type":"api_error","message":"oops"}}""", FailureKind.Transient)]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", FailureKind.Transient)]
    [InlineData(502, "<html>", FailureKind.Transient)]
    public async Task Errors_have_their_kinds(int status, string body, FailureKind kind)
    {
        await using var server = await FaultServer.AlwaysAsync(status, body, ("retry-after", "3"));
        using var teacher = Make(server.Endpoint);
        var failed = await teacher.FailAsync(Prompt.FromUser("hi"));
        Assert.Equal((kind, status), (failed.Kind, failed.Status));
        Assert.Equal(kind is FailureKind.RateLimited or FailureKind.Transient ? TimeSpan.FromSeconds(3) : null, failed.RetryAfter);
    }

    [Fact]
    public async Task Limits_are_read_from_this_protocols_headers()
    {
        await using var server = await TeacherServer.StartAsync(new TeacherServerOptions { RequestsPerMinute = 60 }, TimeProvider.System, CancellationToken.None);
        using var teacher = Make(server.Endpoint.ToString());
        Assert.Equal((60, 59), ((await teacher.AnswerAsync(Prompt.FromUser("hi"))).Limits!.LimitRequests, (await teacher.AnswerAsync(Prompt.FromUser("ho"))).Limits!.RemainingRequests + 1));
    }

    [Theory]
    [InlineData(Fault.Reset)]
    [InlineData(Fault.InvalidJson)]
    [InlineData(Fault.Overloaded)]
    [InlineData(Fault.BadGateway)]
    public async Task Disturbances_are_transient(Fault fault)
    {
        await using var server = await TeacherServer.StartAsync(new TeacherServerOptions { Faults = [new(fault, 1)] }, TimeProvider.System, CancellationToken.None);
        using var teacher = Make(server.Endpoint.ToString());
        Assert.Equal(FailureKind.Transient, (await teacher.FailAsync(Prompt.FromUser("hi"))).Kind);
    }

    [Fact]
    public async Task What_the_protocol_cannot_say_is_refused_and_not_sent()
    {
        foreach (var prompt in (Prompt[])[
            Prompt.FromText("x"), Prompt.FromUser("x") with { TopLogprobs = 1 }, Prompt.FromUser("x") with { PresencePenalty = 1 }, Prompt.FromUser("x") with { Temperature = 1.5 },
            new Prompt { Messages = [new(Role.System, "x")] }])
        {
            var failed = await _teacher.FailAsync(prompt);
            Assert.Equal((FailureKind.InvalidRequest, false), (failed.Kind, failed.WasSent));
        }
    }

    [Fact]
    public void Left_to_its_default_the_key_is_never_another_providers()
    {
        var options = new TeacherOptions { Kind = "anthropic", Model = "m" };
        var failure = Assert.Throws<TeacherConfigurationException>(() => new AnthropicTeacher(options, name => name == "OPENAI_API_KEY" ? Asking.Key : null, TimeProvider.System));
        Assert.Contains("ANTHROPIC_API_KEY", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Asking.Key, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_of_events_holds_the_same_message()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Endpoint, "messages"))
        {
            Content = new StringContent("""{"model":"simulated-1","max_tokens":300,"stream":true,"messages":[{"role":"user","content":"Describe rain."}]}"""),
        };
        request.Headers.Add("x-api-key", Asking.Key);
        using var response = await http.SendAsync(request);
        var text = "";
        foreach (var line in (await response.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)))
        {
            using var data = JsonDocument.Parse(line[6..]);
            if (data.RootElement.GetProperty("type").GetString() == "content_block_delta")
                text += data.RootElement.GetProperty("delta").GetProperty("text").GetString();
        }

        Assert.Equal(await new SimulatedTeacher(0).TextAsync(Prompt.FromUser("Describe rain.") with { MaxTokens = 300 }), text);
    }

    private static string Message(string reason) =>
        $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"redacted_thinking","data":"x"},{"type":"text","text":"ok"}],"stop_reason":"{{{reason}}}","usage":{"input_tokens":3,"cache_read_input_tokens":100,"cache_creation_input_tokens":20,"output_tokens":4}}""";

    private static AnthropicTeacher Make(string endpoint, Func<TeacherOptions, TeacherOptions>? change = null) =>
        new((change ?? (options => options))(Asking.Options(endpoint) with { Kind = "anthropic" }), Asking.Environment, TimeProvider.System);
}
