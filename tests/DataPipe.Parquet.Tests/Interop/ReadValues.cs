using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Tests.Interop;

/// <summary>Compares values as written, trees of <see cref="Support.RandomTable"/>, with what another reader says in the exact form
/// of read-parquet.mjs.</summary>
internal static class ReadValues
{
    public static void AssertEqual(SchemaNode node, object? written, JsonNode? read, string place)
    {
        if (!IsEqual(node, written, read))
            Assert.Fail($"{place}, {node.Logical} on {node.Physical}: wrote {Show(written)}, read {read?.ToJsonString() ?? "null"}");
    }

    private static bool IsEqual(SchemaNode node, object? written, JsonNode? read)
    {
        // hyparquet has no value for a repeated field without a list around it that does not occur.
        if (node.Repetition == Repetition.Repeated && read is null)
            return ((List<object?>)written!).Count == 0;
        if (node.Repetition == Repetition.Repeated)
            return IsEqualList(node with { Repetition = Repetition.Required }, (List<object?>)written!, read);
        if (written is null || read is null)
            return written is null && read is null;
        if (!node.IsGroup)
            return IsEqualLeaf(node, written, read);
        var fields = (Dictionary<string, object?>)written;
        var repeated = node.Logical is LogicalType.List or LogicalType.Map ? node.Children[0] : node;
        return node.Logical switch
        {
            LogicalType.List => IsEqualList(repeated.Children[0],
                [.. ((List<object?>)fields[repeated.Name]!).Select(element => ((Dictionary<string, object?>)element!)["element"])], read),
            LogicalType.Map => IsEqualMap(repeated, (List<object?>)fields[repeated.Name]!, read),
            _ => read is JsonObject pairs && pairs.Count == fields.Count
                && node.Children.All(child => IsEqual(child, fields[child.Name], pairs[child.Name])),
        };
    }

    private static bool IsEqualList(SchemaNode element, List<object?> written, JsonNode? read) =>
        read is JsonArray list && list.Count == written.Count && written.Zip(list).All(pair => IsEqual(element, pair.First, pair.Second));

    private static bool IsEqualMap(SchemaNode entry, List<object?> written, JsonNode read)
    {
        var pairs = written.Select(pair => (Dictionary<string, object?>)pair!).ToList();
        // DuckDB has a list of pairs; hyparquet an object, whose keys are text.
        return read switch
        {
            JsonArray list => list.Count == pairs.Count && pairs.Zip(list).All(pair =>
                IsEqual(entry.Children[0], pair.First["key"], pair.Second!["key"])
                && IsEqual(entry.Children[1], pair.First["value"], pair.Second!["value"])),
            JsonObject fields => fields.Count == pairs.Count && pairs.All(pair =>
                fields.TryGetPropertyValue(pair["key"] is string hex ? Encoding.UTF8.GetString(Convert.FromHexString(hex)) : $"{pair["key"]}", out var value)
                && IsEqual(entry.Children[1], pair["value"], value)),
            _ => false,
        };
    }

    private static bool IsEqualLeaf(SchemaNode node, object written, JsonNode read) => written switch
    {
        bool value => read.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False && value == (bool)read,
        uint bits => IsEqualReal(BitConverter.UInt32BitsToSingle(bits), read),
        ulong bits => IsEqualReal(BitConverter.UInt64BitsToDouble(bits), read),
        int or long when node.Logical == LogicalType.Decimal => IsEqualDecimal(Convert.ToInt64(written, null), node.DecimalScale!.Value, read),
        int value when node.Logical == LogicalType.UInt32 => Integer(read) == (uint)value,
        long value when node.Logical == LogicalType.UInt64 => Integer(read) == (ulong)value,
        int or long => IsEqualInteger(node.Logical, Convert.ToInt64(written, null), read),
        string hex => IsEqualBytes(node, Convert.FromHexString(hex), read),
        _ => throw new InvalidOperationException($"no leaf holds {written.GetType()}"),
    };

    private static bool IsEqualReal(double written, JsonNode read)
    {
        var text = (read as JsonValue)?.ToString();
        var value = text switch { null => -1, "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => double.Parse(text, CultureInfo.InvariantCulture) };
        return double.IsNaN(written) ? double.IsNaN(value) : value.Equals(written) && double.IsNegative(value) == double.IsNegative(written);
    }

    private static bool IsEqualInteger(LogicalType logical, BigInteger written, JsonNode read)
    {
        if (read is not JsonObject time)
            return Integer(read) == written;
        // Another unit than the stored one: whole microseconds are what the coarser readers keep.
        var (unit, value) = time.Single();
        BigInteger Nanos(string name) => name switch { "millis" => 1_000_000, "micros" => 1000, _ => 1 };
        var stored = logical.ToString() is var name && name.EndsWith("Millis", StringComparison.Ordinal) ? "millis"
            : name.EndsWith("Micros", StringComparison.Ordinal) ? "micros" : "nanos";
        var (nanos, readNanos) = (written * Nanos(stored), Integer(value!) * Nanos(unit));
        return nanos == readNanos || (unit == "micros" && stored == "nanos" && BigInteger.Abs(nanos - readNanos) < 1000);
    }

    private static bool IsEqualDecimal(BigInteger written, int scale, JsonNode read) => read is JsonObject number
        ? Integer(number["unscaled"]!) == written && (int)number["scale"]! == scale
        // hyparquet turns decimals into doubles.
        : Math.Abs((double)read - ((double)written * Math.Pow(10, -scale))) <= 1e-12 * Math.Abs((double)read);

    private static bool IsEqualBytes(SchemaNode node, byte[] written, JsonNode read)
    {
        switch (node.Logical)
        {
            case LogicalType.Decimal: return IsEqualDecimal(new BigInteger(written, isBigEndian: true), node.DecimalScale!.Value, read);
            case LogicalType.Float16: return IsEqualReal((double)BitConverter.ToHalf(written), read);
            case LogicalType.Uuid when read is JsonValue: return (string)read! == new Guid(written, bigEndian: true).ToString();
            case LogicalType.Interval:
                return (BitConverter.ToUInt32(written), BitConverter.ToUInt32(written, 4), BitConverter.ToUInt32(written, 8) * 1000L)
                    == ((uint)read["months"]!, (uint)read["days"]!, (long)Integer(read["micros"]!));
            default:
                return read is JsonObject ? Convert.ToHexStringLower(written) == (string)read["hex"]! : Encoding.UTF8.GetString(written) == (string)read!;
        }
    }

    private static BigInteger Integer(JsonNode read) => BigInteger.Parse(read.ToString(), CultureInfo.InvariantCulture);

    private static string Show(object? value) => value switch
    {
        null => "null",
        List<object?> list => $"[{string.Join(", ", list.Select(Show))}]",
        Dictionary<string, object?> fields => $"{{{string.Join(", ", fields.Select(field => $"{field.Key}: {Show(field.Value)}"))}}}",
        _ => value.ToString()!,
    };
}
