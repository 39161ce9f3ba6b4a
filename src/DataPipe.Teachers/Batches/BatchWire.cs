using System.Buffers;
using System.Text.Json;
using DataPipe.Teachers.OpenAi;
using DataPipe.Teachers.Resilience;

namespace DataPipe.Teachers.Batches;

/// <summary>
/// The calls of the Batch API. Those that can be repeated are, for as long as the limits allow; of an upload and a submission the outcome may be
/// unknown, so before they are repeated the provider is asked whether they happened.
/// </summary>
internal sealed class BatchWire(OpenAiWire wire, TeacherOptions options, BatchOptions limits, TimeProvider time)
{
    private const int PageSize = 100;
    private const int MaxPages = 1000;
    private const double SlowestBytesPerSecond = 100_000;

    // Files are large: the time for them follows from their size at a slow line's speed.
    private readonly TimeSpan _timeout = options.RequestTimeout + TimeSpan.FromSeconds(limits.MaxFileBytes / SlowestBytesPerSecond);

    /// <summary>Uploads a part's file, or finds it there; returns its id.</summary>
    public Task<string> UploadAsync(BatchPart part, bool mayBeThere, CancellationToken cancellation) => OnceAsync(
        mayBeThere,
        () => FindFileAsync(part.UploadName, cancellation),
        async token =>
        {
            using var form = new UploadForm(part.File, part.UploadName);
            return await wire.SendAsync("POST", "files", form, UploadForm.ContentType, token).ConfigureAwait(false);
        },
        static root => ReplyJson.Text(root, "id") ?? throw new FormatException("The response is no file."),
        cancellation);

    /// <summary>Makes a batch of an uploaded part, or finds it there.</summary>
    public Task<RemoteBatch> SubmitAsync(BatchPart part, string fileId, int submission, bool mayBeThere, CancellationToken cancellation)
    {
        var key = part.SubmissionKey(submission);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("input_file_id"u8, fileId);
            writer.WriteString("endpoint"u8, part.Url);
            writer.WriteString("completion_window"u8, "24h"u8);
            writer.WriteStartObject("metadata"u8);
            writer.WriteString(RemoteBatch.KeyName, key);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return OnceAsync(mayBeThere, () => FindBatchAsync(key, cancellation), token => wire.PostAsync("batches", buffer.WrittenMemory, token), RemoteBatch.Read, cancellation);
    }

    public Task<RemoteBatch> LookAsync(string id, CancellationToken cancellation) => GetAsync($"batches/{id}", RemoteBatch.Read, cancellation);

