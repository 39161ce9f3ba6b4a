namespace DataPipe.Teachers.Serving.Faults;

/// <summary>How long answers take: a wait before the first token, distributed lognormally, and tokens at a steady rate after it.</summary>
internal sealed class Pace
{
    // The 95th percentile of the standard normal distribution.
    private const double Quantile95 = 1.6448536269514722;
    private const ulong Salt = 0x7A11;

    private readonly TimeSpan _median;
    private readonly double _spread;
    private readonly double? _tokensPerSecond;
    private readonly TimeProvider _time;
    private readonly ulong _seed;

    public Pace(TimeSpan? median, TimeSpan? p95, double? tokensPerSecond, long seed, TimeProvider time)
    {
        _median = median ?? TimeSpan.Zero;
        // ln(p95) = ln(median) + 1.645 sigma.
        _spread = p95 is { } high && _median > TimeSpan.Zero ? Math.Log(high / _median) / Quantile95 : 0;
        _tokensPerSecond = tokensPerSecond;
        _seed = (ulong)seed;
        _time = time;
    }

    /// <summary>The wait before the first token of one attempt.</summary>
    public TimeSpan Latency(ulong content, int attempt)
    {
        if (_median == TimeSpan.Zero || _spread == 0)
            return _median;
        var dice = new Chance(Chance.Mix(Chance.Mix(content ^ Salt, _seed), (ulong)attempt));
        // Box and Muller 1958; one minus the fraction is never 0.
        var normal = Math.Sqrt(-2 * Math.Log(1 - dice.Fraction())) * Math.Cos(2 * Math.PI * dice.Fraction());
        return _median * Math.Exp(_spread * normal);
    }

    /// <summary>Waits as long as a number of tokens takes.</summary>
    public Task TokensAsync(long tokens, CancellationToken cancellation) =>
        _tokensPerSecond is { } rate && tokens > 0 ? Task.Delay(TimeSpan.FromSeconds(tokens / rate), _time, cancellation) : Task.CompletedTask;

    /// <summary>Waits before the first token of one attempt.</summary>
    public Task LatencyAsync(ulong content, int attempt, CancellationToken cancellation) =>
        Latency(content, attempt) is { Ticks: > 0 } wait ? Task.Delay(wait, _time, cancellation) : Task.CompletedTask;
}
