namespace DataPipe.Teachers.Rate;

/// <summary>
/// The rate limits of all teachers of a process under one lock: those that reach one model at one endpoint with one key share one lane, so that together they keep to its limits. Safe
/// for concurrent use.
/// </summary>
public sealed class SharedLimits : IDisposable
{
    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly List<DispatchQueue> _queues = [];
    private readonly TimeProvider _time;
    private readonly long _epoch;
    private readonly ITimer _timer;
    private long _timerAt = long.MaxValue;
    private long _tickets;
    private long _pass;
    private bool _isPumping;

    /// <summary>No limits are known yet.</summary>
    /// <param name="time">The clock of all waits.</param>
    public SharedLimits(TimeProvider time)
    {
        _time = time;
        _epoch = time.GetTimestamp();
        _timer = time.CreateTimer(static limits => ((SharedLimits)limits!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Guards all lanes and queues.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Ticks since the limits were made.</summary>
    internal long Now => _time.GetElapsedTime(_epoch).Ticks;

    /// <summary>Ends all timers.</summary>
    public void Dispose() => _timer.Dispose();

    /// <summary>The lane of a way, made where nobody took it yet.</summary>
    /// <param name="way">What tells it from others; null for one that nobody shares.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="requestsPerMinute">Requests allowed per minute; null to learn.</param>
    /// <param name="tokensPerMinute">Tokens allowed per minute; null to learn.</param>
    /// <param name="options">Concurrency and longest wait.</param>
    internal Lane LaneOf(string? way, string name, double? requestsPerMinute, double? tokensPerMinute, TeacherOptions options)
    {
        lock (Gate)
        {
            if (way is not null && _lanes.TryGetValue(way, out var shared))
            {
                shared.Limiter.Share(requestsPerMinute, tokensPerMinute, options.MaxConcurrency);
                return shared;
            }

            var lane = new Lane(name, new AdaptiveLimiter(requestsPerMinute, tokensPerMinute, options.MaxConcurrency, options.MaxRetryAfter));
            if (way is not null)
                _lanes[way] = lane;
            return lane;
        }
    }

    internal void Add(DispatchQueue queue)
    {
        lock (Gate)
            _queues.Add(queue);
    }

    internal void Remove(DispatchQueue queue)
    {
        lock (Gate)
        {
            _ = _queues.Remove(queue);
            Pump();
        }
    }

    /// <summary>The next number in the order of all requests.</summary>
    internal long NextTicket() => _tickets++;

    /// <summary>Lets go whoever may go, the oldest first. The lock is held.</summary>
    internal void Pump()
    {
        if (_isPumping)
            return;
        _isPumping = true;
        while (PassOnce())
        {
        }

        _isPumping = false;
    }

    // One request at most: what it takes changes what is left for the others. True when one went.
    private bool PassOnce()
    {
        _pass++;
        var (after, wakeAt, now) = (-1L, long.MaxValue, Now);
        while (Next(after) is { } queue)
        {
            after = queue.FirstTicket!.Value;
            if (queue.TryRelease(now, _pass, out var readyAt))
                return true;
            wakeAt = Math.Min(wakeAt, readyAt);
        }

        WakeAt(wakeAt, now);
        return false;
    }

    // The queue whose first request is the oldest after a number.
    private DispatchQueue? Next(long after)
    {
        DispatchQueue? next = null;
        foreach (var queue in _queues)
        {
            if (queue.FirstTicket is { } ticket && ticket > after && (next is null || ticket < next.FirstTicket))
                next = queue;
        }

        return next;
    }

    private void OnTimer()
    {
        lock (Gate)
        {
            _timerAt = long.MaxValue;
            Pump();
        }
    }

    private void WakeAt(long at, long now)
    {
        // Never ready by itself: a request that comes back pumps.
        if (at == long.MaxValue || at == _timerAt)
            return;
        _timerAt = at;
        var wait = TimeSpan.FromTicks(at - now);
        _ = _timer.Change(wait < ShortestTimer ? ShortestTimer : wait, Timeout.InfiniteTimeSpan);
    }
}
