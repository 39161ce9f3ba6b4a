namespace DataPipe.Teachers.Rate;

/// <summary>
/// How many requests may be under way: one until the first answer, doubling until the first sign of overload, then additive increase and
/// multiplicative decrease. Not safe for concurrent use. Source: Jacobson 1988, Congestion avoidance and control.
/// </summary>
internal sealed class ConcurrencyWindow(int most)
{
    private const double DecreaseFraction = 0.7;

    private int _most = most;
    private double _size = 1;
    private double _threshold = most;
    private long _decreasedAt = long.MinValue;

    /// <summary>Requests that may be under way, 1 to the most.</summary>
    public int Size => (int)_size;

    /// <summary>Raises the most to that of another one who shares it.</summary>
    public void Widen(int to)
    {
        if (to <= _most)
            return;
        if (_threshold >= _most)
            _threshold = to;
        _most = to;
    }

    /// <summary>A request went well while so many were under way.</summary>
    public void Grow(int underWay)
    {
        // A window that is not used proves nothing about a larger one.
        if (_size >= _most || underWay < (_size < _threshold ? Size / 2 : Size))
            return;
        _size = Math.Min(_most, _size + (_size < _threshold ? 1 : 1 / _size));
    }

    /// <summary>The endpoint is overloaded, as a request that began at <paramref name="startedAt"/> shows.</summary>
    public void Shrink(long startedAt, long now)
    {
        // Requests that were under way at the last decrease tell of the larger window, not of this one.
        if (startedAt < _decreasedAt)
            return;
        _decreasedAt = now;
        _size = Math.Max(1, _size * DecreaseFraction);
        _threshold = _size;
    }
}
