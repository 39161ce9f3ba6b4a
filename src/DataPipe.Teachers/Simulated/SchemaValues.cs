using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DataPipe.Teachers.Simulated;

/// <summary>Strings and numbers within the bounds of a JSON Schema.</summary>
internal static class SchemaValues
{
    private const int MaxTextChars = 100_000;

    /// <summary>A string that suits the property's name, its format and its length bounds.</summary>
    public static string Text(JsonElement schema, string name, Asked asked)
    {
        var (low, high) = Lengths(schema, "minLength", "maxLength", MaxTextChars);
        var chance = asked.Chance;
        var format = schema.TryGetProperty("format", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        var text = format is null ? Prosaic(name, asked) : Formatted(format, chance);
        if (format is not null && text is not null)
            return text;
        text ??= Prosaic(name, asked);
        if (text.Length < low || text.EnumerateRunes().Count() < low)
        {
            var longer = new StringBuilder(text);
            for (var missing = low; missing > 0;)
            {
                var more = $" {Prose.Paragraph(chance.Of(Vocabulary.Topics), 3, chance)}";
                longer.Append(more);
                missing -= more.Length;
            }

            text = longer.ToString();
        }

        if (text.Length <= high)
            return text;
        // Words of the request may lie beyond the basic plane: no cut between the halves of a pair.
        return high > 0 && char.IsHighSurrogate(text[high - 1]) ? text[..(high - 1)] + "." : text[..high];
    }

    /// <summary>A whole number within the bounds; the judge's rating where one answer is shown for rating.</summary>
    public static long Integer(JsonElement schema, string name, Asked asked)
    {
        var (low, high) = Bounds(schema);
        var step = schema.TryGetProperty("multipleOf", out var multiple) && multiple.ValueKind == JsonValueKind.Number && multiple.TryGetInt64(out var whole) && whole > 0 ? whole : 1;
        var first = Math.Ceiling(low / step);
        var last = Math.Floor(high / step);
        if (!(first <= last) || Math.Abs(first * step) > long.MaxValue / 2 || Math.Abs(last * step) > long.MaxValue / 2)
            throw new UnsupportedSchemaException($"There is no whole number within the bounds of '{name}'.");
        if (step == 1 && JudgeShape.Rate(asked.Text) is { } rating)
            return (long)Math.Clamp(rating, first, last);
        var count = (int)Math.Min(last - first + 1, 1_000_000);
        return ((long)first + asked.Chance.Below(count)) * step;
    }

    /// <summary>A number within the bounds, with two decimals where those fit.</summary>
    public static double Number(JsonElement schema, string name, Asked asked)
    {
        if (schema.TryGetProperty("multipleOf", out var multiple) && multiple.ValueKind == JsonValueKind.Number && multiple.TryGetDouble(out var step))
            return Multiple(schema, step, name, asked.Chance);
        var (low, high) = Bounds(schema, whole: false);
        if (!(low <= high))
            throw new UnsupportedSchemaException($"There is no number within the bounds of '{name}'.");
        var value = low + ((high - low) * asked.Chance.Fraction());
        var rounded = Math.Round(value, 2);
        if (rounded >= low && rounded <= high)
            return rounded;
        return double.IsFinite(value) ? value : throw new UnsupportedSchemaException($"The bounds of '{name}' lie too far apart.");
    }

    /// <summary>Smallest and largest length; throws where a bound is no length or more than is written.</summary>
    public static (int Low, int High) Lengths(JsonElement schema, string lowKeyword, string highKeyword, int most)
    {
        var low = Length(schema, lowKeyword, 0);
        var high = Length(schema, highKeyword, int.MaxValue);
        return low > most || low > high
            ? throw new UnsupportedSchemaException($"'{lowKeyword}' is above '{highKeyword}' or above {most}.")
            : (low, Math.Min(high, most));
    }

    /// <summary>Whether a choice of a judge's schema stands for a verdict.</summary>
    public static bool IsVerdict(string choice, char winner) => winner switch
    {
        'C' => choice is "C" or "tie" or "Tie" or "TIE" or "[[C]]" or "equal",
        _ => choice.Length <= 12 && choice.AsSpan().TrimEnd(']') is [.., var last] && char.ToUpperInvariant(last) == winner,
    };

    private static double Multiple(JsonElement schema, double step, string name, Chance chance)
    {
        var (low, high) = Bounds(schema, whole: false);
        var first = Math.Ceiling(low / step);
        // Decimals hold 28 digits: within these limits the product below is exact.
        if (step is < 1e-9 or > 1e12 || !(Math.Abs(first) < 1e12))
            throw new UnsupportedSchemaException($"The step or the bounds of '{name}' lie outside what is supported.");
        for (var index = first + chance.Below(10); index >= first; index--)
        {
            var value = (double)((decimal)index * (decimal)step);
            if (value >= low && value <= high)
                return value;
        }

        throw new UnsupportedSchemaException($"No multiple lies within the bounds of '{name}'.");
    }

    private static int Length(JsonElement schema, string keyword, int otherwise)
    {
        if (!schema.TryGetProperty(keyword, out var value))
            return otherwise;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var length) && length >= 0
            ? length
            : throw new UnsupportedSchemaException($"'{keyword}' is not a whole number from 0 on.");
    }

