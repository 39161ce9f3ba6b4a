using System.Net;
using System.Text;
using System.Text.Json;
using DataPipe.Teachers.Serving;

namespace DataPipe.Teachers.Tests.Serving;

public sealed class TeacherServerTests : IAsyncLifetime, IDisposable
{
    private const string Hello = """{"model":"simulated-1","messages":[{"role":"user","content":"Hello, tell me about rivers."}]}""";

    private readonly ManualTimeProvider _time = new();
    private readonly HttpClient _http = new();
    private TeacherServer _server = null!;

    public async Task InitializeAsync() => _server = await StartAsync(new TeacherServerOptions { MaxBodyBytes = 20_000 });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_completion_has_the_fields_of_the_protocol()
    {
        var (status, body, response) = await PostAsync("chat/completions", Hello);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("simulated", body.GetProperty("system_fingerprint").GetString());
        Assert.Equal("chat.completion", body.GetProperty("object").GetString());
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds(), body.GetProperty("created").GetInt64());
        var usage = body.GetProperty("usage");
        Assert.Equal(usage.GetProperty("total_tokens").GetInt64(), usage.GetProperty("prompt_tokens").GetInt64() + usage.GetProperty("completion_tokens").GetInt64());
        Assert.Equal("assistant", body.GetProperty("choices")[0].GetProperty("message").GetProperty("role").GetString());
        Assert.True(response.Headers.Contains("x-request-id"));
        Assert.False(response.Headers.Contains("x-ratelimit-limit-requests"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"model":"simulated-1"}""")]
    [InlineData("""{"model":7,"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"model":"simulated-1","messages":[]}""")]
    [InlineData("""{"model":"simulated-1","messages":{}}""")]
    [InlineData("""{"model":"simulated-1","messages":[7]}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"king","content":"x"}]}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":9}]}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":[{"type":"image_url"}]}]}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"half \ud83d"}]}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"n":0}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"n":1e99}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"n":"two"}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"temperature":9}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"max_tokens":-1}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"max_tokens":99999999999}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"stop":[1]}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"stop":""}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"top_logprobs":3}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"logprobs":true,"top_logprobs":50}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"logprobs":"yes"}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"response_format":{"type":"xml"}}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema"}}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":7}}}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"a b","schema":{}}}}""")]
    [InlineData("""{"model":"simulated-1","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"$ref":"#"}}}}""")]
    public async Task A_bad_body_gets_an_error_of_the_protocol(string body) => await AssertErrorAsync(await PostAsync("chat/completions", body), HttpStatusCode.BadRequest);

