namespace DataPipe.Teachers.Pooling;

/// <summary>The latency that a fraction of the latest answers stayed below. Safe for concurrent use.</summary>
internal sealed class LatencyQuantile(double fraction)
{
    private const int Kept = 512;
    private const int FewestToTell = 40;
    private const int Renewal = 16;

    private readonly Lock _lock = new();
    private readonly long[] _latest = new long[Kept];
    private readonly long[] _sorted = new long[Kept];
    private int _count;
    private TimeSpan? _value;

    /// <summary>The latency; null until enough answers were seen.</summary>
    public TimeSpan? Value
    {
        get
        {
            lock (_lock)
                return _value;
        }
    }

    /// <summary>Takes the latency of one answer.</summary>
    public void Add(TimeSpan latency)
    {
        lock (_lock)
        {
            _latest[_count++ % Kept] = latency.Ticks;
            if (_count < FewestToTell || _count % Renewal != 0)
                return;
            var known = Math.Min(_count, Kept);
            Array.Copy(_latest, _sorted, known);
            Array.Sort(_sorted, 0, known);
            _value = TimeSpan.FromTicks(_sorted[Math.Min(known - 1, (int)(known * fraction))]);
        }
    }
}
