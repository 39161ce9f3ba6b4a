using System.Globalization;
using System.Numerics;

namespace DataPipe.Synthesis.Verifying.Maths;

/// <summary>Units that answers carry behind their numbers, and what they are in the first unit of their kind.</summary>
internal static class Units
{
    private static readonly Dictionary<string, (string Kind, Rational Factor)> Known = Table();

    /// <summary>A quantity parted into its number and what is behind it; currency signs before it count as units.</summary>
    public static (string Number, string Unit) Split(string text)
    {
        var trimmed = text.Trim().TrimEnd('.').Trim();
        if (trimmed.Length > 0 && "$€£¥".Contains(trimmed[0], StringComparison.Ordinal)) return (trimmed[1..].Trim(), trimmed[..1]);
        var end = trimmed.Length;
        while (end > 0 && !char.IsAsciiDigit(trimmed[end - 1]) && trimmed[end - 1] is not (')' or '%')) end--;
        // "5 m^2": the exponent belongs to the unit.
        if (end > 2 && trimmed[end - 1] is '2' or '3' && trimmed[end - 2] == '^')
        {
            var unit = end - 2;
            while (unit > 0 && char.IsAsciiLetter(trimmed[unit - 1])) unit--;
            if (unit > 0 && unit < end - 2 && trimmed[unit..(end - 2)] is not ("pi" or "e" or "sqrt")) end = unit;
        }

        return (trimmed[..end].Trim(), trimmed[end..].Trim());
    }

    /// <summary>Kind and factor of a unit; a unit that is not known is a kind of its own by its singular.</summary>
    public static (string Kind, Rational Factor) Of(string unit)
    {
        var name = unit.Trim().TrimEnd('.').ToLower(CultureInfo.InvariantCulture);
        if (name.Length == 0) return ("", new Rational(1, 1));
        if (Known.TryGetValue(name, out var found) || (name.EndsWith('s') && Known.TryGetValue(name[..^1], out found))) return found;
        return (name.EndsWith('s') && name.Length > 3 ? name[..^1] : name, new Rational(1, 1));
    }

    private static Dictionary<string, (string, Rational)> Table()
    {
        Dictionary<string, (string, Rational)> table = new(StringComparer.Ordinal);
        Add("length", ("m|metre|meter", 1, 1), ("km|kilometre|kilometer", 1000, 1), ("cm|centimetre|centimeter", 1, 100), ("mm|millimetre|millimeter", 1, 1000), ("inch|inches|in", 254, 10000), ("foot|feet|ft", 3048, 10000), ("yard|yd", 9144, 10000), ("mile|mi", 1609344, 1000));
        Add("mass", ("kg|kilogram|kilo", 1, 1), ("g|gram", 1, 1000), ("mg|milligram", 1, 1000000), ("tonne|ton|t", 1000, 1), ("pound|lb", 45359237, 100000000), ("ounce|oz", 45359237, 1600000000));
        Add("time", ("s|sec|second", 1, 1), ("min|minute", 60, 1), ("h|hr|hour", 3600, 1), ("day", 86400, 1), ("week", 604800, 1), ("ms|millisecond", 1, 1000));
        Add("volume", ("l|litre|liter", 1, 1), ("ml|millilitre|milliliter", 1, 1000), ("m^3|cubic metre|cubic meter", 1000, 1), ("cm^3|cubic centimetre|cubic centimeter", 1, 1000));
        Add("area", ("m^2|square metre|square meter", 1, 1), ("cm^2|square centimetre|square centimeter", 1, 10000), ("km^2|square kilometre|square kilometer", 1000000, 1), ("hectare|ha", 10000, 1));
        Add("speed", ("km/h|kmh|kph", 1, 1), ("m/s", 18, 5), ("mph", 1609344, 1000000));
        Add("dollar", ("$|usd|dollar", 1, 1), ("cent|¢", 1, 100));
        Add("euro", ("€|eur|euro", 1, 1));
        Add("pound sterling", ("£|gbp", 1, 1));
        Add("angle", ("degree|deg", 1, 1));
        return table;

        void Add(string kind, params (string Names, BigInteger Top, BigInteger Bottom)[] units)
        {
            foreach (var (names, top, bottom) in units)
                foreach (var name in names.Split('|'))
                    table.TryAdd(name, (kind, new Rational(top, bottom)));
        }
    }
}
