using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>Works batches off in the background: reads the rows, answers them, writes an output and an error file.</summary>
internal sealed class BatchDesk(FileShelf shelf, IReadOnlyList<AskEndpoint> endpoints, TeacherServerOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ServedBatch> _batches = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Task Work, CancellationTokenSource Cancel, long Tokens)> _work = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private long _made;

    /// <summary>All batches, newest first.</summary>
    public IEnumerable<ServedBatch> All => _batches.Values.OrderByDescending(static batch => batch.Id, StringComparer.Ordinal);

    public ServedBatch? Find(string id) => _batches.GetValueOrDefault(id);

    /// <summary>Makes a batch of an uploaded file and starts on it; throws <see cref="ApiErrorException"/>.</summary>
    public ServedBatch Create(string inputFileId, string endpoint, IReadOnlyDictionary<string, string> metadata)
    {
        if (shelf.Find(inputFileId) is not { } file)
            throw new ApiErrorException(ApiError.Invalid($"There is no file '{inputFileId}'.", "input_file_id"));
        if (!endpoints.Any(known => "/v1" + known.Path == endpoint))
            throw new ApiErrorException(ApiError.Invalid($"The endpoint '{endpoint}' takes no batches.", "endpoint", "invalid_value"));
        var batch = new ServedBatch(FrontDesk.Id("batch_", Interlocked.Increment(ref _made)), endpoint, inputFileId, time.GetUtcNow().ToUnixTimeSeconds(), metadata);
        _batches[batch.Id] = batch;
        lock (_lock)
        {
            var cancel = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
            _work[batch.Id] = (Task.Run(() => WorkAsync(batch, file, cancel.Token), CancellationToken.None), cancel, file.Content.Length / 4);
        }

        return batch;
    }

    /// <summary>Ends a batch early; what is answered by then is kept.</summary>
    public ServedBatch Cancel(ServedBatch batch)
    {
        if (!Change(batch.Id, static now => now.IsOver ? now : now with { Status = "cancelling" }).IsOver)
            _work[batch.Id].Cancel.Cancel();
        return _batches[batch.Id];
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        foreach (var (work, cancel, _) in _work.Values)
        {
            await work;
            cancel.Dispose();
        }

        _closing.Dispose();
    }

    private async Task WorkAsync(ServedBatch batch, StoredFile file, CancellationToken cancellation)
    {
        List<BatchRow> rows;
        try
        {
            rows = BatchRow.ReadAll(file.Content, batch.Endpoint);
            if (options.BatchQueuedTokens is { } limit && QueuedTokens() > limit)
                throw new ApiErrorException(ApiError.Invalid($"More than {limit} tokens are queued in batches.", null, "token_limit_exceeded"));
        }
        catch (ApiErrorException failure)
        {
            Change(batch.Id, now => now with { Status = "failed", Ended = Now(), Error = (failure.Error.Code ?? "invalid_request", failure.Error.Message) });
            return;
        }

        Change(batch.Id, now => now with { Status = now.Status == "cancelling" ? now.Status : "in_progress", Total = rows.Count });
        var outputs = new ArrayBufferWriter<byte>();
        var errors = new ArrayBufferWriter<byte>();
        var expired = 0;
        var endpoint = endpoints.First(known => "/v1" + known.Path == batch.Endpoint);
        try
        {
            if (options.BatchTime > TimeSpan.Zero)
                await Task.Delay(options.BatchTime, time, cancellation);
            for (var i = 0; i < rows.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var end = await AnswerAsync(endpoint, rows[i], FrontDesk.Id($"batch_req_{batch.Id[^4..]}", i), outputs, errors, cancellation);
                expired += end == RowEnd.Expired ? 1 : 0;
                Change(batch.Id, now => end == RowEnd.Answered ? now with { Completed = now.Completed + 1 } : now with { Failed = now.Failed + 1 });
            }
        }
        catch (OperationCanceledException)
        {
            // Rows that were not reached are in neither file, as with a provider.
        }

        var cancelled = cancellation.IsCancellationRequested;
        var outputId = outputs.WrittenCount > 0 ? shelf.Add($"{batch.Id}_output.jsonl", "batch_output", outputs.WrittenMemory).Id : null;
        var errorId = errors.WrittenCount > 0 ? shelf.Add($"{batch.Id}_error.jsonl", "batch_output", errors.WrittenMemory).Id : null;
        Change(batch.Id, now => now with
        {
            OutputFileId = outputId,
            ErrorFileId = errorId,
            Status = cancelled ? "cancelled" : expired > 0 ? "expired" : "completed",
            Ended = Now(),
        });
    }

    private static async Task<RowEnd> AnswerAsync(
        AskEndpoint endpoint, BatchRow row, string id, ArrayBufferWriter<byte> outputs, ArrayBufferWriter<byte> errors, CancellationToken cancellation)
    {
        try
        {
            if (await endpoint.AnswerRowAsync(row.Body, cancellation) is var (status, body))
            {
                BatchRow.WriteOutcome(outputs, id, row.CustomId, status, body, null);
                return RowEnd.Answered;
            }

            BatchRow.WriteOutcome(errors, id, row.CustomId, null, default, ("batch_expired", "This request could not be executed before the completion window expired."));
            return RowEnd.Expired;
        }
        catch (ApiErrorException failure)
        {
            var body = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(body))
                failure.Error.Write(writer);
            BatchRow.WriteOutcome(errors, id, row.CustomId, failure.Error.Status, body.WrittenMemory, null);
            return RowEnd.Failed;
        }
    }

    // Four bytes of JSON a token: a server's estimate, no count.
    private long QueuedTokens()
    {
        lock (_lock)
        {
            long tokens = 0;
            foreach (var (id, work) in _work)
            {
                if (_batches[id] is { IsOver: false })
                    tokens += work.Tokens;
            }

            return tokens;
        }
    }

    private ServedBatch Change(string id, Func<ServedBatch, ServedBatch> change)
    {
        lock (_lock)
            return _batches[id] = change(_batches[id]);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();

    private enum RowEnd
    {
        Answered,
        Failed,
        Expired,
    }
}
