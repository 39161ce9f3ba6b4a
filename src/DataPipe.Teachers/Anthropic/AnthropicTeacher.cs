using System.Net.Http.Headers;
using System.Text.Json;
using DataPipe.Teachers.OpenAi;
using DataPipe.Teachers.Resilience;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Anthropic;

/// <summary>
/// Asks an endpoint of Anthropic's Messages protocol: Anthropic itself, or a server that speaks the same. The protocol answers once a request,
/// so a prompt of several samples is several requests at a time.
/// </summary>
public sealed class AnthropicTeacher : ITeacher, IDisposable
{
    private const string ProtocolVersion = "2023-06-01";
    private const string UsualVariable = "ANTHROPIC_API_KEY";

    private readonly TeacherOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string? _key;
    private readonly SecretScrubber _scrubber;

    /// <summary>Prepares the connection; nothing is sent yet. Throws <see cref="TeacherConfigurationException"/> for options that do not fit together.</summary>
    /// <param name="options">Which model, where, and the name of its key's variable.</param>
    /// <param name="environment">Reads an environment variable; null when it is not set.</param>
    /// <param name="time">The clock that dates in headers are compared with.</param>
    public AnthropicTeacher(TeacherOptions options, Func<string, string?> environment, TimeProvider time)
    {
        TeacherOptionRules.Check(options);
        if (string.IsNullOrWhiteSpace(options.Model))
            throw new TeacherConfigurationException(nameof(options.Model), "No model is named.", "Name the model to ask.");
        if (options.Authentication != "api-key")
            throw new TeacherConfigurationException(nameof(options.Authentication), $"Kind anthropic has no authentication '{options.Authentication}'.", "Use api-key.");
        _options = options;
        _time = time;
        var endpoint = EndpointOf(options);
        _key = EndpointKey.KeyOf(options, VariableOf(options), endpoint, environment);
        _scrubber = new SecretScrubber(_key);
        _address = new Uri(endpoint, "messages");
        _http = new HttpClient(new ResponseCap(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = ConnectionFault.LongestConnect,
                MaxConnectionsPerServer = options.MaxConcurrency,
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            },
            options.MaxResponseBytes))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Identity = IdentityOf(options);
        Id = Identity.EndpointId;
    }

    /// <inheritdoc/>
    public TeacherIdentity Identity { get; }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        if ((PromptRules.FaultOf(prompt) ?? AnthropicRequest.MisfitOf(prompt)) is { } fault)
            return new Reply.Failed(FailureKind.InvalidRequest, fault) { WasSent = false };
        var body = AnthropicRequest.BodyOf(prompt, _options);
        if (prompt.Samples == 1)
            return await AskOnceAsync(body, cancellation).ConfigureAwait(false);
        var asked = new Task<Reply>[prompt.Samples];
        for (var i = 0; i < asked.Length; i++)
            asked[i] = AskOnceAsync(body, cancellation);
        return Together(await Task.WhenAll(asked).ConfigureAwait(false));
    }

    /// <summary>The identity that options describe; throws <see cref="TeacherConfigurationException"/> for an endpoint that is none.</summary>
    internal static TeacherIdentity IdentityOf(TeacherOptions options) =>
        new("anthropic", options.Model, EndpointKey.HostOf(EndpointOf(options)), Simulated: options.Model == SimulatedTeacher.ModelName, Version: ProtocolVersion);

    /// <summary>The variable that holds the key: never another provider's because of a default.</summary>
    internal static string? VariableOf(TeacherOptions options) => options.ApiKeyVariable == new TeacherOptions().ApiKeyVariable ? UsualVariable : options.ApiKeyVariable;

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    // What was answered is kept though other samples failed: it is paid for. Where nothing was, the first reply tells why.
    private static Reply Together(Reply[] replies)
    {
        var answers = replies.OfType<Reply.Answered>().ToList();
        if (answers.Count == 0)
            return replies.OfType<Reply.Failed>().FirstOrDefault() ?? replies[0];
        var usage = answers[0].Usage;
        for (var i = 1; i < answers.Count; i++)
            usage = usage.Plus(answers[i].Usage);
        foreach (var refused in replies.OfType<Reply.Refused>())
            usage = usage.Plus(refused.Usage);
        return new Reply.Answered([.. answers.SelectMany(static answer => answer.Choices)], usage, answers[0].Model, answers[0].RequestId)
        {
            Limits = answers[^1].Limits,
        };
    }

    private async Task<Reply> AskOnceAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add("anthropic-version", ProtocolVersion);
            if (_key is not null)
                request.Headers.Add("x-api-key", _key);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            var content = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            var read = new WireResponse((int)response.StatusCode, content, name => response.Headers.TryGetValues(name, out var values) ? values.First() : null);
            var reply = read.Status == 200 ? AnthropicAnswer.Read(content, _options, read.RequestId) : AnthropicFailure.Read(read.Status, content, _scrubber);
            return ReplyHeaders.AddTo(reply, read, _time.GetUtcNow());
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            return Failed(FailureKind.Transient, null, failure);
        }
        catch (ResponseTooLargeException failure)
        {
            return Failed(FailureKind.Permanent, null, failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            var (kind, code) = failure.GetBaseException() is ResponseTooLargeException ? (FailureKind.Permanent, null) : ConnectionFault.Of(failure);
            return Failed(kind, code, failure);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
            // Bodies cut off on the way are the common cause, and those may arrive whole next time.
            return new Reply.Failed(FailureKind.Transient, $"The endpoint's answer is not a message: {_scrubber.Scrub(failure.Message)}");
        }
    }

    private Reply.Failed Failed(FailureKind kind, string? code, Exception failure) =>
        new(kind, $"{Identity.EndpointHost}: {_scrubber.Scrub(failure.GetBaseException().Message)}") { Code = code };

    private static Uri EndpointOf(TeacherOptions options) => EndpointKey.EndpointOf(options, "https://api.anthropic.com/v1/", "/v1");
}
