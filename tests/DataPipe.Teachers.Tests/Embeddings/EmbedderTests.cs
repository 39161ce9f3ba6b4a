using DataPipe.Teachers.Embeddings;
using DataPipe.Teachers.Serving;
using DataPipe.Teachers.Serving.Faults;

namespace DataPipe.Teachers.Tests.Embeddings;

public sealed class EmbedderTests
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 50).Select(i => $"Text number {i} about ships, 漢字 and rain.")];

    [Theory]
    [InlineData(true, null, 2048, 300_000, 1)]
    [InlineData(false, 64, 2048, 300_000, 1)]
    [InlineData(true, 64, 7, 300_000, 8)]
    [InlineData(true, 64, 2048, 100, 25)]
    public async Task Vectors_over_http_equal_those_in_process(bool base64, int? dimensions, int maxTexts, int maxTokens, int requests)
    {
        await using var server = await TeacherServer.StartAsync(new TeacherServerOptions(), TimeProvider.System, CancellationToken.None);
        var options = new EmbeddingOptions { AsBase64 = base64, Dimensions = dimensions, MaxTexts = maxTexts, MaxTokens = maxTokens };
        using var remote = Make(server, options);
        var local = await new SimulatedEmbedder(options).EmbedAsync(Texts, CancellationToken.None);
        var reply = await remote.EmbedAsync(Texts, CancellationToken.None);
        Assert.Null(reply.Failure);
        Assert.Equal(local.Vectors, reply.Vectors);
        Assert.Equal(local.Usage, reply.Usage);
        Assert.Equal(dimensions ?? 256, reply.Vectors[0]!.Length);
        using var http = new HttpClient();
        using var stats = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync(new Uri(server.Endpoint, "/stats")));
        Assert.Equal(requests, stats.RootElement.GetProperty("requests").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Disturbances_are_overcome()
    {
        await using var server = await TeacherServer.StartAsync(
            new TeacherServerOptions { Faults = [new(Fault.Reset, 0.3), new(Fault.InvalidJson, 0.2), new(Fault.Unavailable, 0.2)] }, TimeProvider.System, CancellationToken.None);
        using var embedder = Make(server, new EmbeddingOptions { MaxTexts = 5 });
        var reply = await embedder.EmbedAsync(Texts, CancellationToken.None);
        Assert.Null(reply.Failure);
        Assert.All(reply.Vectors, Assert.NotNull);
    }

    [Fact]
    public async Task A_failure_keeps_what_was_embedded_before()
    {
        await using var server = await TeacherServer.StartAsync(new TeacherServerOptions(), TimeProvider.System, CancellationToken.None);
        using var embedder = Make(server, new EmbeddingOptions { MaxTexts = 1 });
        var reply = await embedder.EmbedAsync(["fine", string.Concat(Enumerable.Repeat("too long ", 9000)), "never asked"], CancellationToken.None);
        Assert.Equal(FailureKind.InvalidRequest, reply.Failure!.Kind);
        Assert.Equal([true, false, false], reply.Vectors.Select(vector => vector is not null));
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"index":1,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"!"}]}""")]
    [InlineData("""[]""")]
    public async Task A_response_without_a_vector_for_each_text_is_no_answer(string body)
    {
        await using var server = await FaultServer.AlwaysAsync(200, body);
        using var embedder = new OpenAiEmbedder(Asking.Options(server.Endpoint) with { MaxAttempts = 1 }, new EmbeddingOptions(), Asking.Environment, TimeProvider.System);
        Assert.Equal(FailureKind.Transient, (await embedder.EmbedAsync(["a"], CancellationToken.None)).Failure!.Kind);
    }

    [Fact]
    public async Task An_empty_text_is_refused_before_anything_is_sent()
    {
        await using var server = await FaultServer.AlwaysAsync(500, "");
        using var embedder = new OpenAiEmbedder(Asking.Options(server.Endpoint), new EmbeddingOptions(), Asking.Environment, TimeProvider.System);
        Assert.Equal(FailureKind.InvalidRequest, (await embedder.EmbedAsync(["a", ""], CancellationToken.None)).Failure!.Kind);
        Assert.Equal(0, server.Hits);
    }

    private static OpenAiEmbedder Make(TeacherServer server, EmbeddingOptions options) => new(
        Asking.Options(server.Endpoint.ToString(), SimulatedEmbedder.ModelName) with { FirstBackoff = TimeSpan.FromMilliseconds(1), MaxBackoff = TimeSpan.FromMilliseconds(5), MaxAttempts = 40 },
        options, Asking.Environment, TimeProvider.System);
}