    [Fact]
    public async Task Bytes_that_are_no_text_get_an_error_of_the_protocol()
    {
        var bytes = Encoding.UTF8.GetBytes(Hello);
        bytes[^8] = 0xFF;
        await AssertErrorAsync(await SendAsync(HttpMethod.Post, "chat/completions", new ByteArrayContent(bytes)), HttpStatusCode.BadRequest);
        var nested = Encoding.UTF8.GetBytes(new string('[', 10_000));
        await AssertErrorAsync(await SendAsync(HttpMethod.Post, "chat/completions", new ByteArrayContent(nested)), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        var huge = $$$"""{"model":"simulated-1","messages":[{"role":"user","content":"{{{new string('x', 30_000)}}}"}]}""";
        await AssertErrorAsync(await PostAsync("chat/completions", huge), HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("GET", "chat/completions")]
    [InlineData("POST", "nothing.here")]
    [InlineData("GET", "")]
    public async Task Unknown_addresses_get_an_error_of_the_protocol(string method, string path) =>
        await AssertErrorAsync(await SendAsync(new HttpMethod(method), path, null), HttpStatusCode.NotFound);

    [Fact]
    public async Task Models_are_listed()
    {
        var (_, body, _) = await SendAsync(HttpMethod.Get, "models", null);
        Assert.Equal(["simulated-1", "simulated-embedding-1"], body.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_stream_joins_to_the_whole_answer()
    {
        var (_, whole, _) = await PostAsync("chat/completions", Hello.Replace("]}", """],"n":2,"logprobs":true}""", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Endpoint, "chat/completions"))
        {
            Content = new StringContent(Hello.Replace("]}", """],"n":2,"logprobs":true,"stream":true,"stream_options":{"include_usage":true}}""", StringComparison.Ordinal)),
        };
        using var response = await _http.SendAsync(request);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);

        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("data: [DONE]", events[^1]);
        var texts = new StringBuilder[] { new(), new() };
        var finishes = new List<string?>();
        JsonElement usage = default;
        foreach (var line in events[..^1])
        {
            var chunk = JsonDocument.Parse(line["data: ".Length..]).RootElement;
            usage = chunk.GetProperty("usage");
            foreach (var choice in chunk.GetProperty("choices").EnumerateArray())
            {
                if (choice.GetProperty("delta").TryGetProperty("content", out var content))
                    texts[choice.GetProperty("index").GetInt32()].Append(content.GetString());
                if (choice.GetProperty("finish_reason").GetString() is { } finish)
                    finishes.Add(finish);
            }
        }

        for (var i = 0; i < 2; i++)
            Assert.Equal(whole.GetProperty("choices")[i].GetProperty("message").GetProperty("content").GetString(), texts[i].ToString());
        Assert.Equal(["stop", "stop"], finishes);
        Assert.Equal(whole.GetProperty("usage").GetRawText(), usage.GetRawText());
    }

    [Fact]
    public async Task Json_object_mode_answers_with_an_object()
    {
        var (_, body, _) = await PostAsync("chat/completions", Hello.Replace("]}", """],"response_format":{"type":"json_object"}}""", StringComparison.Ordinal));
        using var answer = JsonDocument.Parse(body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!);
        Assert.Equal(JsonValueKind.Object, answer.RootElement.ValueKind);
    }

    [Fact]
    public async Task Embeddings_are_unit_vectors_and_close_for_texts_that_share_words()
    {
        var (_, body, _) = await PostAsync("embeddings", """{"model":"simulated-embedding-1","input":["The river floods the valley","The river floods the plain","Chess openings","漢字 …"],"dimensions":512}""");
        var vectors = body.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle()).ToArray()).ToArray();
        Assert.All(vectors, vector => Assert.Equal(1, Dot(vector, vector), 4));
        Assert.True(Dot(vectors[0], vectors[1]) > 0.5);
        Assert.True(Math.Abs(Dot(vectors[0], vectors[2])) < 0.3);

        var (_, encoded, _) = await PostAsync("embeddings", """{"model":"simulated-embedding-1","input":"The river floods the valley","dimensions":512,"encoding_format":"base64"}""");
        var bytes = encoded.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(vectors[0], Enumerable.Range(0, 512).Select(i => BitConverter.ToSingle(bytes, 4 * i)));
    }

    [Theory]
    [InlineData("""{"model":"simulated-embedding-1"}""", 400)]
    [InlineData("""{"model":"simulated-embedding-1","input":[]}""", 400)]
    [InlineData("""{"model":"simulated-embedding-1","input":""}""", 400)]
    [InlineData("""{"model":"simulated-embedding-1","input":[1,2]}""", 400)]
    [InlineData("""{"model":"simulated-embedding-1","input":"x","dimensions":0}""", 400)]
    [InlineData("""{"model":"simulated-embedding-1","input":"x","dimensions":1000000}""", 400)]
    [InlineData("""{"model":"simulated-embedding-1","input":"x","encoding_format":"hex"}""", 400)]
    [InlineData("""{"model":"other","input":"x"}""", 404)]
    public async Task A_bad_embedding_request_gets_an_error_of_the_protocol(string body, int status) =>
        await AssertErrorAsync(await PostAsync("embeddings", body), (HttpStatusCode)status);

    [Fact]
    public async Task Requests_beyond_the_limit_wait_as_long_as_the_server_says()
    {
        await using var limited = await StartAsync(new TeacherServerOptions { RequestsPerMinute = 2 });
        var first = await PostAsync("chat/completions", Hello, limited);
        Assert.Equal(("2", "1"), (Header(first.Response, "x-ratelimit-limit-requests"), Header(first.Response, "x-ratelimit-remaining-requests")));
        Assert.Equal("30s", Header(first.Response, "x-ratelimit-reset-requests"));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("chat/completions", Hello, limited)).Status);

