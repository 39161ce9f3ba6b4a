using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Identity;
using DataPipe.Teachers.Resilience;
using OpenAI;

namespace DataPipe.Teachers.OpenAi;

/// <summary>
/// Sends requests to one endpoint of the OpenAI protocol through the official client's pipeline: its authentication, its user agent, no
/// repeats of its own. Bodies are our own JSON, because the client's types hide further choices and fields that compatible servers add.
/// </summary>
internal sealed class OpenAiWire : IDisposable
{
    private readonly OpenAiConnection _connection;
    private readonly HttpClient _http;
    private readonly ClientPipeline _pipeline;

    /// <summary>Prepares the connection; throws <see cref="TeacherConfigurationException"/> for options that do not fit together.</summary>
    /// <param name="options">Where to connect and the name of the key's variable.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="maxResponseBytes">Largest response body that is read.</param>
    public OpenAiWire(TeacherOptions options, Func<string, string?> environment, long maxResponseBytes)
    {
        _connection = OpenAiConnection.Create(options, environment);
        // A redirect could carry an api-key header to another host, and a compressed body could be a bomb: neither is accepted.
        _http = new HttpClient(new ResponseCap(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = ConnectionFault.LongestConnect,
                MaxConnectionsPerServer = options.MaxConcurrency,
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            },
            maxResponseBytes))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
#pragma warning disable OPENAI001 // The client's only constructor that takes an authentication policy.
        var client = new OpenAIClient(_connection.Authentication, new OpenAIClientOptions
        {
            Endpoint = _connection.Endpoint,
            RetryPolicy = new ClientRetryPolicy(0),
            Transport = new HttpClientPipelineTransport(_http),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });
#pragma warning restore OPENAI001
        _pipeline = client.Pipeline;
        Host = EndpointKey.HostOf(_connection.Endpoint);
    }

    /// <summary>Host, and port where it is not the usual one.</summary>
    public string Host { get; }

    /// <summary>Who serves, as <see cref="TeacherIdentity.Provider"/> names it.</summary>
    public string Provider => _connection.Provider;

    /// <summary>Takes secrets out of texts for people.</summary>
    public SecretScrubber Scrubber => _connection.Scrubber;

    /// <summary>Sends a request and reads the response whole. Throws what <see cref="FailureOf"/> knows; <see cref="OperationCanceledException"/> when cancelled.</summary>
    public async Task<WireResponse> SendAsync(string method, string path, BinaryContent? content, string? contentType, CancellationToken cancellation)
    {
        using var message = Message(method, path, content, contentType, cancellation);
        await _pipeline.SendAsync(message).ConfigureAwait(false);
        // The body is in memory and the connection free again: only the headers are still wanted.
        var response = message.ExtractResponse()!;
        return new WireResponse(response.Status, response.Content.ToMemory(), name => response.Headers.TryGetValue(name, out var value) ? value : null);
    }

    /// <summary>Sends JSON.</summary>
    public Task<WireResponse> PostAsync(string path, ReadOnlyMemory<byte> json, CancellationToken cancellation) =>
        SendAsync("POST", path, BinaryContent.Create(BinaryData.FromBytes(json)), "application/json", cancellation);

    /// <summary>Copies a response's body to a stream as it arrives; a response that is not fine is returned whole and nothing copied.</summary>
    public async Task<WireResponse> DownloadAsync(string path, Stream target, CancellationToken cancellation)
    {
        using var message = Message("GET", path, null, null, cancellation);
        message.BufferResponse = false;
        await _pipeline.SendAsync(message).ConfigureAwait(false);
        var response = message.Response!;
        if (response.Status == 200)
        {
            await response.ContentStream!.CopyToAsync(target, cancellation).ConfigureAwait(false);
            return new WireResponse(200, ReadOnlyMemory<byte>.Empty, static _ => null);
        }

        await response.BufferContentAsync(cancellation).ConfigureAwait(false);
        message.ExtractResponse();
        return new WireResponse(response.Status, response.Content.ToMemory(), name => response.Headers.TryGetValue(name, out var value) ? value : null);
    }

    /// <summary>What an exception of a request means; null for those that are bugs or a cancellation.</summary>
    public Reply.Failed? FailureOf(Exception failure, CancellationToken cancellation) => failure switch
    {
        AuthenticationFailedException => Failed(FailureKind.Unauthorised, failure),
        OperationCanceledException => cancellation.IsCancellationRequested ? null : Failed(FailureKind.Transient, failure),
        ClientResultException or AggregateException or HttpRequestException or IOException => NoAnswer(failure),
        _ => null,
    };

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private PipelineMessage Message(string method, string path, BinaryContent? content, string? contentType, CancellationToken cancellation)
    {
        var message = _pipeline.CreateMessage();
        message.Apply(new RequestOptions { CancellationToken = cancellation });
        // The status is ours to judge, whatever it is.
        message.ResponseClassifier = EveryStatus.IsFine;
        message.Request.Method = method;
        message.Request.Uri = new Uri(_connection.Endpoint, path);
        message.Request.Headers.Set("Accept", "application/json");
        if (content is not null)
        {
            message.Request.Content = content;
            message.Request.Headers.Set("Content-Type", contentType!);
        }

        return message;
    }

    private Reply.Failed NoAnswer(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is ResponseTooLargeException)
                return Failed(FailureKind.Permanent, failure);
        }

        var (kind, code) = ConnectionFault.Of(failure);
        return Failed(kind, failure) with { Code = code };
    }

    private Reply.Failed Failed(FailureKind kind, Exception failure) =>
        new(kind, $"{Host}: {Scrubber.Scrub(failure.GetBaseException().Message)}");

    private sealed class EveryStatus : PipelineMessageClassifier
    {
        public static EveryStatus IsFine { get; } = new();

        public override bool TryClassify(PipelineMessage message, out bool isError)
        {
            isError = false;
            return true;
        }

        public override bool TryClassify(PipelineMessage message, Exception? exception, out bool isRetriable)
        {
            isRetriable = false;
            return true;
        }
    }
}
