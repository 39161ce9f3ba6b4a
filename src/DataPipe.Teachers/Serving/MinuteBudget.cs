namespace DataPipe.Teachers.Serving;

/// <summary>A number of units per minute that refills evenly. Thread-safe.</summary>
internal sealed class MinuteBudget(int perMinute, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _left = perMinute;
    private long _stamp = time.GetTimestamp();

    public int PerMinute => perMinute;

    /// <summary>Takes units, or tells how long to wait until there are enough.</summary>
    public bool TryTake(double units, out TimeSpan wait)
    {
        lock (_lock)
        {
            Refill();
            if (_left >= units)
            {
                _left -= units;
                wait = TimeSpan.Zero;
                return true;
            }

            wait = TimeSpan.FromMinutes((units - _left) / perMinute);
            return false;
        }
    }

    /// <summary>Gives back what was not used; negative units take more, if need be beyond zero.</summary>
    public void GiveBack(double units)
    {
        lock (_lock)
        {
            Refill();
            _left = Math.Min(perMinute, _left + units);
        }
    }

    /// <summary>What is left now, and how long until all is.</summary>
    public (long Left, TimeSpan Reset) State()
    {
        lock (_lock)
        {
            Refill();
            return ((long)Math.Max(0, Math.Floor(_left)), TimeSpan.FromMinutes((perMinute - _left) / perMinute));
        }
    }

    private void Refill()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(perMinute, _left + (time.GetElapsedTime(_stamp, now).TotalMinutes * perMinute));
        _stamp = now;
    }
}
