using System.Globalization;

namespace DataPipe.Teachers.Resilience;

/// <summary>Reads what a provider's headers say about waiting and rate limits.</summary>
internal static class RateLimitHeaders
{
    /// <summary>The limits a response states; null when it states none.</summary>
    public static RateLimits? Limits(Func<string, string?> header, DateTimeOffset now)
    {
        var limits = new RateLimits
        {
            LimitRequests = Count(header("x-ratelimit-limit-requests")),
            RemainingRequests = Count(header("x-ratelimit-remaining-requests")),
            ResetRequests = WaitText.Parse(header("x-ratelimit-reset-requests"), now),
            LimitTokens = Count(header("x-ratelimit-limit-tokens")),
            RemainingTokens = Count(header("x-ratelimit-remaining-tokens")),
            ResetTokens = WaitText.Parse(header("x-ratelimit-reset-tokens"), now),
        };
        return limits == new RateLimits() ? null : limits;
    }

    /// <summary>How long the provider asks to wait: <c>retry-after-ms</c>, else <c>Retry-After</c>, else, where limits count, the reset of what is used up.</summary>
    public static TimeSpan? Wait(Func<string, string?> header, DateTimeOffset now, RateLimits? limits)
    {
        if (header("retry-after-ms") is { } milliseconds && WaitText.Parse(milliseconds + "ms", now) is { } exact)
            return exact;
        return WaitText.Parse(header("Retry-After"), now) ?? ResetOf(limits);
    }

    private static TimeSpan? ResetOf(RateLimits? limits)
    {
        if (limits is null)
            return null;
        // A request larger than what is left fails before the count reaches zero, so without a zero the longer reset is the safe one.
        if (limits.RemainingRequests == 0 && limits.RemainingTokens is not 0)
            return limits.ResetRequests;
        if (limits.RemainingTokens == 0 && limits.RemainingRequests is not 0)
            return limits.ResetTokens;
        return limits.ResetRequests > limits.ResetTokens ? limits.ResetRequests : limits.ResetTokens ?? limits.ResetRequests;
    }

    private static long? Count(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
