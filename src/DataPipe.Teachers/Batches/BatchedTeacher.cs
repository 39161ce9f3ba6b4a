using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.OpenAi;
using DataPipe.Teachers.Pooling;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Batches;

/// <summary>
/// Asks by batch: gathers what is asked at a time, has the provider work it off, and gives each asker its reply hours later. What a batch could not answer is asked one by one. What was
/// submitted before a crash is found again by its content and collected. A ledger stands around it, so that a reply is kept before its asker goes on.
/// </summary>
public sealed class BatchedTeacher : ITeacher, IAsyncDisposable
{
    private readonly ITeacher _online;
    private readonly TeacherOptions _options;
    private readonly BatchOptions _batch;
    private readonly RequestBudget _budget;
    private readonly BatchShelf _shelf;
    private readonly OpenAiWire _wire;
    private readonly BatchShare _share;
    private readonly TimeProvider _time;
    private readonly BatchGathering _gathering;
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly List<Task> _work = [];
    private readonly Lazy<Dictionary<RowKey, BatchJob>> _left;

    /// <summary>Prepares the connection; nothing is sent and nothing written yet.</summary>
    /// <param name="online">The way one by one; not taken over for disposal.</param>
    /// <param name="options">The teacher, with its <see cref="TeacherOptions.Batch"/>; of several endpoints and keys the first takes the batches.</param>
    /// <param name="caps">The caps that what it sends counts in.</param>
    /// <param name="scope">On whose account.</param>
    /// <param name="price">What the teacher's tokens cost.</param>
    /// <param name="ledger">Where jobs under way are noted, in a folder of its own.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="time">The clock of all waits.</param>
    /// <param name="board">Is told how far its batches are.</param>
    /// <exception cref="TeacherConfigurationException">The options describe no teacher with a Batch API.</exception>
    public BatchedTeacher(
        ITeacher online, TeacherOptions options, SpendingCaps caps, AskScope scope, KnownPrice price, CallLedger ledger, Func<string, string?> environment, TimeProvider time, BatchBoard board)
        : this(online, options, caps, scope, price, ledger, environment, time, board, static _ => { })
    {
    }

    /// <summary>As above; <paramref name="reached"/> hears of each step, and may end the work there as a crash would.</summary>
    internal BatchedTeacher(
        ITeacher online, TeacherOptions options, SpendingCaps caps, AskScope scope, KnownPrice price, CallLedger ledger, Func<string, string?> environment, TimeProvider time, BatchBoard board,
        Action<string> reached)
    {
        _options = BatchRun.Checked(TeacherWays.Of(options)[0].Options);
        _batch = options.Batch ?? new BatchOptions();
        (_online, _time, _budget, _shelf) = (online, time, new RequestBudget(caps, scope, online.Identity, price), new BatchShelf(ledger, time));
        _wire = new OpenAiWire(_options, environment, _batch.MaxResultBytes);
        _share = new BatchShare(board, new ProviderQueue(_batch.MaxQueuedTokens), reached);
        _gathering = new BatchGathering(_batch, time, rows => Begin(() => SendAsync(rows), rows));
        _left = new(() => Left(_shelf.Open(Id, _budget.GiveBack)));
    }

    /// <inheritdoc/>
    public TeacherIdentity Identity => _online.Identity;

