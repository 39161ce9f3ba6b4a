using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Ledger;

/// <summary>
/// Serves what was answered before and keeps what is answered now: a reply is durable before anyone sees it. Equal requests under way at a time become one.
/// Only whole answers are served again; what was refused, filtered, cut short or failed is kept for the accounts and asked anew.
/// </summary>
public sealed class LedgerTeacher : ITeacher, IDisposable
{
    private readonly ITeacher _inner;
    private readonly CallLedger _ledger;
    private readonly AskScope _scope;
    private readonly LedgerMode _mode;
    private readonly ModelPrice? _price;
    private readonly TimeProvider _time;
    private readonly Dictionary<RequestKey, Flight> _flights = [];
    private ulong _landings;

    /// <summary>Wraps a teacher and takes over its disposal; the ledger stays the caller's.</summary>
    /// <param name="inner">The teacher to ask when the ledger has no answer.</param>
    /// <param name="ledger">What was answered before.</param>
    /// <param name="scope">On whose account requests are made.</param>
    /// <param name="mode">Whether the teacher may be asked at all.</param>
    /// <param name="price">What its tokens cost; null when that is unknown, and costs are left out.</param>
    /// <param name="time">The clock of latencies and of the entries' times.</param>
    public LedgerTeacher(ITeacher inner, CallLedger ledger, AskScope scope, LedgerMode mode, ModelPrice? price, TimeProvider time) =>
        (_inner, _ledger, _scope, _mode, _price, _time) = (inner, ledger, scope, mode, price, time);

    /// <inheritdoc/>
    public TeacherIdentity Identity => _inner.Identity;

