namespace DataPipe.Teachers.Rate;

/// <summary>
/// Finds the rate of an endpoint that states no limit: down when it refuses many, slowly up while it does not. Refusals now and then that go on however
/// slow the pace is have another cause than the rate, and do not slow it. Not safe for concurrent use.
/// </summary>
internal sealed class FoundPace(Pace pace)
{
    private const double SearchDecreaseFraction = 0.7;
    private const double DecreaseFraction = 0.95;
    private const double IncreaseFractionPerSecond = 0.003;

    // Up again after a decrease that turned out to be for nothing: doubled within 25 s.
    private const double RecoveryFractionPerSecond = 0.03;

    // While refusals come this close after each other, the rate is still far off.
    private const long SearchTicks = 5 * TimeSpan.TicksPerSecond;

    // The longer all goes well, the likelier it is that the limit was raised: the increase doubles after this time, and so on.
    private const double CalmSeconds = 30;

    // A rate above the limit by a quarter has a fifth refused; stray refusals of one in ten (a spread of 0.1 x 0.9 / 127 under its root, 0.027) hardly ever reach that.
    private const double ManyRefusedFraction = 0.2;
    private const double OutcomeWeight = 1.0 / 64;

    // The search for a limit stops within 0.7 of the last rate at which many were refused: at half of it, none is refused for its rate.
    private const double ProvenFraction = 0.5;

    // The first refusals of all may be the whole story of a small limit.
    private const int RefusalsTakenAtTheirWord = 3;

    private long? _firstAt;
    private long _decreasedAt = long.MinValue / 2;
    private long _increasedAt;
    private double _refusedFraction;
    private double _manyRefusedAtPerMinute;
    private int _lone;
    private bool _isStray;

    /// <summary>A request goes out.</summary>
    public void Started(long now)
    {
        _firstAt ??= now;
        if (pace.FoundPerMinute is { } found && pace.IsHoldingBack(now))
        {
            var calm = TimeSpan.FromTicks(now - _decreasedAt).TotalSeconds / CalmSeconds;
            var increase = _isStray ? RecoveryFractionPerSecond : IncreaseFractionPerSecond;
            pace.FoundPerMinute = found * (1 + (increase * TimeSpan.FromTicks(now - _increasedAt).TotalSeconds * (1 + calm)));
        }

        _increasedAt = now;
    }

    /// <summary>A request went through, whatever became of it.</summary>
    public void Passed() => _refusedFraction -= OutcomeWeight * _refusedFraction;

    /// <summary>A request that began at <paramref name="startedAt"/> was refused; the result tells whether the others are to wait too.</summary>
    public bool Refused(long startedAt, long now, TimeSpan wait)
    {
        if (pace.LimitPerMinute is not null)
            return true;
        // What was under way at the last decrease tells of the earlier pace, not of this one.
        if (startedAt < _decreasedAt)
            return !_isStray;
        _refusedFraction += OutcomeWeight * (1 - _refusedFraction);
        if (_refusedFraction > ManyRefusedFraction)
            _isStray = false;
        else if (_isStray)
            return false;
        if (pace.FoundPerMinute is not { } found)
            return RefusedUnpaced(now, wait);
        if (_refusedFraction > ManyRefusedFraction)
        {
            _manyRefusedAtPerMinute = found;
            _refusedFraction = ManyRefusedFraction / 2;
        }
        else if (found < ProvenFraction * _manyRefusedAtPerMinute)
        {
            _isStray = true;
            return false;
        }

        Decrease(now, found * (now - _decreasedAt < SearchTicks ? SearchDecreaseFraction : DecreaseFraction));
        return true;
    }

    private bool RefusedUnpaced(long now, TimeSpan wait)
    {
        if (_refusedFraction <= ManyRefusedFraction)
            return ++_lone <= RefusalsTakenAtTheirWord;
        // What went through until now, over the time it has to last for.
        var ticks = Math.Min(TimeSpan.TicksPerMinute, now - _firstAt ?? 0) + wait.Ticks;
        Decrease(now, pace.LastMinute(now) * TimeSpan.TicksPerMinute / Math.Max(ticks, TimeSpan.TicksPerSecond));
        _manyRefusedAtPerMinute = pace.FoundPerMinute!.Value;
        _refusedFraction = ManyRefusedFraction / 2;
        return true;
    }

    private void Decrease(long now, double perMinute)
    {
        pace.FoundPerMinute = Math.Max(1, perMinute);
        _decreasedAt = now;
        _increasedAt = now;
    }
}
