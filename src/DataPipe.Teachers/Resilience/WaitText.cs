using System.Buffers;
using System.Globalization;

namespace DataPipe.Teachers.Resilience;

/// <summary>Reads the waits providers write into headers: <c>20</c>, <c>0.5</c> (seconds), <c>120ms</c>, <c>6m0s</c>, <c>1h2m3.5s</c>, <c>1d</c>, seconds since 1970, HTTP dates in their three forms (RFC 9110), and RFC 3339 times.</summary>
internal static class WaitText
{
    private static readonly SearchValues<char> NumberChars = SearchValues.Create("0123456789.");

    // Longer waits mean the same to everyone who reads them, and stay far from overflow.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private static readonly string[] DateForms =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    // No wait is 30 years long: so large a number is a time, in seconds or milliseconds since 1970.
    private const double SmallestTimeSeconds = 1e9;
    private const double LargestTimeSeconds = 1e11;
    private const double SmallestTimeMilliseconds = 1e12;
    private const double LargestTimeMilliseconds = 1e13;

    /// <summary>The wait from <paramref name="now"/> on, never negative; null when the text is none of the known forms.</summary>
    public static TimeSpan? Parse(string? text, DateTimeOffset now)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty || trimmed.Length > 64)
            return null;
        // "NaN" and "Infinity" are numbers to the parser below, but nobody's wait.
        if (!char.IsAsciiLetter(trimmed[0]) && double.TryParse(trimmed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return EpochOf(seconds) is { } time ? Until(time, now) : OfSeconds(seconds);
        if (TryUnits(trimmed, out var wait))
            return wait;
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite;
        return DateTimeOffset.TryParseExact(trimmed, DateForms, CultureInfo.InvariantCulture, Style, out var date) ? Until(date, now) : null;
    }

    private static TimeSpan Until(DateTimeOffset date, DateTimeOffset now) => date <= now ? TimeSpan.Zero : date - now > Longest ? Longest : date - now;

    private static DateTimeOffset? EpochOf(double number) => number switch
    {
        >= SmallestTimeSeconds and < LargestTimeSeconds => DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(number),
        >= SmallestTimeMilliseconds and < LargestTimeMilliseconds => DateTimeOffset.UnixEpoch + TimeSpan.FromMilliseconds(number),
        _ => null,
    };

    private static bool TryUnits(ReadOnlySpan<char> text, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        var total = 0.0;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept(NumberChars);
            if (digits < 1 || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
                return false;
            text = text[digits..];
            var letters = text.IndexOfAny(NumberChars);
            var unit = letters < 0 ? text : text[..letters];
            double? scale = unit switch
            {
                "ns" => 1e-9,
                "us" or "µs" => 1e-6,
                "ms" => 1e-3,
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                "d" => 86400,
                _ => null,
            };
            if (scale is null)
                return false;
            total += amount * scale.Value;
            text = text[unit.Length..];
        }

        wait = OfSeconds(total);
        return true;
    }

    private static TimeSpan OfSeconds(double seconds) =>
        seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromTicks((long)Math.Ceiling(seconds * TimeSpan.TicksPerSecond));
}
