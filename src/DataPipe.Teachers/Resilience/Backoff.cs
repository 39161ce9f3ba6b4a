namespace DataPipe.Teachers.Resilience;

/// <summary>How long to wait before an attempt is repeated.</summary>
internal static class Backoff
{
    private static readonly TimeSpan LargestSpread = TimeSpan.FromSeconds(1);

    /// <summary>The wait after attempt <paramref name="attempt"/> (from 0): what the provider asked for and up to a tenth more, else doubling from the first wait, spread by 50 % to both sides.</summary>
    public static TimeSpan Wait(TeacherOptions options, int attempt, TimeSpan? asked, double spreadFraction)
    {
        if (asked is { } wait)
        {
            var spread = wait / 10 < LargestSpread ? wait / 10 : LargestSpread;
            return wait + (spread * spreadFraction);
        }

        // 2^40 first waits of a millisecond are already 35 years, so the cap below always decides before the power overflows.
        var doubled = options.FirstBackoff.TotalSeconds * Math.Pow(2, Math.Min(attempt, 40));
        var mean = Math.Min(doubled, options.MaxBackoff.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Min(mean * (0.5 + spreadFraction), options.MaxBackoff.TotalSeconds));
    }
}
