namespace DataPipe.Teachers.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Within, TaskCompletionSource<TimeSpan> Found)> _waiters = [];
    private DateTimeOffset _now = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan span)
    {
        List<ManualTimer> due;
        lock (_lock)
        {
            _now += span;
            due = [.. _timers.Where(timer => timer.Due <= _now).OrderBy(timer => timer.Due)];
            foreach (var timer in due)
                _timers.Remove(timer);
        }

        foreach (var timer in due)
            timer.Fire();
    }

    /// <summary>Moves the clock from timer to timer until a task is done; timers further off than <paramref name="within"/> are left alone. Returns the waits.</summary>
    public async Task<List<TimeSpan>> DriveAsync(Task task, TimeSpan within)
    {
        var waits = new List<TimeSpan>();
        while (true)
        {
            var timer = NextTimerAsync(within);
            if (await Task.WhenAny(task, timer) == task)
                return waits;
            waits.Add(await timer);
            Advance(waits[^1]);
        }
    }

    /// <summary>Completes when some timer is due within a span, with the time until then.</summary>
    public Task<TimeSpan> NextTimerAsync(TimeSpan within)
    {
        lock (_lock)
        {
            var next = _timers.OrderBy(timer => timer.Due).FirstOrDefault(timer => timer.Due - _now <= within);
            if (next is not null)
                return Task.FromResult(next.Due - _now);
            var found = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((within, found));
            return found.Task;
        }
    }

    private void Schedule(ManualTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return;
            timer.Due = _now + dueTime;
            _timers.Add(timer);
            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                if (dueTime > _waiters[i].Within)
                    continue;
                _waiters[i].Found.SetResult(dueTime);
                _waiters.RemoveAt(i);
            }
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Schedule(this, dueTime);
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => clock.Schedule(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