        var third = await PostAsync("chat/completions", Hello, limited);
        await AssertErrorAsync(third, HttpStatusCode.TooManyRequests);
        Assert.Equal("30", Header(third.Response, "Retry-After"));
        Assert.Equal("1m0s", Header(third.Response, "x-ratelimit-reset-requests"));

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("chat/completions", Hello, limited)).Status);
    }

    [Fact]
    public async Task Tokens_are_limited_by_what_is_used_and_hopeless_requests_are_invalid()
    {
        await using var limited = await StartAsync(new TeacherServerOptions { TokensPerMinute = 400 });
        var bounded = Hello.Replace("]}", """],"max_tokens":300}""", StringComparison.Ordinal);
        var first = await PostAsync("chat/completions", bounded, limited);
        var used = first.Body.GetProperty("usage").GetProperty("total_tokens").GetInt64();
        Assert.Equal((400 - used).ToString(System.Globalization.CultureInfo.InvariantCulture), Header(first.Response, "x-ratelimit-remaining-tokens"));
        await AssertErrorAsync(await PostAsync("chat/completions", bounded.Replace("300", "500", StringComparison.Ordinal), limited), HttpStatusCode.BadRequest);

        var last = first;
        for (var i = 0; i < 20 && last.Status == HttpStatusCode.OK; i++)
            last = await PostAsync("chat/completions", bounded, limited);
        await AssertErrorAsync(last, HttpStatusCode.TooManyRequests);
        Assert.Equal("tokens", last.Body.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_required_key_is_asked_for_in_either_header_and_never_shown()
    {
        await using var locked = await StartAsync(new TeacherServerOptions { RequiredApiKey = Asking.Key });
        var denied = await PostAsync("chat/completions", Hello, locked);
        await AssertErrorAsync(denied, HttpStatusCode.Unauthorized);
        Assert.DoesNotContain(Asking.Key, denied.Body.GetRawText(), StringComparison.Ordinal);
        foreach (var (name, value, status) in ((string, string, HttpStatusCode)[])[
            ("Authorization", "Bearer " + Asking.Key, HttpStatusCode.OK), ("api-key", Asking.Key, HttpStatusCode.OK), ("api-key", Asking.Key + "x", HttpStatusCode.Unauthorized)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(locked.Endpoint, "models"));
            request.Headers.Add(name, value);
            using var response = await _http.SendAsync(request);
            Assert.Equal(status, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_taken_port_is_reported() =>
        await Assert.ThrowsAsync<IOException>(() => StartAsync(new TeacherServerOptions { Port = _server.Endpoint.Port }));

    [Theory]
    [InlineData(FailureKind.QuotaExhausted)]
    [InlineData(FailureKind.InvalidRequest)]
    [InlineData(FailureKind.Unauthorised)]
    [InlineData(FailureKind.Transient)]
    [InlineData(FailureKind.RateLimited)]
    [InlineData(FailureKind.Permanent)]
    public async Task A_served_teachers_failure_arrives_as_the_same_kind(FailureKind kind)
    {
        await using var server = await TeacherServer.StartAsync(
            new ScriptedTeacher(_ => new Reply.Failed(kind, "because")), new TeacherServerOptions(), _time, CancellationToken.None);
        using var client = new DataPipe.Teachers.OpenAi.OpenAiTeacher(Asking.Options(server.Endpoint.ToString(), "m"), Asking.Environment, _time);
        var failed = await client.FailAsync(Prompt.FromUser("hi"));
        Assert.Equal((kind, "because"), (failed.Kind, failed.Message));
    }

    [Fact]
    public async Task A_served_teachers_refusal_arrives_as_a_refusal()
    {
        await using var server = await TeacherServer.StartAsync(new ScriptedTeacher(_ => new Reply.Refused("no")), new TeacherServerOptions(), _time, CancellationToken.None);
        using var client = new DataPipe.Teachers.OpenAi.OpenAiTeacher(Asking.Options(server.Endpoint.ToString(), "m"), Asking.Environment, _time);
        Assert.Equal("no", Assert.IsType<Reply.Refused>(await client.AskAsync(Prompt.FromUser("hi"), CancellationToken.None)).Reason);
    }

    private Task<TeacherServer> StartAsync(TeacherServerOptions options) => TeacherServer.StartAsync(options, _time, CancellationToken.None);

    private Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> PostAsync(string path, string body, TeacherServer? server = null) =>
        SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json"), server);

    private async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> SendAsync(HttpMethod method, string path, HttpContent? content, TeacherServer? server = null)
    {
        using var request = new HttpRequestMessage(method, new Uri((server ?? _server).Endpoint, path)) { Content = content };
        var response = await _http.SendAsync(request);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone(), response);
    }

    private static async Task AssertErrorAsync((HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response) answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.Status);
        var error = answer.Body.GetProperty("error");
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.NotEmpty(error.GetProperty("type").GetString()!);
        Assert.True(error.TryGetProperty("param", out _) && error.TryGetProperty("code", out _));
        await Task.CompletedTask;
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static double Dot(float[] left, float[] right) => left.Zip(right, (a, b) => (double)a * b).Sum();
}
