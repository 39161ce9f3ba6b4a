using System.Globalization;

namespace DataPipe.Execution.Configuration;

/// <summary>Reads numbers, sizes and times as people write them in pipelines.</summary>
internal static class ScalarValue
{
    private static readonly (string Suffix, double Factor)[] Sizes =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("kB", 1e3), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1),
    ];

    private static readonly (string Suffix, double Seconds)[] Times = [("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    /// <summary>A number: <c>1e6</c>, <c>100_000</c>, <c>0.3</c>; with <paramref name="isSize"/> also <c>64MiB</c>.</summary>
    public static bool TryNumber(string text, bool isSize, out decimal number)
    {
        var factor = 1.0;
        if (isSize)
            foreach (var (suffix, value) in Sizes)
                if (text.EndsWith(suffix, StringComparison.Ordinal))
                {
                    (text, factor) = (text[..^suffix.Length].TrimEnd(), value);
                    break;
                }

        if (!decimal.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return false;
        try
        {
            number *= (decimal)factor;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>A time: <c>30s</c>, <c>2m</c>, <c>120ms</c>, <c>1h</c>.</summary>
    public static bool TryTime(string text, out TimeSpan time)
    {
        time = default;
        foreach (var (suffix, seconds) in Times)
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
                && amount >= 0 && amount * seconds < TimeSpan.MaxValue.TotalSeconds / 2)
            {
                time = TimeSpan.FromSeconds(amount * seconds);
                return true;
            }

        return false;
    }
}
