namespace DataPipe.Teachers.Rate;

/// <summary>Finds the rate of an endpoint that states no limit: down when it says too many, slowly up while it does not. Not safe for concurrent use.</summary>
internal sealed class FoundPace(Pace pace)
{
    private const double SearchDecreaseFraction = 0.7;
    private const double DecreaseFraction = 0.95;
    private const double IncreaseFractionPerSecond = 0.003;

    // While refusals come this close after each other, the rate is still far off.
    private const long SearchTicks = 5 * TimeSpan.TicksPerSecond;

    // The longer all goes well, the likelier it is that the limit was raised: the increase doubles after this time, and so on.
    private const double CalmSeconds = 30;

    private long? _firstAt;
    private long _decreasedAt = long.MinValue / 2;
    private long _increasedAt;

    /// <summary>A request goes out.</summary>
    public void Started(long now)
    {
        _firstAt ??= now;
        if (pace.FoundPerMinute is { } found && pace.IsHoldingBack(now))
        {
            var calm = TimeSpan.FromTicks(now - _decreasedAt).TotalSeconds / CalmSeconds;
            pace.FoundPerMinute = found * (1 + (IncreaseFractionPerSecond * TimeSpan.FromTicks(now - _increasedAt).TotalSeconds * (1 + calm)));
        }

        _increasedAt = now;
    }

    /// <summary>A request that began at <paramref name="startedAt"/> was one too many.</summary>
    public void Refused(long startedAt, long now, TimeSpan wait)
    {
        if (pace.LimitPerMinute is not null || startedAt < _decreasedAt)
            return;
        if (pace.FoundPerMinute is { } found)
        {
            pace.FoundPerMinute = Math.Max(1, found * (now - _decreasedAt < SearchTicks ? SearchDecreaseFraction : DecreaseFraction));
        }
        else
        {
            // What went through until now, over the time it has to last for.
            var ticks = Math.Min(TimeSpan.TicksPerMinute, now - _firstAt ?? 0) + wait.Ticks;
            pace.FoundPerMinute = Math.Max(1, pace.LastMinute(now) * TimeSpan.TicksPerMinute / Math.Max(ticks, TimeSpan.TicksPerSecond));
        }

        _decreasedAt = now;
        _increasedAt = now;
    }
}
