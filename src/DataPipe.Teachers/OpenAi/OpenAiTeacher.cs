using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Azure.Identity;
using DataPipe.Teachers.Resilience;
using DataPipe.Teachers.Simulated;
using OpenAI;
using OpenAI.Chat;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Asks an endpoint of the OpenAI chat protocol, once per prompt: OpenAI itself, Azure OpenAI's v1 endpoint, or a server that speaks the same.</summary>
public sealed class OpenAiTeacher : ITeacher, IDisposable
{
    private readonly TeacherOptions _options;
    private readonly OpenAiConnection _connection;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly ChatClient _client;

    /// <summary>Prepares the connection; nothing is sent yet. Throws <see cref="TeacherConfigurationException"/> for options that do not fit together.</summary>
    /// <param name="options">Which model, where, and the name of its key's variable.</param>
    /// <param name="environment">Reads an environment variable; null when it is not set.</param>
    /// <param name="time">The clock that dates in headers are compared with.</param>
    public OpenAiTeacher(TeacherOptions options, Func<string, string?> environment, TimeProvider time)
    {
        TeacherOptionRules.Check(options);
        if (string.IsNullOrWhiteSpace(options.Model))
            throw new TeacherConfigurationException(nameof(options.Model), "No model is named.", "Name the model, or the deployment, to ask.");
        _options = options;
        _time = time;
        _connection = OpenAiConnection.Create(options, environment);

        // A redirect could carry an api-key header to another host, and a compressed body could be a bomb: neither is accepted.
        _http = new HttpClient(new ResponseCap(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                MaxConnectionsPerServer = options.MaxConcurrency,
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            },
            options.MaxResponseBytes))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
#pragma warning disable OPENAI001 // The client's only constructor that takes an authentication policy.
        _client = new ChatClient(options.Model, _connection.Authentication, new OpenAIClientOptions
        {
            Endpoint = _connection.Endpoint,
            RetryPolicy = new ClientRetryPolicy(0),
            Transport = new HttpClientPipelineTransport(_http),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });
#pragma warning restore OPENAI001
        var host = _connection.Endpoint.IsDefaultPort ? _connection.Endpoint.Host : _connection.Endpoint.Authority;
        // The simulated teacher behind a server is the simulated teacher still: its name is what tells.
        Identity = new TeacherIdentity(_connection.Provider, options.Model, host, Simulated: options.Model == SimulatedTeacher.ModelName, Version: "v1");
        Id = $"{Identity.Provider}/{Identity.Model}@{host}";
    }

    /// <inheritdoc/>
    public TeacherIdentity Identity { get; }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        if (PromptRules.FaultOf(prompt) is { } fault)
            return new Reply.Failed(FailureKind.InvalidRequest, fault);
        try
        {
            // The client's own reading of the body is left out: it shows one choice and throws on finish reasons it does not know.
            using var body = OpenAiRequest.BodyOf(prompt, _options);
            var result = await _client.CompleteChatAsync(
                body, new RequestOptions { CancellationToken = cancellation, ErrorOptions = ClientErrorBehaviors.NoThrow });
            var response = result.GetRawResponse();
            var content = response.Content.ToMemory();
            var reply = response.Status == 200
                ? OpenAiAnswer.Read(content, _options.Model, RequestIdOf(response))
                : OpenAiFailure.Read(response.Status, content, _connection.Scrubber);
            return WithHeaders(reply, response);
        }
        catch (AuthenticationFailedException failure)
        {
            return Failed(FailureKind.Unauthorised, failure);
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            return Failed(FailureKind.Transient, failure);
        }
        catch (Exception failure) when (failure is ClientResultException or AggregateException or HttpRequestException or IOException)
        {
            return Failed(KindOf(failure), failure);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            // Bodies cut off on the way are the common cause, and those may arrive whole next time.
            return new Reply.Failed(FailureKind.Transient, $"The endpoint's answer is not a chat completion: {_connection.Scrubber.Scrub(failure.Message)}");
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private Reply WithHeaders(Reply reply, PipelineResponse response)
    {
        var now = _time.GetUtcNow();
        var limits = RateLimitHeaders.Limits(HeaderOf, now);
        return reply switch
        {
            Reply.Failed failed => Repeatable(failed) with
            {
                Limits = limits,
                RequestId = RequestIdOf(response),
                RetryAfter = failed.Kind is FailureKind.RateLimited or FailureKind.Transient
                    ? RateLimitHeaders.Wait(HeaderOf, now, failed.Kind == FailureKind.RateLimited ? limits : null)
                    : null,
            },
            Reply.Refused refused => refused with { Limits = limits, RequestId = RequestIdOf(response) },
            _ => reply with { Limits = limits },
        };

        string? HeaderOf(string name) => response.Headers.TryGetValue(name, out var value) ? value : null;

        // The provider's explicit word on repeating goes above what the status alone suggests.
        Reply.Failed Repeatable(Reply.Failed failed) =>
            failed.Kind == FailureKind.Transient && HeaderOf("x-should-retry") == "false" ? failed with { Kind = FailureKind.Permanent } : failed;
    }

    private static string? RequestIdOf(PipelineResponse response) =>
        response.Headers.TryGetValue("x-request-id", out var id) || response.Headers.TryGetValue("apim-request-id", out id) ? id : null;

    private static FailureKind KindOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is ResponseTooLargeException or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
                return FailureKind.Permanent;
        }

        return FailureKind.Transient;
    }

    private Reply.Failed Failed(FailureKind kind, Exception failure) =>
        new(kind, $"{Identity.EndpointHost}: {_connection.Scrubber.Scrub(failure.GetBaseException().Message)}");
}
