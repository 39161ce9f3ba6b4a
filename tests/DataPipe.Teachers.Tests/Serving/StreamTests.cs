using System.Text;
using System.Text.Json;
using DataPipe.Teachers.Serving;

namespace DataPipe.Teachers.Tests.Serving;

public sealed class StreamTests
{
    [Theory]
    [InlineData("chat/completions", """{"model":"simulated-1","messages":[{"role":"user","content":"How is the weather?"}],"reasoning_effort":"low","tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"town":{"type":"string"}},"required":["town"]}}}]}""")]
    [InlineData("completions", """{"model":"simulated-1","prompt":"Once upon a time","logprobs":1,"n":2}""")]
    public async Task A_stream_adds_up_to_the_whole_response(string path, string body)
    {
        await using var server = await TeacherServer.StartAsync(new TeacherServerOptions(), TimeProvider.System, CancellationToken.None);
        using var http = new HttpClient();
        using var whole = JsonDocument.Parse(await PostAsync(body));
        var expected = whole.RootElement.GetProperty("choices")[0];
        StringBuilder text = new(), reasoning = new(), arguments = new();
        string? finish = null;
        var events = (await PostAsync(body[..^1] + ",\"stream\":true}")).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("data: [DONE]", events[^1]);
        foreach (var line in events[..^1])
        {
            using var data = JsonDocument.Parse(line["data: ".Length..]);
            var choice = data.RootElement.GetProperty("choices")[0];
            if (choice.GetProperty("index").GetInt32() != 0)
                continue;
            var piece = choice.TryGetProperty("delta", out var delta) ? delta : choice;
            text.Append(Text(piece, "content") ?? Text(piece, "text"));
            reasoning.Append(Text(piece, "reasoning_content"));
            if (piece.TryGetProperty("tool_calls", out var calls))
                arguments.Append(calls[0].GetProperty("function").GetProperty("arguments").GetString());
            finish ??= choice.GetProperty("finish_reason").GetString();
        }

        var message = expected.TryGetProperty("message", out var chat) ? chat : expected;
        Assert.Equal(Text(message, "content") ?? Text(message, "text") ?? "", text.ToString());
        Assert.Equal(Text(message, "reasoning_content") ?? "", reasoning.ToString());
        Assert.Equal(message.TryGetProperty("tool_calls", out var asked) ? asked[0].GetProperty("function").GetProperty("arguments").GetString() : "", arguments.ToString());
        Assert.Equal(expected.GetProperty("finish_reason").GetString(), finish);

        async Task<string> PostAsync(string json)
        {
            using var response = await http.PostAsync(new Uri(server.Endpoint, path), new StringContent(json));
            return await response.Content.ReadAsStringAsync();
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
