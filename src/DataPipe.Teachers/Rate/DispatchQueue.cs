namespace DataPipe.Teachers.Rate;

/// <summary>
/// Requests in the order they came, each let go when the first lane can take it. First in, first out: a request that needs much room is not
/// overtaken by small ones, not even by those of other queues where they share a lane. Safe for concurrent use.
/// </summary>
internal sealed class DispatchQueue : IDisposable
{
    private readonly LinkedList<Waiter> _waiting = new();
    private readonly IReadOnlyList<Lane> _lanes;
    private readonly int _most;
    private readonly SharedLimits _limits;
    private readonly bool _ownsLimits;
    private int _underWay;
    private bool _isDisposed;

    /// <summary>A queue before lanes of its own, with at most so many requests under way on all of them.</summary>
    public DispatchQueue(IReadOnlyList<Lane> lanes, int most, TimeProvider time)
        : this(lanes, most, new SharedLimits(time)) => _ownsLimits = true;

    /// <summary>A queue before lanes that others may share.</summary>
    public DispatchQueue(IReadOnlyList<Lane> lanes, int most, SharedLimits limits)
    {
        (_lanes, _most, _limits) = (lanes, most, limits);
        limits.Add(this);
    }

    /// <summary>Requests that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_limits.Gate)
                return _waiting.Count;
        }
    }

    /// <summary>The number of the first request that waits, in the order of all queues; null when none does.</summary>
    internal long? FirstTicket => _waiting.First?.Value.Ticket;

    /// <summary>Waits for the request's turn. Null when no lane is open, or all open ones pause because they are disturbed.</summary>
    /// <param name="size">The request's size.</param>
    /// <param name="avoid">A lane to take only when no other is open.</param>
    /// <param name="cancellation">Leaves the queue, with <see cref="NotSentException"/>.</param>
    public async ValueTask<Admission?> EnterAsync(RequestSize size, Lane? avoid, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            throw new NotSentException(cancellation);
        Waiter waiter;
        lock (_limits.Gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            waiter = new Waiter(size, avoid, _limits.NextTicket());
            waiter.Node = _waiting.AddLast(waiter);
            if (_waiting.Count == 1)
                _limits.Pump();
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
        lock (_limits.Gate)
        {
            _underWay--;
            var seen = admission.Lane.Finish(admission, _limits.Now, reply);
            _limits.Pump();
            return seen;
        }
    }

    /// <summary>Takes a request back that ended without a reply.</summary>
    public void GiveUp(Admission admission)
    {
        lock (_limits.Gate)
        {
            _underWay--;
            admission.Lane.GiveUp();
            _limits.Pump();
        }
    }

    /// <summary>A lane's circuit broke for a time.</summary>
    public void Break(Lane lane, TimeSpan pause)
    {
        lock (_limits.Gate)
        {
            lane.Break(_limits.Now + pause.Ticks);
            _limits.Pump();
        }
    }

    /// <summary>A lane's circuit is whole again.</summary>
    public void Mend(Lane lane)
    {
        lock (_limits.Gate)
        {
            lane.Mend();
            _limits.Pump();
        }
    }

    /// <summary>Time until the first lane that pauses goes on; null when all are closed.</summary>
    public TimeSpan? PauseLeft()
    {
        lock (_limits.Gate)
        {
            var now = _limits.Now;
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
        lock (_limits.Gate)
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

        _limits.Remove(this);
        if (_ownsLimits)
            _limits.Dispose();
    }

    /// <summary>Lets the first request go, or tells it that there is no way; false when it has to wait, and <paramref name="readyAt"/> says until when, if that is known.</summary>
    internal bool TryRelease(long now, long pass, out long readyAt)
    {
        // Completing a waiter under the lock is safe: its continuation runs elsewhere.
        var waiter = _waiting.First!.Value;
        readyAt = long.MaxValue;
        if (!IsAnyWhole(null, now))
        {
            _waiting.RemoveFirst();
            waiter.TrySetResult(null);
            return true;
        }

        if (_underWay >= _most)
            return false;
        readyAt = Choose(waiter, now, pass, out var lane);
        if (lane is null || readyAt > now)
        {
            if (lane is not null)
                lane.PromisedInPass = pass;
            return false;
        }

        _waiting.RemoveFirst();
        _underWay++;
        waiter.TrySetResult(lane.Start(now, waiter.Size));
        return true;
    }

    private void Cancel(Waiter waiter, CancellationToken token)
    {
        lock (_limits.Gate)
        {
            if (waiter.Node is not { List: not null } node)
                return;
            var wasFirst = node.Previous is null;
            _waiting.Remove(node);
            waiter.TrySetException(new NotSentException(token));
            // The next one may need less room than the one that left.
            if (wasFirst)
                _limits.Pump();
        }
    }

    // Of the lanes that can take it now the least reluctant, else the one that can first; null when all that are open are promised to older requests.
    private long Choose(Waiter waiter, long now, long pass, out Lane? chosen)
    {
        chosen = null;
        var best = long.MaxValue;
        foreach (var lane in _lanes)
        {
            if (lane.Closed is not null || lane.PromisedInPass == pass || (lane == waiter.Avoid && IsAnyWhole(lane, now)))
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

    private sealed class Waiter(RequestSize size, Lane? avoid, long ticket)
        : TaskCompletionSource<Admission?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public RequestSize Size => size;

        public Lane? Avoid => avoid;

        /// <summary>Its number in the order of all queues.</summary>
        public long Ticket => ticket;

        public LinkedListNode<Waiter>? Node { get; set; }
    }
}
