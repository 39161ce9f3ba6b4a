using System.Net;
using System.Text.Json;
using DataPipe.Teachers.Simulated;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DataPipe.Teachers.Serving;

/// <summary>
/// Serves a teacher on the loopback address in the OpenAI protocol (chat completions, completions, embeddings, models, files, batches) and in
/// Anthropic's (messages), with rate limits, latencies and faults on purpose; <c>/stats</c> tells what was asked and answered.
/// </summary>
public sealed class TeacherServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly BatchDesk _batches;

    private TeacherServer(WebApplication app, BatchDesk batches, Uri endpoint)
    {
        _app = app;
        _batches = batches;
        Endpoint = endpoint;
    }

    /// <summary>The endpoint's address, ending in <c>/v1/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts serving the simulated teacher. Throws <see cref="IOException"/> when the port is taken.</summary>
    /// <param name="options">Where to listen and what to allow.</param>
    /// <param name="time">The clock of the rate limits.</param>
    /// <param name="cancellation">Gives the start up.</param>
    public static Task<TeacherServer> StartAsync(TeacherServerOptions options, TimeProvider time, CancellationToken cancellation) =>
        StartAsync(new SimulatedTeacher(options.Seed), options, time, cancellation);

    /// <summary>Starts serving a teacher, which stays the caller's to dispose of. Throws <see cref="IOException"/> when the port is taken.</summary>
    /// <param name="teacher">The teacher that answers.</param>
    /// <param name="options">Where to listen and what to allow.</param>
    /// <param name="time">The clock of the rate limits.</param>
    /// <param name="cancellation">Gives the start up.</param>
    public static async Task<TeacherServer> StartAsync(ITeacher teacher, TeacherServerOptions options, TimeProvider time, CancellationToken cancellation)
    {
        Check(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();

        var app = builder.Build();
        var desk = new FrontDesk(options, time);
        var shelf = new FileShelf(time);
        AskEndpoint[] asks = [.. ((IAskFormat[])[new ChatFormat(), new CompletionFormat(), new MessagesFormat()]).Select(format => new AskEndpoint(format, teacher, desk, time))];
        var batches = new BatchDesk(shelf, asks, options, time);
        try
        {
            Use(app, options);
            Map(app, teacher, asks, desk);
            MapFiles(app, new FileEndpoint(shelf, desk, options), new BatchEndpoint(batches, desk));
            await app.StartAsync(cancellation);
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new TeacherServer(app, batches, new Uri(new Uri(address), "v1/"));
        }
        catch
        {
            await batches.DisposeAsync();
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening and closes what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        // Clients may keep connections open for minutes: nobody waits for them here.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _batches.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static void Check(TeacherServerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port, 65535);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RequestsPerMinute ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TokensPerMinute ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBodyBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxFileBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Faults.Sum(static rate => rate.Fraction), 1.000001, nameof(options.Faults));
        if (options.LatencyP95 is { } high)
            ArgumentOutOfRangeException.ThrowIfLessThan(high, options.LatencyMedian ?? TimeSpan.Zero, nameof(options.LatencyP95));
        if (options.TokensPerSecond is { } rate)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(options.TokensPerSecond));
    }

    private static void Use(WebApplication app, TeacherServerOptions options)
    {
        var keys = new KeyCheck(options.RequiredApiKey);
        var requests = 0L;
        app.Use(async (context, next) =>
        {
            context.Response.Headers[MessagesFormat.IsAskedBy(context.Request) ? "request-id" : "x-request-id"] = FrontDesk.Id("req_", Interlocked.Increment(ref requests));
            try
            {
                keys.Admit(context.Request);
                await next(context);
            }
            catch (ApiErrorException failure)
            {
                await failure.Error.WriteAsync(context);
            }
            catch (BadHttpRequestException failure)
            {
                await new ApiError(failure.StatusCode, "invalid_request_error", failure.Message, null, null).WriteAsync(context);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The client has gone: there is no one to answer.
            }
            catch (ConnectionGivenUpException)
            {
                // Neither is there here.
            }
        });
        app.UseRouting();
    }

    private static void Map(WebApplication app, ITeacher teacher, AskEndpoint[] asks, FrontDesk desk)
    {
        var embeddings = new EmbeddingEndpoint(desk);
        var stats = new StatsEndpoint(desk);
        app.MapGet("/stats", stats.SumsAsync);
        app.MapGet("/stats/prompts", stats.PromptsAsync);

        // Azure OpenAI has the same protocol under a longer path.
        foreach (var root in (string[])["/v1", "/openai/v1"])
        {
            foreach (var ask in asks)
                app.MapPost(root + ask.Path, ask.AnswerAsync);
            app.MapPost($"{root}/embeddings", embeddings.AnswerAsync);
            app.MapGet($"{root}/models", context => ModelsAsync(context, teacher));
        }

        app.MapFallback("{*path}", context => throw new ApiErrorException(new ApiError(
            StatusCodes.Status404NotFound, "invalid_request_error", $"There is no {context.Request.Method} {context.Request.Path}.", null, "unknown_url")));
    }

    private static void MapFiles(WebApplication app, FileEndpoint files, BatchEndpoint batches)
    {
        foreach (var root in (string[])["/v1", "/openai/v1"])
        {
            app.MapPost($"{root}/files", files.UploadAsync);
            app.MapGet($"{root}/files", files.ListAsync);
            app.MapGet($"{root}/files/{{id}}", files.FindAsync);
            app.MapGet($"{root}/files/{{id}}/content", files.ReadAsync);
            app.MapDelete($"{root}/files/{{id}}", files.DeleteAsync);
            app.MapPost($"{root}/batches", batches.CreateAsync);
            app.MapGet($"{root}/batches", batches.ListAsync);
            app.MapGet($"{root}/batches/{{id}}", batches.FindAsync);
            app.MapPost($"{root}/batches/{{id}}/cancel", batches.CancelAsync);
        }
    }

    private static async Task ModelsAsync(HttpContext context, ITeacher teacher)
    {
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("object"u8, "list"u8);
        writer.WriteStartArray("data"u8);
        foreach (var model in (string[])[teacher.Identity.Model, EmbeddingEndpoint.ModelName])
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, model);
            writer.WriteString("object"u8, "model"u8);
            writer.WriteNumber("created"u8, 0);
            writer.WriteString("owned_by"u8, teacher.Identity.Provider);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // The program around the server decides about signals and says what is to be said.
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
