using System.Text.Json;
using DataPipe.Teachers.Resilience;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Asks an endpoint of the OpenAI protocol, once per prompt: OpenAI itself, Azure OpenAI's v1 endpoint, or a server that speaks the same (vLLM, Ollama, llama.cpp, LM Studio).</summary>
public sealed class OpenAiTeacher : ITeacher, IDisposable
{
    private readonly TeacherOptions _options;
    private readonly OpenAiWire _wire;
    private readonly TimeProvider _time;

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
        _wire = new OpenAiWire(options, environment, options.MaxResponseBytes);
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
        if (PromptRules.FaultOf(prompt) is { } fault)
            return new Reply.Failed(FailureKind.InvalidRequest, fault) { WasSent = false };
        try
        {
            var response = await _wire.PostAsync(OpenAiRequest.PathOf(prompt), OpenAiRequest.BodyOf(prompt, _options), cancellation).ConfigureAwait(false);
            var reply = response.Status == 200
                ? OpenAiAnswer.Read(response.Body, _options, response.RequestId, _wire.Scrubber)
                : OpenAiFailure.Read(response.Status, response.Body, _wire.Scrubber);
            return ReplyHeaders.AddTo(reply, response, _time.GetUtcNow());
        }
        catch (Exception failure) when (_wire.FailureOf(failure, cancellation) is { } failed)
        {
            return failed;
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            // Bodies cut off on the way are the common cause, and those may arrive whole next time.
            return new Reply.Failed(FailureKind.Transient, $"The endpoint's answer is not a completion: {_wire.Scrubber.Scrub(failure.Message)}");
        }
    }

    /// <summary>The identity that options describe; throws <see cref="TeacherConfigurationException"/> for an endpoint that is none.</summary>
    internal static TeacherIdentity IdentityOf(TeacherOptions options) =>
        // The simulated teacher behind a server is the simulated teacher still: its name is what tells.
        new(options.Kind, options.Model, EndpointKey.HostOf(OpenAiConnection.EndpointOf(options)), Simulated: options.Model == SimulatedTeacher.ModelName, Version: "v1");

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _wire.Dispose();
}
