using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace DataPipe.Parquet.Values;

/// <summary>Writes values in the manner of JSON.</summary>
internal static class ValueText
{
    public static string Of(ParquetValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ParquetValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: text.Append("null"); break;
            case ValueKind.Boolean: text.Append(value.Boolean ? "true" : "false"); break;
            case ValueKind.Integer: text.Append(CultureInfo.InvariantCulture, $"{value.Integer}"); break;
            case ValueKind.UnsignedInteger: text.Append(CultureInfo.InvariantCulture, $"{value.UnsignedInteger}"); break;
            case ValueKind.Real: text.Append(value.Real.ToString("R", CultureInfo.InvariantCulture)); break;
            case ValueKind.Decimal: text.Append(Decimal(value.Unscaled, value.Scale)); break;
            case ValueKind.Text: Quote(text, value.Text); break;
            case ValueKind.Bytes: Quote(text, Convert.ToHexStringLower(value.Bytes.Span)); break;
            case ValueKind.Uuid: Quote(text, value.Uuid.ToString()); break;
            case ValueKind.Date: Quote(text, Date(value.Days)); break;
            case ValueKind.Time: Quote(text, Clock(value.Ticks, value.Unit)); break;
            case ValueKind.Timestamp: Quote(text, Timestamp(value)); break;
            case ValueKind.List: AppendAll(text, '[', value.Elements, Append, ']'); break;
            case ValueKind.Struct: AppendAll(text, '{', value.Fields, AppendField, '}'); break;
            default: AppendAll(text, '{', value.Entries, AppendEntry, '}'); break;
        }
    }

    /// <summary>A decimal with all digits of its scale.</summary>
    public static string Decimal(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture);
        if (scale > 0)
        {
            digits = digits.PadLeft(scale + 1, '0');
            digits = digits[..^scale] + "." + digits[^scale..];
        }
        return unscaled.Sign < 0 ? "-" + digits : digits;
    }

    /// <summary>A date after ISO 8601, or the days since 1970-01-01 where the year is not in 1 to 9999.</summary>
    public static string Date(long days) =>
        days is >= -719_162 and <= 2_932_896
            ? new DateOnly(1970, 1, 1).AddDays((int)days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{days} days");

    private static string Timestamp(ParquetValue value)
    {
        var perDay = 86_400 * PerSecond(value.Unit);
        var days = Math.DivRem(value.Ticks, perDay, out var ticks);
        if (ticks < 0)
            (days, ticks) = (days - 1, ticks + perDay);
        return $"{Date(days)}T{Clock(ticks, value.Unit)}{(value.IsUtc ? "Z" : "")}";
    }

    private static string Clock(long ticks, TimeUnit unit)
    {
        var second = PerSecond(unit);
        if (ticks < 0 || ticks >= 86_400 * second)
            return string.Create(CultureInfo.InvariantCulture, $"{ticks} {unit}");
        var (seconds, rest) = (ticks / second, ticks % second);
        var clock = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        var digits = unit switch { TimeUnit.Milliseconds => "000", TimeUnit.Microseconds => "000000", _ => "000000000" };
        return rest == 0 ? clock : clock + "." + rest.ToString(digits, CultureInfo.InvariantCulture);
    }

    private static long PerSecond(TimeUnit unit) => unit switch
    {
        TimeUnit.Milliseconds => 1000,
        TimeUnit.Microseconds => 1_000_000,
        _ => 1_000_000_000,
    };

    private static void Quote(StringBuilder text, string value) =>
        text.Append('"').Append(JsonEncodedText.Encode(value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).Append('"');

    private static void AppendField(StringBuilder text, KeyValuePair<string, ParquetValue> field)
    {
        Quote(text, field.Key);
        text.Append(": ");
        Append(text, field.Value);
    }

    private static void AppendEntry(StringBuilder text, KeyValuePair<ParquetValue, ParquetValue> entry)
    {
        Append(text, entry.Key);
        text.Append(": ");
        Append(text, entry.Value);
    }

    private static void AppendAll<T>(
        StringBuilder text, char open, IReadOnlyList<T> items, Action<StringBuilder, T> append, char close)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            append(text, items[i]);
        }
        text.Append(close);
    }
}
