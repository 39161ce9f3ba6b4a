using DataPipe.Teachers.Ledger;

namespace DataPipe.Teachers.Budget;

/// <summary>
/// Keeps what requests cost below caps. Before a request is sent, the most it can cost is set aside in the ledger, durably and against all caps at once; after,
/// it is replaced by what it did cost, and stays whole when nobody knows. Processes that share the ledger share the caps. Safe for concurrent use.
/// </summary>
public sealed class SpendingCaps
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(2);

    private readonly BudgetOptions _options;
    private readonly CallLedger _ledger;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<Ticket> _queue = [];
    private readonly Dictionary<ulong, Reservation> _inFlight = [];
    private bool _isPumping;
    private ulong _changes;

    /// <summary>Makes caps over a ledger; one for each ledger and process.</summary>
    public SpendingCaps(BudgetOptions options, CallLedger ledger, TimeProvider time) => (_options, _ledger, _time) = (options, ledger, time);

    /// <summary>The caps.</summary>
    public BudgetOptions Options => _options;

    /// <summary>Sets the most that a request can cost aside. Waits while what other requests of this process may give back could make room.</summary>
    /// <returns>The reservation, or in words why the request must not be sent.</returns>
    /// <exception cref="IOException">The reservation is not durable; the request must not be sent.</exception>
    internal Task<(Reservation? Reservation, string? Refusal)> ReserveAsync(AskScope scope, RequestKey key, string currency, Spend bound, CancellationToken cancellation) =>
        EnterAsync(new Ticket(scope, key, currency, bound, [.. Cap.OnSums(_options, scope)], MayWait: true), cancellation);

    /// <summary>The same without waiting; null when there is no room now.</summary>
    internal async Task<Reservation?> TryReserveAsync(AskScope scope, RequestKey key, string currency, Spend bound, CancellationToken cancellation) =>
        (await EnterAsync(new Ticket(scope, key, currency, bound, [.. Cap.OnSums(_options, scope)], MayWait: false), cancellation)).Reservation;

    /// <summary>Counts a reservation that an earlier process left among those under way, which may give something back; false when it is settled already.</summary>
    internal bool TryAdopt(Reservation reservation)
    {
        if (!_ledger.IsReserved(reservation.Id)) return false;
        lock (_gate) _inFlight[reservation.Id] = reservation;
        return true;
    }

    private async Task<(Reservation? Reservation, string? Refusal)> EnterAsync(Ticket ticket, CancellationToken cancellation)
    {
        foreach (var cap in Cap.OnRequests(_options))
            if (cap.Counted(ticket.Bound) > cap.Most)
                return (null, $"The request could cost {cap.Say(cap.Counted(ticket.Bound))}, and '{cap.Option}' allows {cap.Say(cap.Most)}. Lower the request's 'max-tokens' or number of samples, or raise '{cap.Option}'.");
        lock (_gate)
        {
            _queue.Add(ticket);
            _changes++;
        }

        Pump();
        try
        {
            return await ticket.Done.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            bool isWithdrawn;
            lock (_gate) isWithdrawn = _queue.Remove(ticket);
            // It was granted in the same moment: nothing was sent on it, so nothing is spent.
            if (!isWithdrawn && await ticket.Done.Task is { Reservation: { } granted }) Settle(granted, ticket.Key, default);
            throw;
        }
    }

    /// <summary>Replaces a reservation by what was spent. Nobody needs to wait for it: a crash before it is durable leaves the whole reservation spent, and a ledger that cannot be written says so to whoever writes next.</summary>
    internal void Settle(Reservation reservation, RequestKey key, Spend actual)
    {
        // What it was counts until what it became is on its way into the ledger, so no moment counts less than both.
        var durable = _ledger.SettleAsync(reservation, key, actual);
        _ = durable.ContinueWith(static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Leave(reservation);
    }

    /// <summary>Leaves a reservation as it is: nobody knows what became of its request.</summary>
    internal void Leave(Reservation reservation)
    {
        lock (_gate)
        {
            _ = _inFlight.Remove(reservation.Id);
            _changes++;
        }

        Pump();
    }

    private void Pump()
    {
        lock (_gate)
        {
            if (_isPumping || _queue.Count == 0) return;
            _isPumping = true;
        }

        _ = PumpAsync();
    }

    private async Task PumpAsync()
    {
        while (true)
        {
            Ticket[] tickets;
            ulong changes;
            lock (_gate) (tickets, changes) = ([.. _queue], _changes);
            try
            {
                await DecideAsync(tickets);
            }
            catch (Exception failure)
            {
                // The ledger cannot be read or locked: nobody may go.
                lock (_gate) _queue.RemoveAll(tickets.Contains);
                foreach (var ticket in tickets) _ = ticket.Done.TrySetException(failure);
            }

            lock (_gate)
            {
                // Those who wait are judged again when something was given back or somebody came meanwhile.
                if (_queue.Count > 0 && _changes != changes) continue;
                _isPumping = false;
                return;
            }
        }
    }

    // While the lock is held no other process decides, and what others decided before is in the ledger.
    private async Task DecideAsync(Ticket[] tickets)
    {
        using var alone = await LockAsync();
        _ledger.Refresh();
        var granted = new List<(Ticket Ticket, Reservation Reservation, Task Durable)>();
        foreach (var ticket in tickets)
        {
            lock (_gate)
            {
                var refusal = Judge(ticket, out var mustWait);
                if (mustWait || !_queue.Remove(ticket)) continue;
                if (refusal is not null)
                {
                    ticket.Done.SetResult((null, refusal));
                    continue;
                }

                var (reservation, durable) = _ledger.Reserve(ticket.Scope, ticket.Key, ticket.Currency, ticket.Bound);
                _inFlight[reservation.Id] = reservation;
                granted.Add((ticket, reservation, durable));
            }
        }

        foreach (var (ticket, reservation, durable) in granted)
        {
            await durable.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (durable.IsCompletedSuccessfully) ticket.Done.SetResult((reservation, null));
            else ticket.Done.SetException(durable.Exception!.InnerExceptions);
        }
    }

    private string? Judge(Ticket ticket, out bool mustWait)
    {
        mustWait = false;
        foreach (var cap in ticket.Caps)
        {
            var (bound, total) = (cap.Counted(ticket.Bound), cap.Counted(_ledger.Spent(cap.Run, cap.Stage, ticket.Currency)));
            if (total + bound <= cap.Most) continue;
            var underWay = 0m;
            foreach (var reservation in _inFlight.Values)
                if (cap.Covers(reservation.Scope) && (cap.Currency is null || reservation.Currency == cap.Currency))
                    underWay += cap.Counted(reservation.Amount);
            if (total - underWay + bound > cap.Most)
                return $"The budget of {cap.What} is used up: {cap.Say(total - underWay)} spent, {cap.Say(underWay)} set aside for requests under way, this request could take {cap.Say(bound)}, and '{cap.Option}' allows {cap.Say(cap.Most)}. What is done stays: raise '{cap.Option}' and run again to go on.";
            // What requests under way give back may make room.
            mustWait = true;
        }

        if (!mustWait || ticket.MayWait) return null;
        mustWait = false;
        return "There is no room now.";
    }

    private async Task<FileStream> LockAsync()
    {
        var path = Path.Combine(_ledger.Folder, SegmentNames.SpendLock);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(LockRetry, _time, CancellationToken.None);
            }
        }
    }

    private sealed record Ticket(AskScope Scope, RequestKey Key, string Currency, Spend Bound, Cap[] Caps, bool MayWait)
    {
        public TaskCompletionSource<(Reservation? Reservation, string? Refusal)> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
