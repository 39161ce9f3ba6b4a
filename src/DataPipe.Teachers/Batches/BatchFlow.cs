using System.Runtime.CompilerServices;

namespace DataPipe.Teachers.Batches;

/// <summary>Takes every part from its file to its results: upload, submission within the provider's queue, looking, collection.</summary>
internal sealed class BatchFlow(
    IReadOnlyList<BatchPart> parts, BatchJournal journal, BatchWire calls, BatchOptions limits, string folder, TimeProvider time, DateTimeOffset? giveUpAt, BatchShare share)
    : IDisposable
{
    // A part that never fits the provider's queue ends at last.
    private const int MaxSubmissions = 500;

    private readonly PartState[] _states = [.. parts.Select(journal.StateOf)];
    private readonly bool[] _cancelled = new bool[parts.Count];
    private readonly bool[] _isQueued = new bool[parts.Count];
    private readonly Reply.Failed?[] _failures = new Reply.Failed?[parts.Count];

    /// <summary>Gives each part when its results are here, in whatever order, or with the failure that ended its calls.</summary>
    public async IAsyncEnumerable<(PartState State, Reply.Failed? Failure)> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var given = new bool[parts.Count];
        var poll = limits.FirstPoll;
        while (true)
        {
            var changed = false;
            for (var i = 0; i < parts.Count; i++)
            {
                if (given[i])
                    continue;
                changed |= await TryAdvanceAsync(i, cancellation).ConfigureAwait(false);
                if (_states[i].Step != BatchStep.Collected && _failures[i] is null)
                    continue;
                given[i] = true;
                yield return (_states[i], _failures[i]);
            }

            if (!given.Contains(false))
                yield break;
            poll = changed ? limits.FirstPoll : poll * 2 < limits.MaxPoll ? poll * 2 : limits.MaxPoll;
            share.Reached("waiting");
            await Task.Delay(giveUpAt - time.GetUtcNow() is { Ticks: > 0 } left && left < poll ? left : poll, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the room in the provider's queue back.</summary>
    public void Dispose()
    {
        for (var i = 0; i < parts.Count; i++) Leave(i);
    }

    private bool IsLate => giveUpAt is { } end && time.GetUtcNow() >= end;

    // A call that fails for good ends its part for now; the journal still knows how far it was.
    private async Task<bool> TryAdvanceAsync(int number, CancellationToken cancellation)
    {
        try
        {
            return await AdvanceAsync(number, cancellation).ConfigureAwait(false);
        }
        catch (BatchCallException failure)
        {
            var mayPass = failure.Failed.Kind is FailureKind.Transient or FailureKind.RateLimited;
            if (mayPass && _states[number].Step < BatchStep.Submitting)
            {
                // Nothing is made of it and nothing paid: its rows go another way.
                Note(number, _states[number] with { Step = BatchStep.Collected, Status = "not sent", Error = failure.Failed.Message });
                return true;
            }

            // A batch that may exist is paid for: its rows are to be collected later, not asked again elsewhere.
            _failures[number] = mayPass
                ? failure.Failed with { Kind = FailureKind.Permanent, Code = "batch_unreachable", Message = $"{failure.Failed.Message} (the batch may be under way: ask again to collect it)" }
                : failure.Failed;
            return true;
        }
    }

    // One part as far as it goes without waiting; true when it went on.
    private async Task<bool> AdvanceAsync(int number, CancellationToken cancellation)
    {
        var (part, before) = (parts[number], _states[number].Step);
        // What may have been sent is followed up even when it is late; what was not is not sent any more.
        if (before is (BatchStep.Prepared or BatchStep.Uploaded) && IsLate)
        {
            Note(number, _states[number] with { Step = BatchStep.Collected, Status = "not sent in time" });
            return true;
        }

        if (before is >= BatchStep.Submitting and <= BatchStep.Submitted)
            _ = HasRoom(number);
        if (_states[number].Step is (BatchStep.Prepared or BatchStep.Uploading) && HasRoom(number))
            await UploadAsync(number, part, cancellation).ConfigureAwait(false);
        if (_states[number].Step is (BatchStep.Uploaded or BatchStep.Submitting) && HasRoom(number))
            await SubmitAsync(number, part, cancellation).ConfigureAwait(false);
        else if (_states[number].Step == BatchStep.Submitted)
            await LookAsync(number, cancellation).ConfigureAwait(false);
        if (_states[number].Step == BatchStep.Ended)
            await CollectAsync(number, cancellation).ConfigureAwait(false);
        return _states[number].Step != before;
    }

    // Room in the provider's queue is taken before the upload, so that no file waits there for nothing, and given back when the batch is over.
    private bool HasRoom(int number)
    {
        if (_isQueued[number])
            return true;
        if (_states[number].Step >= BatchStep.Submitting)
            share.Queue.Enter(parts[number].EstimatedTokens);
        else if (!share.Queue.TryEnter(parts[number].EstimatedTokens))
            return false;
        _isQueued[number] = true;
        return true;
    }

    private void Leave(int number)
    {
        share.Board.Remove(folder, number);
        if (!_isQueued[number])
            return;
        share.Queue.Leave(parts[number].EstimatedTokens);
        _isQueued[number] = false;
    }

    private async Task UploadAsync(int number, BatchPart part, CancellationToken cancellation)
    {
        var mayBeThere = _states[number].Step == BatchStep.Uploading;
        if (!mayBeThere)
            Note(number, _states[number] with { Step = BatchStep.Uploading });
        var file = await calls.UploadAsync(part, mayBeThere, cancellation).ConfigureAwait(false);
        share.Reached("uploaded, not noted");
        Note(number, _states[number] with { Step = BatchStep.Uploaded, FileId = file });
    }

    private async Task SubmitAsync(int number, BatchPart part, CancellationToken cancellation)
    {
        var mayBeThere = _states[number].Step == BatchStep.Submitting;
        if (!mayBeThere)
            Note(number, _states[number] with { Step = BatchStep.Submitting });
        var batch = await calls.SubmitAsync(part, _states[number].FileId!, _states[number].Submission, mayBeThere, cancellation).ConfigureAwait(false);
        share.Reached("submitted, not noted");
        Note(number, _states[number] with { Step = BatchStep.Submitted, BatchId = batch.Id, Status = batch.Status });
        share.Board.Note(folder, number, part.Indices.Count, batch.Done);
    }

    private async Task LookAsync(int number, CancellationToken cancellation)
    {
        var state = _states[number];
        if (IsLate && !_cancelled[number])
        {
            await calls.CancelAsync(state.BatchId!, cancellation).ConfigureAwait(false);
            _cancelled[number] = true;
        }

        var batch = await calls.LookAsync(state.BatchId!, cancellation).ConfigureAwait(false);
        share.Board.Note(folder, number, parts[number].Indices.Count, batch.Done);
        if (!batch.IsOver)
            return;
        Leave(number);
        // The queue was full: nothing was asked and nothing is paid, so it is submitted again when there is room.
        if (batch is { Status: "failed", ErrorCode: "token_limit_exceeded" } && !IsLate && state.Submission < MaxSubmissions)
        {
            Note(number, state with { Step = BatchStep.Uploaded, BatchId = null, Submission = state.Submission + 1, Status = batch.Status });
            return;
        }

        Note(number, state with
        {
            Step = BatchStep.Ended,
            Status = batch.Status,
            OutputFileId = batch.OutputFileId,
            ErrorFileId = batch.ErrorFileId,
            Error = batch.ErrorMessage is null ? batch.ErrorCode : $"{batch.ErrorCode}: {batch.ErrorMessage}",
        });
    }

    private async Task CollectAsync(int number, CancellationToken cancellation)
    {
        var state = _states[number];
        if (state.OutputFileId is { } output)
            await calls.DownloadAsync(output, BatchRun.ResultFile(folder, number, "output"), cancellation).ConfigureAwait(false);
        if (state.ErrorFileId is { } error)
            await calls.DownloadAsync(error, BatchRun.ResultFile(folder, number, "error"), cancellation).ConfigureAwait(false);
        share.Reached("downloaded, not noted");
        Note(number, state with { Step = BatchStep.Collected });
    }

    private void Note(int number, PartState state)
    {
        _states[number] = journal.Note(state);
        share.Reached($"{state.Step} noted");
    }
}
