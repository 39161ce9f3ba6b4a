using System.Buffers;
using System.Globalization;

namespace DataPipe.Teachers.Resilience;

/// <summary>Reads the waits providers write into headers: <c>20</c>, <c>0.5</c> (seconds), <c>120ms</c>, <c>6m0s</c>, <c>1h2m3.5s</c>, <c>1d</c>, and HTTP dates.</summary>
internal static class WaitText
{
    private static readonly SearchValues<char> NumberChars = SearchValues.Create("0123456789.");

    // Longer waits mean the same to everyone who reads them, and stay far from overflow.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>The wait from <paramref name="now"/> on, never negative; null when the text is none of the known forms.</summary>
    public static TimeSpan? Parse(string? text, DateTimeOffset now)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty || trimmed.Length > 64)
            return null;
        // "NaN" and "Infinity" are numbers to the parser below, but nobody's wait.
        if (!char.IsAsciiLetter(trimmed[0]) && double.TryParse(trimmed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return OfSeconds(seconds);
        if (TryUnits(trimmed, out var wait))
            return wait;
        if (DateTimeOffset.TryParseExact(trimmed, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return date <= now ? TimeSpan.Zero : date - now > Longest ? Longest : date - now;
        return null;
    }

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