    /// <inheritdoc/>
    public string Id => _inner.Id;

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (PromptRules.FaultOf(prompt) is { } fault) return new Reply.Failed(FailureKind.InvalidRequest, fault);
        var canonical = CanonicalRequest.Write(Identity, Id, prompt).ToArray();
        var key = RequestKey.OfCanonical(canonical);
        while (true)
        {
            var landings = Volatile.Read(ref _landings);
            if (Served(key, prompt.Samples) is { } served) return served;
            if (_mode == LedgerMode.Replay) return Miss(key, prompt);
            var (flight, isOurs, mayHaveLanded) = Board(key, prompt.Samples, landings);
            if (isOurs) _ = FlyAsync(flight, key, canonical, prompt, mayHaveLanded);
            if (!flight.TryJoin(prompt.Samples, isOurs))
            {
                // The same request for another number of answers, or one that its askers gave up: what it leaves in the ledger may do.
                await ((Task)flight.Done.Task).WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellation.ThrowIfCancellationRequested();
                continue;
            }

            try
            {
                var reply = await flight.Done.Task.WaitAsync(cancellation);
                return isOurs || reply is not Reply.Answered ? reply : reply with { FromLedger = true };
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                flight.Leave();
                throw;
            }
        }
    }

    /// <summary>The kept reply to a prompt, without asking anyone; null when there is none. For those who ask many prompts at once.</summary>
    /// <param name="prompt">What would be asked.</param>
    public Reply? Find(Prompt prompt) => PromptRules.FaultOf(prompt) is null ? Served(RequestKey.Of(Identity, Id, prompt), prompt.Samples) : null;

    /// <summary>Keeps a reply that came another way than through this teacher, such as out of a batch. An answer that is kept already is not kept again.</summary>
    /// <param name="prompt">What was asked.</param>
    /// <param name="reply">What came.</param>
    /// <param name="atBatchPrice">Whether it came out of a batch, at its price.</param>
    /// <returns>The reply as the ledger has it now.</returns>
    /// <exception cref="IOException">It may not be durable.</exception>
    public async Task<Reply> KeepAsync(Prompt prompt, Reply reply, bool atBatchPrice)
    {
        if (PromptRules.FaultOf(prompt) is not null) return reply;
        var canonical = CanonicalRequest.Write(Identity, Id, prompt).ToArray();
        var key = RequestKey.OfCanonical(canonical);
        return Served(key, prompt.Samples) ?? await KeepAsync(key, canonical, prompt, reply, TimeSpan.Zero, atBatchPrice);
    }

    /// <summary>Requests under way.</summary>
    public int UnderWay
    {
        get
        {
            lock (_flights) return _flights.Count;
        }
    }

    /// <summary>Sends nothing more, and waits until what is under way has ended: the teacher decides how long that may take. What comes is kept.</summary>
    public async Task LandAsync()
    {
        Flight[] flights;
        lock (_flights) flights = [.. _flights.Values];
        foreach (var flight in flights) flight.GiveUp();
        foreach (var flight in flights) await ((Task)flight.Done.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Disposes of the wrapped teacher.</summary>
    public void Dispose() => (_inner as IDisposable)?.Dispose();

    // Another flight may have landed between the look-up, which was made after so many landings, and this one's start.
    private (Flight Flight, bool IsOurs, bool MayHaveLanded) Board(RequestKey key, int samples, ulong landings)
    {
        lock (_flights)
        {
            if (_flights.TryGetValue(key, out var flight)) return (flight, false, false);
            _flights[key] = flight = new Flight(samples);
            return (flight, true, _landings != landings);
        }
    }

    private async Task FlyAsync(Flight flight, RequestKey key, byte[] canonical, Prompt prompt, bool mayHaveLanded)
    {
        Reply? reply = null;
        Exception? failure = null;
        try
        {
            reply = (mayHaveLanded ? Served(key, prompt.Samples) : null) ?? await AskAsync(flight, key, canonical, prompt);
        }
        catch (Exception cause)
        {
            failure = cause;
        }

        lock (_flights)
        {
            _ = _flights.Remove(key);
            Volatile.Write(ref _landings, _landings + 1);
        }

        if (reply is not null) flight.Done.SetResult(reply);
        else flight.Done.SetException(failure!);
        // Those who wait have it; when all gave up, nobody else would look at it.
        _ = flight.Done.Task.Exception;
        flight.Dispose();
    }

    private async Task<Reply> AskAsync(Flight flight, RequestKey key, byte[] canonical, Prompt prompt)
    {
        var started = _time.GetTimestamp();
        var reply = await _inner.AskAsync(prompt, flight.Stop);
        flight.HasReply();
        return await KeepAsync(key, canonical, prompt, reply, _time.GetElapsedTime(started), reply.InBatch);
    }

    private async Task<Reply> KeepAsync(RequestKey key, byte[] canonical, Prompt prompt, Reply reply, TimeSpan latency, bool inBatch)
    {
        if (reply is Reply.Failed { Kind: FailureKind.BudgetExhausted or FailureKind.LedgerMiss }) return reply with { RequestKey = key.ToString() };
        var kept = new KeptReply(_inner, _scope, _price, key, prompt, _time.GetUtcNow(), latency, inBatch);
        var (entries, whole) = kept.Of(reply, sample => _ledger.Find(key, sample));
        await _ledger.AppendAsync(entries, reply is Reply.Failed ? [] : canonical);
        return whole;
    }

    private Reply.Answered? Served(RequestKey key, int samples)
    {
        var entries = new LedgerEntry[samples];
        // From the last: where one is missing, it is missing there most often.
        for (var sample = samples - 1; sample >= 0; sample--)
        {
            if (_ledger.Find(key, sample) is not { Choice: not null } entry) return null;
            entries[sample] = entry;
        }

        return KeptReply.Served(entries);
    }

    private Reply.Failed Miss(RequestKey key, Prompt prompt) => new(
        FailureKind.LedgerMiss,
        $"The ledger in {_ledger.Folder} has no answer of {Id} to request {key} ({prompt.Samples} {(prompt.Samples == 1 ? "sample" : "samples")}), and replay asks nobody. Run once without replay, or import a ledger that has it.")
    {
        RequestKey = key.ToString(),
    };
}
