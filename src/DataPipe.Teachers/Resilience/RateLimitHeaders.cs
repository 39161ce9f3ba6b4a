using System.Globalization;

namespace DataPipe.Teachers.Resilience;

/// <summary>Reads what a provider's headers say about waiting and rate limits.</summary>
internal static class RateLimitHeaders
{
    /// <summary>The limits a response states; null when it states none.</summary>
    public static RateLimits? Limits(Func<string, string?> header, DateTimeOffset now)
    {
        var requests = Of(header, now, "requests");
        var input = Anthropic(header, now, "input-tokens");
        var output = Anthropic(header, now, "output-tokens");
        // Beside limits of its own for prompts and answers, Anthropic's combined one only repeats whichever of the two is nearer.
        var tokens = input == default && output == default ? Of(header, now, "tokens") : default;
        var limits = new RateLimits
        {
            LimitRequests = requests.Limit,
            RemainingRequests = requests.Remaining,
            ResetRequests = requests.Reset,
            LimitTokens = tokens.Limit,
            RemainingTokens = tokens.Remaining,
            ResetTokens = tokens.Reset,
            LimitInputTokens = input.Limit,
            RemainingInputTokens = input.Remaining,
            ResetInputTokens = input.Reset,
            LimitOutputTokens = output.Limit,
            RemainingOutputTokens = output.Remaining,
            ResetOutputTokens = output.Reset,
        };
        return limits == new RateLimits() ? null : limits;
    }

    /// <summary>How long the provider asks to wait: <c>retry-after-ms</c>, else <c>Retry-After</c>, else, where limits count, the reset of what is used up.</summary>
    public static TimeSpan? Wait(Func<string, string?> header, DateTimeOffset now, RateLimits? limits)
    {
        if (header("retry-after-ms") is { } milliseconds && WaitText.Parse(milliseconds.Trim() + "ms", now) is { } exact)
            return exact;
        return WaitText.Parse(header("Retry-After"), now) ?? ResetOf(limits);
    }

    private static TimeSpan? ResetOf(RateLimits? limits)
    {
        if (limits is null)
            return null;
        Span<(long? Remaining, TimeSpan? Reset)> all =
        [
            (limits.RemainingRequests, limits.ResetRequests),
            (limits.RemainingTokens, limits.ResetTokens),
            (limits.RemainingInputTokens, limits.ResetInputTokens),
            (limits.RemainingOutputTokens, limits.ResetOutputTokens),
        ];
        TimeSpan? usedUp = null, longest = null;
        var anyUsedUp = false;
        foreach (var (remaining, reset) in all)
        {
            longest = Longer(longest, reset);
            if (remaining != 0)
                continue;
            anyUsedUp = true;
            usedUp = Longer(usedUp, reset);
        }

        // A request larger than what is left fails before the count reaches zero, so without a zero the longest reset is the safe one.
        return anyUsedUp ? usedUp : longest;
    }

    private static TimeSpan? Longer(TimeSpan? left, TimeSpan? right) => left is null || right > left ? right ?? left : left;

    private static (long? Limit, long? Remaining, TimeSpan? Reset) Of(Func<string, string?> header, DateTimeOffset now, string what)
    {
        var stated = (
            Count(header($"x-ratelimit-limit-{what}")), Count(header($"x-ratelimit-remaining-{what}")), WaitText.Parse(header($"x-ratelimit-reset-{what}"), now));
        if (stated != default)
            return stated;
        // Some servers count by the minute and by the day beside each other, and say so in the name.
        stated = (
            Count(header($"x-ratelimit-limit-{what}-minute")),
            Count(header($"x-ratelimit-remaining-{what}-minute")),
            WaitText.Parse(header($"x-ratelimit-reset-{what}-minute"), now));
        return stated != default ? stated : Anthropic(header, now, what);
    }

    private static (long? Limit, long? Remaining, TimeSpan? Reset) Anthropic(Func<string, string?> header, DateTimeOffset now, string what) => (
        Count(header($"anthropic-ratelimit-{what}-limit")),
        Count(header($"anthropic-ratelimit-{what}-remaining")),
        WaitText.Parse(header($"anthropic-ratelimit-{what}-reset"), now));

    private static long? Count(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count) ? count : null;
}
