namespace DataPipe.Teachers.Rate;

/// <summary>
/// Requests in the order they came, each let go when the first lane can take it. First in, first out: a request that needs much room is not
/// overtaken by small ones. Safe for concurrent use.
/// </summary>
internal sealed class DispatchQueue : IDisposable
{
    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = new();
    private readonly IReadOnlyList<Lane> _lanes;
    private readonly int _most;
    private readonly TimeProvider _time;
    private readonly long _epoch;
    private readonly ITimer _timer;
    private long _timerAt = long.MaxValue;
    private int _underWay;
    private bool _isDisposed;

    /// <summary>A queue before lanes, with at most so many requests under way on all of them.</summary>
    public DispatchQueue(IReadOnlyList<Lane> lanes, int most, TimeProvider time)
    {
        _lanes = lanes;
        _most = most;
        _time = time;
        _epoch = time.GetTimestamp();
        _timer = time.CreateTimer(static queue => ((DispatchQueue)queue!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Requests that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    private long Now => _time.GetElapsedTime(_epoch).Ticks;

    /// <summary>Waits for the request's turn. Null when no lane is open, or all open ones pause because they are disturbed.</summary>
    /// <param name="size">The request's size.</param>
    /// <param name="avoid">A lane to take only when no other is open.</param>
    /// <param name="cancellation">Leaves the queue.</param>
    public async ValueTask<Admission?> EnterAsync(RequestSize size, Lane? avoid, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiter = new Waiter(size, avoid);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            waiter.Node = _waiting.AddLast(waiter);
            if (_waiting.Count == 1)
                Pump();
        }

        if (waiter.Task.IsCompleted)
            return await waiter.Task.ConfigureAwait(false);
        using var registration = cancellation.UnsafeRegister(
            static (state, token) =>
            {
                var (queue, waiter) = ((DispatchQueue, Waiter))state!;
                queue.Cancel(waiter, token);
            },
            (this, waiter));
        return await waiter.Task.ConfigureAwait(false);
    }

    /// <summary>Takes a request back with its reply; the result is the reply as the lane sees it, final where nothing on it can succeed any more.</summary>
    public Reply Leave(Admission admission, Reply reply)
    {
        lock (_lock)
        {
            _underWay--;
            var seen = admission.Lane.Finish(admission, Now, reply);
            Pump();
            return seen;
        }
    }

    /// <summary>Takes a request back that ended without a reply.</summary>
    public void GiveUp(Admission admission)
    {
        lock (_lock)
        {
            _underWay--;
            admission.Lane.GiveUp();
            Pump();
        }
    }

    /// <summary>A lane's circuit broke for a time.</summary>
    public void Break(Lane lane, TimeSpan pause)
    {
        lock (_lock)
        {
            lane.Break(Now + pause.Ticks);
            Pump();
        }
    }

    /// <summary>A lane's circuit is whole again.</summary>
    public void Mend(Lane lane)
    {
        lock (_lock)
        {
            lane.Mend();
            Pump();
        }
    }

    /// <summary>Time until the first lane that pauses goes on; null when all are closed.</summary>
    public TimeSpan? PauseLeft()
    {
        lock (_lock)
        {
            var now = Now;
            var first = long.MaxValue;
            foreach (var lane in _lanes)
            {
                if (lane.Closed is null)
                    first = Math.Min(first, lane.BrokenUntil(now) ?? now);
            }

            return first == long.MaxValue ? null : TimeSpan.FromTicks(first - now);
        }
    }

    /// <summary>Ends all waiting.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            while (_waiting.First is { Value: var waiter })
            {
                _waiting.RemoveFirst();
                waiter.TrySetException(new ObjectDisposedException(nameof(DispatchQueue)));
            }
        }

        _timer.Dispose();
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            _timerAt = long.MaxValue;
            Pump();
        }
    }

    private void Cancel(Waiter waiter, CancellationToken token)
    {
        lock (_lock)
        {
            if (waiter.Node is not { List: not null } node)
                return;
            var wasFirst = node.Previous is null;
            _waiting.Remove(node);
            waiter.TrySetCanceled(token);
            // The next one may need less room than the one that left.
            if (wasFirst)
                Pump();
        }
    }

    // Completing a waiter under the lock is safe: its continuation runs elsewhere.
    private void Pump()
    {
        while (!_isDisposed && _waiting.First is { Value: var waiter })
        {
            var now = Now;
            var readyAt = Choose(waiter, now, out var lane);
            if (lane is null)
            {
                _waiting.RemoveFirst();
                waiter.TrySetResult(null);
                continue;
            }

            if (_underWay >= _most)
                return;
            if (readyAt > now)
            {
                WakeAt(readyAt, now);
                return;
            }

            _waiting.RemoveFirst();
            _underWay++;
            waiter.TrySetResult(lane.Start(now, waiter.Size));
        }
    }

    // Of the lanes that can take it now the least reluctant, else the one that can first; null when none is open and whole.
    private long Choose(Waiter waiter, long now, out Lane? chosen)
    {
        chosen = null;
        var best = long.MaxValue;
        if (!IsAnyWhole(null, now))
            return best;
        foreach (var lane in _lanes)
        {
            if (lane.Closed is not null || (lane == waiter.Avoid && IsAnyWhole(lane, now)))
                continue;
            var readyAt = Math.Max(now, lane.ReadyAt(now, waiter.Size));
            if (chosen is null || readyAt < best || (readyAt == best && lane.Reluctance < chosen.Reluctance))
                (chosen, best) = (lane, readyAt);
        }

        return best;
    }

    private bool IsAnyWhole(Lane? except, long now)
    {
        foreach (var lane in _lanes)
        {
            if (lane != except && lane.Closed is null && lane.BrokenUntil(now) is null)
                return true;
        }

        return false;
    }

    private void WakeAt(long at, long now)
    {
        // Never ready by itself: a request that comes back pumps.
        if (at == long.MaxValue || at == _timerAt)
            return;
        _timerAt = at;
        var wait = TimeSpan.FromTicks(at - now);
        _timer.Change(wait < ShortestTimer ? ShortestTimer : wait, Timeout.InfiniteTimeSpan);
    }

    private sealed class Waiter(RequestSize size, Lane? avoid)
        : TaskCompletionSource<Admission?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public RequestSize Size => size;

        public Lane? Avoid => avoid;

        public LinkedListNode<Waiter>? Node { get; set; }
    }
}