    private static (double Low, double High) Bounds(JsonElement schema, bool whole = true)
    {
        var low = Bound(schema, "minimum");
        var high = Bound(schema, "maximum");
        if (Bound(schema, "exclusiveMinimum") is { } above)
            low = Math.Max(low ?? double.MinValue, whole ? Math.Floor(above) + 1 : Math.BitIncrement(above));
        if (Bound(schema, "exclusiveMaximum") is { } below)
            high = Math.Min(high ?? double.MaxValue, whole ? Math.Ceiling(below) - 1 : Math.BitDecrement(below));
        // A hundred numbers are enough to choose from where the schema leaves a side open.
        return (low ?? Math.Min(0, (high ?? 100) - 100), high ?? Math.Max(100, (low ?? 0) + 100));
    }

    private static double? Bound(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : null;

    private static string? Formatted(string format, Chance chance) => format switch
    {
        "date" => Date(chance),
        "time" => $"{Two(chance.Below(24))}:{Two(chance.Below(60))}:00Z",
        "date-time" => $"{Date(chance)}T{Two(chance.Below(24))}:{Two(chance.Below(60))}:00Z",
        "duration" => string.Create(CultureInfo.InvariantCulture, $"PT{1 + chance.Below(90)}M"),
        "email" => string.Create(CultureInfo.InvariantCulture, $"person{chance.Below(1000)}@example.org"),
        "hostname" => string.Create(CultureInfo.InvariantCulture, $"host{chance.Below(1000)}.example.org"),
        "uri" => string.Create(CultureInfo.InvariantCulture, $"https://example.org/page/{chance.Below(1000)}"),
        "uuid" => Uuid(chance),
        "ipv4" => string.Create(CultureInfo.InvariantCulture, $"192.0.2.{chance.Below(256)}"),
        "ipv6" => $"2001:db8::{chance.Below(65536):x}",
        _ => null,
    };

    private static string Prosaic(string name, Asked asked)
    {
        var chance = asked.Chance;
        if (Names(name, "instruction", "question", "prompt", "task", "query"))
            return TaskInventor.Usable(chance, closedOnly: false);
        if (Names(name, "title", "name", "label", "topic", "category", "keyword"))
            return chance.Of(Vocabulary.Topics);
        if (Names(name, "answer", "output", "response", "text", "story", "essay"))
            return PlainAnswerShape.Answer(asked.Text, 0, chance);
        return Prose.Paragraph(asked.Text, 1, chance);
    }

    private static bool Names(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static string Date(Chance chance) => $"20{Two(chance.Below(30))}-{Two(1 + chance.Below(12))}-{Two(1 + chance.Below(28))}";

    private static string Two(int number) => number.ToString("D2", CultureInfo.InvariantCulture);

    private static string Uuid(Chance chance)
    {
        var high = chance.Next();
        var low = chance.Next();
        return $"{(uint)(high >> 32):x8}-{(ushort)(high >> 16):x4}-4{high & 0xFFF:x3}-{0x8000 | (low >> 48 & 0x3FFF):x4}-{low & 0xFFFFFFFFFFFF:x12}";
    }
}