    /// <summary>Ends a batch early; one that is over already stays as it is.</summary>
    public async Task CancelAsync(string id, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (response, failed) = await TryAsync(token => wire.SendAsync("POST", $"batches/{id}/cancel", null, null, token), cancellation).ConfigureAwait(false);
            // A batch that ended meanwhile refuses to be cancelled.
            if (response is not null || failed!.Kind == FailureKind.InvalidRequest)
                return;
            await PauseAsync(failed, attempt, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Copies a file of the provider to one here, whole or not at all.</summary>
    public async Task DownloadAsync(string fileId, string target, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var stream = new FileStream(target + ".new", FileMode.Create, FileAccess.Write);
            await using (stream.ConfigureAwait(false))
            {
                var (response, failed) = await TryAsync(token => wire.DownloadAsync($"files/{fileId}/content", stream, token), cancellation).ConfigureAwait(false);
                if (response is null)
                {
                    await PauseAsync(failed!, attempt, cancellation).ConfigureAwait(false);
                    continue;
                }

                await stream.FlushAsync(cancellation).ConfigureAwait(false);
                Ledger.DurableFile.Synchronise(stream.SafeFileHandle, target);
            }

            File.Move(target + ".new", target, overwrite: true);
            return;
        }
    }

    // Sends what must not be done twice: after an outcome that is not known it is looked for first.
    private async Task<T> OnceAsync<T>(
        bool mayBeThere, Func<Task<T?>> find, Func<CancellationToken, Task<WireResponse>> send, Func<JsonElement, T> read, CancellationToken cancellation)
        where T : class
    {
        for (var attempt = 0; ; attempt++)
        {
            if (mayBeThere && await find().ConfigureAwait(false) is { } found)
                return found;
            var (response, failed) = await TryAsync(send, cancellation).ConfigureAwait(false);
            if (response is not null && Parse(response.Body, read) is { } made)
                return made;
            mayBeThere = true;
            await PauseAsync(failed ?? new Reply.Failed(FailureKind.Transient, "The response was not JSON."), attempt, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<T> GetAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancellation)
        where T : class
    {
        for (var attempt = 0; ; attempt++)
        {
            var (response, failed) = await TryAsync(token => wire.SendAsync("GET", path, null, null, token), cancellation).ConfigureAwait(false);
            if (response is not null && Parse(response.Body, read) is { } got)
                return got;
            await PauseAsync(failed ?? new Reply.Failed(FailureKind.Transient, "The response was not JSON."), attempt, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<string?> FindFileAsync(string name, CancellationToken cancellation) =>
        await FindAsync("files?purpose=batch&", file => ReplyJson.Text(file, "filename") == name ? ReplyJson.Text(file, "id") : null, cancellation).ConfigureAwait(false);

    private async Task<RemoteBatch?> FindBatchAsync(string key, CancellationToken cancellation) =>
        await FindAsync("batches?", element => RemoteBatch.Read(element) is { } batch && batch.Key == key ? batch : null, cancellation).ConfigureAwait(false);

    private async Task<T?> FindAsync<T>(string path, Func<JsonElement, T?> match, CancellationToken cancellation)
        where T : class
    {
        var after = "";
        for (var page = 0; page < MaxPages; page++)
        {
            var (found, last, more) = await GetAsync($"{path}limit={PageSize}{after}", root => Tuple.Create(Match(root, match), LastOf(root), root.TryGetProperty("has_more", out var flag) && flag.ValueKind == JsonValueKind.True), cancellation).ConfigureAwait(false);
            if (found is not null || !more || last is null)
                return found;
            after = "&after=" + Uri.EscapeDataString(last);
        }

        return null;
    }

    private static T? Match<T>(JsonElement root, Func<JsonElement, T?> match)
        where T : class
    {
        if (!ReplyJson.TryArray(root, "data", out var list))
            throw new FormatException("The response is no list.");
        foreach (var element in list.EnumerateArray())
        {
            if (match(element) is { } found)
                return found;
        }

        return null;
    }

    private static string? LastOf(JsonElement root) =>
        ReplyJson.TryArray(root, "data", out var list) && list.GetArrayLength() > 0 ? ReplyJson.Text(list[list.GetArrayLength() - 1], "id") : null;

    private async Task<(WireResponse? Response, Reply.Failed? Failed)> TryAsync(Func<CancellationToken, Task<WireResponse>> send, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            var response = await send(either.Token).ConfigureAwait(false);
            if (response.IsFine)
                return (response, null);
            var reply = ReplyHeaders.AddTo(OpenAiFailure.Read(response.Status, response.Body, wire.Scrubber), response, time.GetUtcNow());
            return (null, reply as Reply.Failed ?? new Reply.Failed(FailureKind.Permanent, ((Reply.Refused)reply).Reason));
        }
        catch (Exception failure) when (wire.FailureOf(failure, cancellation) is { } failed)
        {
            return (null, failed);
        }
    }

    private static T? Parse<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return read(document.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            return null;
        }
    }

    private async Task PauseAsync(Reply.Failed failed, int attempt, CancellationToken cancellation)
    {
        if (failed.Kind is not (FailureKind.Transient or FailureKind.RateLimited) || attempt + 1 >= limits.MaxAttempts)
            throw new BatchCallException(failed);
        var spread = Chance.FractionOf(Chance.Mix((ulong)options.Seed, (ulong)attempt));
        await Task.Delay(Backoff.Wait(options, attempt, failed.RetryAfter, spread), time, cancellation).ConfigureAwait(false);
    }
}
