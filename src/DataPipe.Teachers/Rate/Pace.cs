namespace DataPipe.Teachers.Rate;

/// <summary>
/// The even pace of one thing a provider counts, requests or tokens: spreads a limit per minute over the minute, keeps within it over any minute,
/// and within what the provider says is left. Not safe for concurrent use. Source of the even pace: the generic cell rate algorithm, ITU-T I.371.
/// </summary>
internal sealed class Pace
{
    // 60 s / 0.99 = 60.6 s: requests may be half a second late or early on their way before a provider sees one too many in a minute.
    private const double UsedFraction = 0.99;

    // What was missed for a moment (a late timer, a busy machine) may be caught up. Providers that count by the second have that much room; more would be a burst.
    private const long CatchUpTicks = TimeSpan.TicksPerSecond / 2;

    // A minute's limit is whole again within a minute: a longer reset is that of an hour or a day, which is not to be spread over a minute.
    private const long LongestMinuteTicks = 65 * TimeSpan.TicksPerSecond;

    private const double LongestSmallBucketSeconds = 3;

    private readonly MinuteWindow _window = new();
    private double? _given;
    private double? _stated;
    private bool _longWindow;
    private double _clearAt;
    private double _taken;
    private Left? _left;

    /// <summary>A pace under a limit that the user gives, or under what the provider states when null.</summary>
    public Pace(double? givenPerMinute) => _given = givenPerMinute;

    /// <summary>Lowers the limit that the user gives to that of another one who shares it.</summary>
    public void Tighten(double? toPerMinute)
    {
        if (toPerMinute is { } limit && !(_given <= limit))
            _given = limit;
    }

    /// <summary>The limit per minute that holds; null when none is known.</summary>
    public double? LimitPerMinute => _stated < _given ? _stated : _given ?? _stated;

    /// <summary>A rate per minute that was found by trying, where no limit is known.</summary>
    public double? FoundPerMinute { get; set; }

    private double? RatePerMinute => LimitPerMinute * UsedFraction ?? FoundPerMinute;

    /// <summary>All that was ever taken: a mark that tells later what was taken since.</summary>
    public double Taken => _taken;

    /// <summary>Units of the last minute.</summary>
    public double LastMinute(long now) => _window.Sum(now);

    /// <summary>Whether more is asked for than the pace gives at this time.</summary>
    public bool IsHoldingBack(long now) => _clearAt > now;

    /// <summary>The earliest time at which so many units may be taken.</summary>
    public long ReadyAt(long now, double units)
    {
        var ready = now;
        if (RatePerMinute is not null)
            ready = Math.Max(ready, (long)_clearAt - CatchUpTicks);
        if (LimitPerMinute is { } limit)
            ready = Math.Max(ready, _window.EarliestFit(now, Math.Min(units, limit), limit));
        return Math.Max(ready, LeftReadyAt(now, units));
    }

    /// <summary>Takes units now.</summary>
    public void Take(long now, double units)
    {
        _taken += units;
        _window.Add(now, units);
        Charge(now, units);
    }

    /// <summary>Corrects what was taken at a time: more when positive, less when negative.</summary>
    public void Correct(long takenAt, long now, double units)
    {
        if (units == 0)
            return;
        _taken += units;
        _window.Add(takenAt, units);
        if (units > 0)
            Charge(now, units);
        else if (RatePerMinute is { } perMinute)
            _clearAt += units * TimeSpan.TicksPerMinute / perMinute;
    }

    /// <summary>Learns from what the provider said with the reply to a request.</summary>
    /// <param name="now">The time of the reply.</param>
    /// <param name="limit">Units allowed per window.</param>
    /// <param name="remaining">Units left when the request was counted.</param>
    /// <param name="reset">Time until all is available again.</param>
    /// <param name="takenWith"><see cref="Taken"/> just after the request was charged.</param>
    public void Learn(long now, long? limit, long? remaining, TimeSpan? reset, double takenWith)
    {
        if (reset is { Ticks: > LongestMinuteTicks })
            _longWindow = true;
        if (limit is > 0)
            State(now, _longWindow ? null : limit);
        // Replies come out of order: what the later request heard counts.
        if (remaining is not { } left || reset is not { } until || (_left is { } known && known.TakenWith > takenWith))
            return;
        // What this side took within the minute explains what is gone, and is kept to more exactly than by asking: only the use of others is news.
        if (!_longWindow && limit - left <= _window.Sum(now) - (_taken - takenWith))
        {
            _left = null;
            return;
        }

        var refill = limit is { } full && !_longWindow && IsEven(full, left, until) ? full / (double)TimeSpan.TicksPerMinute : 0;
        // What is left was rounded down, by half a unit on average. Of a window of hours, one request a minute asks whether it still holds.
        _left = new Left(left + 0.5, takenWith, now, now + Math.Min(until.Ticks, LongestMinuteTicks), refill);
    }

    private void State(long now, double? limit)
    {
        var isFirst = RatePerMinute is null;
        _stated = limit;
        if (!isFirst || RatePerMinute is not { } perMinute)
            return;
        // The request that brought the limit counts within it.
        _clearAt = now + (_window.Sum(now) * TimeSpan.TicksPerMinute / perMinute);
    }

    private long LeftReadyAt(long now, double units)
    {
        if (_left is not { } left || now >= left.Until)
            return now;
        var refilled = (now - left.At) * left.RefillPerTick;
        var missing = Math.Min(units, LimitPerMinute ?? units) - (left.Units + refilled - (_taken - left.TakenWith));
        if (missing <= 0)
            return now;
        return left.RefillPerTick > 0 ? Math.Min(left.Until, now + (long)Math.Ceiling(missing / left.RefillPerTick)) : left.Until;
    }

    // A bucket that refills evenly is whole again when what is used of it has flowed in, a small one soon; a window that ends at once says something else.
    private static bool IsEven(long limit, long remaining, TimeSpan reset)
    {
        if (reset.TotalSeconds <= LongestSmallBucketSeconds)
            return true;
        var expected = (limit - remaining) * 60.0 / limit;
        return Math.Abs(reset.TotalSeconds - expected) < 0.5 + (0.1 * expected);
    }

    private void Charge(long now, double units)
    {
        _clearAt = RatePerMinute is { } perMinute ? Math.Max(_clearAt, now) + (units * TimeSpan.TicksPerMinute / perMinute) : now;
    }

    private readonly record struct Left(double Units, double TakenWith, long At, long Until, double RefillPerTick);
}