    /// <inheritdoc/>
    public string Id => _online.Id;

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (PromptRules.FaultOf(prompt) is { } fault) return new Reply.Failed(FailureKind.InvalidRequest, fault) { WasSent = false };
        var key = new RowKey(RequestKey.Of(Identity, Id, prompt), prompt.Samples);
        while (true)
        {
            var row = FindOrAdopt(key);
            if (row is null)
            {
                // Without time for a batch of one there is none for more.
                if (_batch.Choose(1) == BatchMode.Online) return await _online.AskAsync(prompt, cancellation).ConfigureAwait(false);
                Reservation? reservation = null;
                if (_budget.IsCapped)
                {
                    (reservation, var refusal) = await _budget.ReserveAsync(prompt, key.Request, inBatch: true, cancellation).ConfigureAwait(false);
                    if (refusal is not null) return refusal;
                }

                row = new AskedRow(key) { Prompt = prompt, Reservation = reservation };
                if (!_gathering.TryAdd(row))
                {
                    // Another asker was faster with the same.
                    if (reservation is not null) _budget.GiveBack(reservation, key.Request);
                    continue;
                }
            }

            var (reply, way) = await WaitAsync(row, cancellation).ConfigureAwait(false);
            if (reply is not null) return reply;
            if (way == OtherWay.Online) return await _online.AskAsync(prompt, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Stops looking after its batches; what is under way at the provider goes on, and is collected by whoever asks again.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var row in _gathering.Close())
        {
            if (row.Reservation is { } reservation) _budget.GiveBack(reservation, row.Key.Request);
            _ = row.Done.TrySetCanceled();
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        Task[] work;
        lock (_gate) work = [.. _work];
        foreach (var task in work) await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What the ledger has all of is taken away.
        if (work.Length > 0) _ = _shelf.Open(Id, _budget.GiveBack);
        _wire.Dispose();
        _closing.Dispose();
    }

    private async Task<(Reply? Reply, OtherWay Way)> WaitAsync(AskedRow row, CancellationToken cancellation)
    {
        try
        {
            return await row.Done.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What has not gone out does not go out any more; what has is collected by who asks again.
            if (_gathering.Leave(row) && row.Reservation is { } reservation) _budget.GiveBack(reservation, row.Key.Request);
            throw;
        }
        finally
        {
            _gathering.Taken(row);
        }
    }

    // A row that is gathered, under way, or left by an earlier process.
    private AskedRow? FindOrAdopt(RowKey key)
    {
        lock (_gate)
        {
            if (_gathering.Find(key) is { } row) return row;
            if (!_left.Value.TryGetValue(key, out var job)) return null;
            List<AskedRow> rows = [];
            foreach (var (each, reservation) in job.Rows)
            {
                _ = _left.Value.Remove(each);
                // The ledger's answer is served before anyone asks here.
                rows.Add(_gathering.Adopt(new AskedRow(each) { Reservation = reservation is not null && _budget.TryAdopt(reservation) ? reservation : null }));
            }

            Begin(() => AdoptAsync(job, rows), rows);
            return _gathering.Find(key);
        }
    }

    private static Dictionary<RowKey, BatchJob> Left(IReadOnlyList<BatchJob> jobs)
    {
        var left = new Dictionary<RowKey, BatchJob>();
        foreach (var job in jobs)
            foreach (var (key, _) in job.Rows)
                left[key] = job;
        return left;
    }

    private void Begin(Func<Task> work, IReadOnlyList<AskedRow> rows)
    {
        lock (_gate) _work.Add(Task.Run(async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                foreach (var row in rows) _ = row.Done.TrySetCanceled(_closing.Token);
            }
            catch (Exception failure)
            {
                foreach (var row in rows) _ = row.Done.TrySetException(failure);
            }
        }));
    }

    private async Task SendAsync(IReadOnlyList<AskedRow> rows)
    {
        if (_batch.Choose(rows.Count) == BatchMode.Online)
        {
            foreach (var row in rows)
            {
                if (row.Reservation is { } reservation) _budget.GiveBack(reservation, row.Key.Request);
                row.Done.SetResult((null, OtherWay.Online));
            }

            return;
        }

        var (job, journal) = _shelf.Create(Id, rows, _options, _batch);
        using (journal) await CollectAsync(job, journal, rows).ConfigureAwait(false);
    }

    private async Task AdoptAsync(BatchJob job, IReadOnlyList<AskedRow> rows)
    {
        BatchJournal? journal;
        while ((journal = _shelf.Claim(job.Folder)) is null)
            await Task.Delay(_batch.MaxPoll, _time, _closing.Token).ConfigureAwait(false);
        using (journal) await CollectAsync(job, journal, rows).ConfigureAwait(false);
    }

    private async Task CollectAsync(BatchJob job, BatchJournal journal, IReadOnlyList<AskedRow> rows)
    {
        // What a batch of an earlier process refused for good may go now that its cause is mended.
        var wasOver = journal.IsOver;
        using var run = new BatchRun(_wire, _options, _batch, job.Folder, _time, _share);
        var limit = _batch.Choose(rows.Count) == BatchMode.Batch ? null : _batch.BatchTime(rows.Count);
        await foreach (var (index, reply, isBatched, isOpen) in run.ResumeAsync(journal, limit, _closing.Token).ConfigureAwait(false))
        {
            var row = rows[index];
            if (!isOpen && row.Reservation is { } reservation) _budget.Settle(reservation, row.Key.Request, reply, inBatch: true);
            row.Done.SetResult(reply switch
            {
                Reply.Failed { Kind: FailureKind.Transient or FailureKind.RateLimited } => (null, OtherWay.Online),
                Reply.Failed when wasOver && !isOpen => (null, OtherWay.Again),
                _ => (reply with { InBatch = isBatched }, OtherWay.Online),
            });
        }
    }
}
