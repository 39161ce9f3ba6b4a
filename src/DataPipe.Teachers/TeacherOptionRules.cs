using DataPipe.Teachers.Batches;

namespace DataPipe.Teachers;

/// <summary>The ranges of <see cref="TeacherOptions"/>, checked where a teacher is made.</summary>
internal static class TeacherOptionRules
{
    private static readonly TimeSpan ShortestBreaker = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Throws <see cref="TeacherConfigurationException"/> for the first option out of range.</summary>
    public static void Check(TeacherOptions options)
    {
        Range(nameof(options.MaxConcurrency), options.MaxConcurrency, 1, 4096);
        Range(nameof(options.MaxAttempts), options.MaxAttempts, 1, 100);
        Range(nameof(options.RequestsPerMinute), options.RequestsPerMinute ?? 1, 1, 1_000_000_000);
        Range(nameof(options.TokensPerMinute), options.TokensPerMinute ?? 1, 1, 1_000_000_000_000);
        Range(nameof(options.HedgeAfterFraction), options.HedgeAfterFraction ?? 0.5, 0.5, 0.999);
        foreach (var endpoint in options.Endpoints)
        {
            Range(nameof(options.RequestsPerMinute), endpoint.RequestsPerMinute ?? 1, 1, 1_000_000_000);
            Range(nameof(options.TokensPerMinute), endpoint.TokensPerMinute ?? 1, 1, 1_000_000_000_000);
        }

        if (options.Batch is { } batch)
            Check(batch);
        Range(nameof(options.BreakerFailureFraction), options.BreakerFailureFraction, 0.01, 1);
        Range(nameof(options.BreakerMinAttempts), options.BreakerMinAttempts, 2, 100_000);
        Range(nameof(options.MaxResponseBytes), options.MaxResponseBytes, 1024, 1L << 31);
        Range(nameof(options.RequestTimeout), options.RequestTimeout, TimeSpan.FromMilliseconds(10), Day);
        Range(nameof(options.FirstBackoff), options.FirstBackoff, TimeSpan.Zero, Day);
        Range(nameof(options.MaxBackoff), options.MaxBackoff, options.FirstBackoff, Day);
        Range(nameof(options.MaxRetryAfter), options.MaxRetryAfter, TimeSpan.Zero, Day);
        Range(nameof(options.MaxRepeatTime), options.MaxRepeatTime, TimeSpan.Zero, 7 * Day);
        Range(nameof(options.StopGrace), options.StopGrace, TimeSpan.Zero, Hour);
        Range(nameof(options.BreakerWindow), options.BreakerWindow, ShortestBreaker, Day);
        Range(nameof(options.BreakerPause), options.BreakerPause, ShortestBreaker, Day);
    }

    private static void Check(BatchOptions batch)
    {
        const string Option = nameof(TeacherOptions.Batch);
        Range(Option, batch.Deadline ?? TimeSpan.Zero, TimeSpan.Zero, 30 * Day);
        Range(Option, batch.OnlineRequestsPerMinute, 1, 1_000_000_000);
        Range(Option, batch.MinBatchTime, TimeSpan.Zero, Day);
        Range(Option, batch.Gather, TimeSpan.FromMilliseconds(1), Hour);
        Range(Option, batch.MaxRequests, 1, 50_000);
        Range(Option, batch.MaxFileBytes, 1024, 1 << 30);
        Range(Option, batch.MaxQueuedTokens ?? 1, 1, 1_000_000_000_000);
        Range(Option, batch.FirstPoll, TimeSpan.FromMilliseconds(1), Hour);
        Range(Option, batch.MaxPoll, batch.FirstPoll, Hour);
        Range(Option, batch.MaxAttempts, 1, 1000);
        Range(Option, batch.MaxResultBytes, 1024, 1L << 40);
    }

    private static void Range<T>(string option, T value, T low, T high)
        where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(low) >= 0 && value.CompareTo(high) <= 0)
            return;
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        throw new TeacherConfigurationException(
            option,
            $"{option} is {value.ToString(null, culture)}.",
            $"Choose from {low.ToString(null, culture)} to {high.ToString(null, culture)}.");
    }
}
