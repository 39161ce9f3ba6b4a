using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DataPipe.Teachers.Tests;

/// <summary>An endpoint that does to each request what the test says, given the number of the request from 0.</summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _hits;

    private FaultServer(WebApplication app) => _app = app;

    public int Hits => Volatile.Read(ref _hits);

    public string Endpoint => _app.Urls.First() + "/v1";

    public static async Task<FaultServer> StartAsync(Func<int, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var server = new FaultServer(app);
        app.Run(context => answer(Interlocked.Increment(ref server._hits) - 1, context));
        await app.StartAsync();
        return server;
    }

    public static Task<FaultServer> AlwaysAsync(int status, string body, params (string Name, string Value)[] headers) =>
        StartAsync((_, context) => WriteAsync(context, status, body, headers));

    public static async Task WriteAsync(HttpContext context, int status, string body, params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(body);
    }

    public static string Completion(string text, string finish = "stop") =>
        $$$"""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}"},"finish_reason":"{{{finish}}}"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":1} } }""";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
