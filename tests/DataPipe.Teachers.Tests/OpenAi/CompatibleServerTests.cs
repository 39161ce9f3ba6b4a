using System.Text.Json;
using DataPipe.Teachers.OpenAi;

namespace DataPipe.Teachers.Tests.OpenAi;

/// <summary>What servers compatible with the protocol do differently.</summary>
public sealed class CompatibleServerTests
{
    [Theory]
    [InlineData("""{"content":"4","reasoning_content":"2+2"}""")]
    [InlineData("""{"content":"4","reasoning":"2+2"}""")]
    public async Task Reasoning_comes_apart_under_either_name(string message)
    {
        var choice = (await AskAsync(Choice(message, "stop"))).Choices[0];
        Assert.Equal(("4", "2+2"), (choice.Text, choice.Reasoning));
    }

    [Theory]
    [InlineData("<think>2+2</think>\n\n4", "2+2", "4")]
    [InlineData("2+2\n</think>4", "2+2", "4")]
    [InlineData("<think>and on and on", "and on and on", "")]
    [InlineData("plain", null, "plain")]
    [InlineData("see <think>x</think>", null, "see <think>x</think>")]
    [InlineData("<think></think>4", null, "4")]
    public async Task Think_blocks_are_taken_out_on_request_only(string answer, string? reasoning, string text)
    {
        var body = Choice(JsonSerializer.Serialize(new { content = answer }), "stop");
        var split = (await AskAsync(body, options => options with { SplitThinking = true })).Choices[0];
        Assert.Equal((reasoning, text), (split.Reasoning, split.Text));
        Assert.Equal(answer, (await AskAsync(body)).Choices[0].Text);
    }

    [Fact]
    public async Task Tool_calls_without_ids_and_with_objects_for_arguments_are_read()
    {
        var choice = (await AskAsync(Choice("""{"content":null,"tool_calls":[{"function":{"name":"f","arguments":{"a":1}}},{"id":"","type":"function","function":{"name":"g","arguments":"{}"}},{"id":"x","function":{"name":"h"}}]}""", "stop"))).Choices[0];
        Assert.Equal([new ToolCall("call_0", "f", """{"a":1}"""), new ToolCall("call_1", "g", "{}"), new ToolCall("x", "h", "{}")], choice.ToolCalls);
        Assert.Equal((FinishReason.ToolCalls, ""), (choice.Finish, choice.Text));
    }

    [Fact]
    public async Task Missing_usage_model_and_index_are_borne()
    {
        var reply = await AskAsync("""{"choices":[{"message":{"content":"a"},"finish_reason":"stop","extra":1},{"message":{"content":"b"}}],"timings":{"predicted_ms":3}}""");
        Assert.Equal((false, "simulated-1", 2), (reply.Usage.IsReported, reply.Model, reply.Choices.Count));
        Assert.Equal(FinishReason.Other, reply.Choices[1].Finish);
    }

    [Theory]
    [InlineData("""{"error":"Unexpected endpoint or method. (POST /chat/completions)"}""", FailureKind.InvalidRequest)]
    [InlineData("""{"error":{"message":"upstream","code":502}}""", FailureKind.Transient)]
    [InlineData("""{"error":{"message":"slow down","code":429}}""", FailureKind.RateLimited)]
    public async Task Errors_under_status_200_are_errors(string body, FailureKind kind)
    {
        await using var server = await FaultServer.AlwaysAsync(200, body);
        using var teacher = new OpenAiTeacher(Asking.Options(server.Endpoint), Asking.Environment, TimeProvider.System);
        Assert.Equal(kind, (await teacher.FailAsync(Prompt.FromUser("hi"))).Kind);
    }

    [Fact]
    public async Task A_completion_is_asked_for_with_the_text_alone()
    {
        string path = "", body = "";
        await using var server = await FaultServer.StartAsync(async (_, context) =>
        {
            path = context.Request.Path;
            using var reader = new StreamReader(context.Request.Body);
            body = await reader.ReadToEndAsync();
            await FaultServer.WriteAsync(context, 200, """{"object":"text_completion","model":"m","choices":[{"index":0,"text":" on","finish_reason":"length","logprobs":{"tokens":[" on"],"token_logprobs":[-0.5],"top_logprobs":[{" off":-2,"on":-1.5," on":-0.5}]}}],"usage":{"prompt_tokens":1,"completion_tokens":1}}""");
        });
        using var teacher = new OpenAiTeacher(Asking.Options(server.Endpoint), Asking.Environment, TimeProvider.System);
        var choice = (await teacher.AnswerAsync(Prompt.FromText("<|im_start|>user\n") with { MaxTokens = 1, TopLogprobs = 3 })).Choices[0];
        Assert.Equal("/v1/completions", path);
        using var sent = JsonDocument.Parse(body);
        Assert.Equal(("<|im_start|>user\n", 1, 3), (sent.RootElement.GetProperty("prompt").GetString(), sent.RootElement.GetProperty("max_tokens").GetInt32(), sent.RootElement.GetProperty("logprobs").GetInt32()));
        Assert.Equal((" on", FinishReason.Length), (choice.Text, choice.Finish));
        Assert.Equal(["on", "on", "off"], choice.Logprobs[0].Top.Select(top => top.Token.Trim()));
    }

    [Fact]
    public async Task Tools_effort_and_calls_are_sent_as_the_protocol_writes_them()
    {
        string body = "";
        await using var server = await FaultServer.StartAsync(async (_, context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            body = await reader.ReadToEndAsync();
            await FaultServer.WriteAsync(context, 200, FaultServer.Completion("ok"));
        });
        using var teacher = new OpenAiTeacher(Asking.Options(server.Endpoint), Asking.Environment, TimeProvider.System);
        await teacher.AnswerAsync(new Prompt
        {
            Messages = [new(Role.User, "q"), new(Role.Assistant, "") { ToolCalls = [new("c1", "f", "{\"a\":1}")] }, new(Role.Tool, "r") { ToolCallId = "c1" }],
            Tools = [new Tool("f", null, "{ }"), new Tool("g", "does", """{"type":"object"}""")],
            ToolChoice = ToolChoice.Named("g"),
            ReasoningEffort = ReasoningEffort.ExtraHigh,
        });
        Assert.Equal(
            """{"model":"simulated-1","messages":[{"role":"user","content":"q"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\u0022a\u0022:1}"}}]},{"role":"tool","content":"r","tool_call_id":"c1"}],"reasoning_effort":"xhigh","tools":[{"type":"function","function":{"name":"f","parameters":{ }}},{"type":"function","function":{"name":"g","description":"does","parameters":{"type":"object"}}}],"tool_choice":{"type":"function","function":{"name":"g"}}}""",
            body);
    }

    private static string Choice(string message, string finish) =>
        $$$"""{"id":"c","model":"m","choices":[{"index":0,"message":{{{message}}},"finish_reason":"{{{finish}}}"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}""";

    private static async Task<Reply.Answered> AskAsync(string body, Func<TeacherOptions, TeacherOptions>? change = null)
    {
        await using var server = await FaultServer.AlwaysAsync(200, body);
        using var teacher = new OpenAiTeacher((change ?? (options => options))(Asking.Options(server.Endpoint)), Asking.Environment, TimeProvider.System);
        return await teacher.AnswerAsync(Prompt.FromUser("hi"));
    }
}
