namespace DataPipe.Teachers.Rate;

/// <summary>What was taken within the last minute, in slots of a quarter of a second: never less than the truth. Not safe for concurrent use.</summary>
internal sealed class MinuteWindow
{
    private const long SlotTicks = TimeSpan.TicksPerSecond / 4;

    // A minute, and a quarter of a second for requests that overtake each other on their way.
    private const int Slots = (60 * 4) + 1;

    // One more for the slot that is being filled.
    private readonly double[] _taken = new double[Slots + 1];
    private long _slot;
    private double _sum;

    /// <summary>Adds units at a time; negative ones take back.</summary>
    public void Add(long ticks, double units)
    {
        Move(ticks);
        var slot = ticks / SlotTicks;
        if (slot <= _slot - _taken.Length)
            return;
        ref var held = ref _taken[Math.Min(slot, _slot) % _taken.Length];
        var before = held;
        held = Math.Max(0, held + units);
        _sum += held - before;
    }

    /// <summary>The earliest time from <paramref name="ticks"/> on at which so many more units stay within a limit.</summary>
    public long EarliestFit(long ticks, double units, double limit)
    {
        Move(ticks);
        // Rounding of sums may leave a trace, which must not cost a slot.
        var excess = _sum + units - limit - 1e-6;
        if (excess <= 0)
            return ticks;
        for (var slot = _slot - _taken.Length + 1; slot <= _slot; slot++)
        {
            if (slot < 0)
                continue;
            excess -= _taken[slot % _taken.Length];
            if (excess <= 0)
                return (slot + _taken.Length) * SlotTicks;
        }

        // Larger than the limit itself: alone in its minute is the best there is.
        return (_slot + _taken.Length) * SlotTicks;
    }

    /// <summary>Units of the last minute.</summary>
    public double Sum(long ticks)
    {
        Move(ticks);
        return _sum;
    }

    private void Move(long ticks)
    {
        var slot = ticks / SlotTicks;
        if (slot - _slot >= _taken.Length)
        {
            Array.Clear(_taken);
            _sum = 0;
            _slot = slot;
            return;
        }

        while (_slot < slot)
        {
            _slot++;
            ref var expired = ref _taken[_slot % _taken.Length];
            _sum -= expired;
            expired = 0;
        }

        if (_sum < 1e-6)
            _sum = 0;
    }
}
