using System.Buffers;
using System.Text;
using System.Text.Json;
using DataPipe.Teachers.OpenAi;
using DataPipe.Teachers.Resilience;

namespace DataPipe.Teachers.Embeddings;

/// <summary>Embeds texts at an endpoint of the OpenAI protocol, in requests of bounded size, repeating what may succeed later.</summary>
public sealed class OpenAiEmbedder : IEmbedder, IDisposable
{
    private readonly TeacherOptions _teacher;
    private readonly EmbeddingOptions _options;
    private readonly OpenAiWire _wire;
    private readonly TimeProvider _time;

    /// <summary>Prepares the connection; nothing is sent yet. Throws <see cref="TeacherConfigurationException"/> for options that do not fit together.</summary>
    /// <param name="teacher">Which model, where, the name of its key's variable, and how patiently to ask.</param>
    /// <param name="options">How texts are embedded.</param>
    /// <param name="environment">Reads an environment variable; null when it is not set.</param>
    /// <param name="time">The clock of all waits.</param>
    public OpenAiEmbedder(TeacherOptions teacher, EmbeddingOptions options, Func<string, string?> environment, TimeProvider time)
    {
        TeacherOptionRules.Check(teacher);
        (_teacher, _options, _time) = (teacher, options, time);
        _wire = new OpenAiWire(teacher, environment, teacher.MaxResponseBytes);
        Identity = new TeacherIdentity(_wire.Provider, teacher.Model, _wire.Host, Simulated: teacher.Model == SimulatedEmbedder.ModelName, Version: "v1");
    }

    /// <inheritdoc/>
    public TeacherIdentity Identity { get; }

    /// <inheritdoc/>
    public async Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        var vectors = new float[]?[texts.Count];
        for (var i = 0; i < vectors.Length; i++)
        {
            if (texts[i].Length == 0)
                return new EmbeddingReply(vectors, Usage.None, _teacher.Model) { Failure = SimulatedEmbedder.EmptyText(i) };
        }

        var reply = new EmbeddingReply(vectors, Usage.None, _teacher.Model);
        for (var from = 0; from < texts.Count;)
        {
            var to = EndOf(texts, from);
            var (usage, model, failure) = await AskPatientlyAsync(texts, from, to, vectors, cancellation).ConfigureAwait(false);
            reply = reply with { Usage = reply.Usage.Plus(usage), Model = model ?? reply.Model, Failure = failure };
            if (failure is not null)
                return reply;
            from = to;
        }

        return reply;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _wire.Dispose();

    private int EndOf(IReadOnlyList<string> texts, int from)
    {
        long bytes = Encoding.UTF8.GetByteCount(texts[from]);
        var to = from + 1;
        for (; to < texts.Count && to - from < _options.MaxTexts; to++)
        {
            bytes += Encoding.UTF8.GetByteCount(texts[to]);
            if (bytes > _options.MaxTokens)
                break;
        }

        return to;
    }

    private async Task<(Usage Usage, string? Model, Reply.Failed? Failure)> AskPatientlyAsync(
        IReadOnlyList<string> texts, int from, int to, float[]?[] vectors, CancellationToken cancellation)
    {
        var body = BodyOf(texts, from, to);
        for (var attempt = 0; ; attempt++)
        {
            var (usage, model, failure) = await AskOnceAsync(body, from, to, vectors, cancellation).ConfigureAwait(false);
            if (failure is null || failure.Kind is not (FailureKind.Transient or FailureKind.RateLimited)
                || failure.RetryAfter > _teacher.MaxRetryAfter || attempt + 1 >= _teacher.MaxAttempts)
                return (usage, model, failure is null ? null : failure with { Attempts = attempt + 1 });
            var spread = Chance.FractionOf(Chance.Mix((ulong)_teacher.Seed + (ulong)from, (ulong)attempt));
            await Task.Delay(Backoff.Wait(_teacher, attempt, failure.RetryAfter, spread), _time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<(Usage Usage, string? Model, Reply.Failed? Failure)> AskOnceAsync(
        ReadOnlyMemory<byte> body, int from, int to, float[]?[] vectors, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_teacher.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            var response = await _wire.PostAsync("embeddings", body, either.Token).ConfigureAwait(false);
            if (response.Status == 200)
            {
                var (usage, model) = EmbeddingAnswer.Read(response.Body, vectors.AsSpan(from, to - from));
                return (usage, model, null);
            }

            var reply = ReplyHeaders.AddTo(OpenAiFailure.Read(response.Status, response.Body, _wire.Scrubber), response, _time.GetUtcNow());
            return (Usage.None, null, reply as Reply.Failed ?? new Reply.Failed(FailureKind.InvalidRequest, ((Reply.Refused)reply).Reason));
        }
        catch (Exception failure) when (_wire.FailureOf(failure, cancellation) is { } failed)
        {
            return (Usage.None, null, failed);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
            return (Usage.None, null, new Reply.Failed(FailureKind.Transient, $"The endpoint's answer holds no embeddings: {_wire.Scrubber.Scrub(failure.Message)}"));
        }
    }

    private ReadOnlyMemory<byte> BodyOf(IReadOnlyList<string> texts, int from, int to)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("model"u8, _teacher.Model);
            writer.WriteStartArray("input"u8);
            for (var i = from; i < to; i++)
                writer.WriteStringValue(texts[i]);
            writer.WriteEndArray();
            if (_options.Dimensions is { } dimensions)
                writer.WriteNumber("dimensions"u8, dimensions);
            writer.WriteString("encoding_format"u8, _options.AsBase64 ? "base64"u8 : "float"u8);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
