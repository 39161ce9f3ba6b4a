using System.Numerics;

namespace DataPipe.Parquet.Schema;

/// <summary>A field of a schema: a leaf that holds values, or a group of fields when <see cref="Physical"/> is null.</summary>
/// <param name="Name">Name of the field within its parent.</param>
/// <param name="Repetition">How often the field occurs in its parent.</param>
/// <param name="Physical">How a leaf's values are stored; null for a group.</param>
/// <param name="Logical">What the values or the group mean.</param>
/// <param name="Children">Fields of a group, in order; empty for a leaf.</param>
public sealed record SchemaNode(
    string Name, Repetition Repetition, PhysicalType? Physical, LogicalType Logical, IReadOnlyList<SchemaNode> Children)
{
    /// <summary>Length of a <see cref="PhysicalType.FixedLenByteArray"/> value in bytes; null for other types.</summary>
    public int? FixedBytes { get; init; }

    /// <summary>Decimal digits of a <see cref="LogicalType.Decimal"/>; null for other types.</summary>
    public int? DecimalPrecision { get; init; }

    /// <summary>Digits behind the point of a <see cref="LogicalType.Decimal"/>; null for other types.</summary>
    public int? DecimalScale { get; init; }

    /// <summary>Whether the field is a group.</summary>
    public bool IsGroup => Physical is null;

    /// <summary>A column of UTF-8 text.</summary>
    public static SchemaNode String(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.ByteArray, LogicalType.String);

    /// <summary>A column of JSON texts in UTF-8.</summary>
    public static SchemaNode Json(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.ByteArray, LogicalType.Json);

    /// <summary>A column of bytes without further meaning.</summary>
    public static SchemaNode Binary(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.ByteArray, LogicalType.None);

    /// <summary>A column of signed 32-bit integers.</summary>
    public static SchemaNode Int32(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int32, LogicalType.None);

    /// <summary>A column of signed 64-bit integers.</summary>
    public static SchemaNode Int64(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int64, LogicalType.None);

    /// <summary>A column of 32-bit floating point numbers.</summary>
    public static SchemaNode Float(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Float, LogicalType.None);

    /// <summary>A column of 64-bit floating point numbers.</summary>
    public static SchemaNode Double(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Double, LogicalType.None);

    /// <summary>A column of truth values.</summary>
    public static SchemaNode Boolean(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Boolean, LogicalType.None);

    /// <summary>A column of signed integers of 8 bits, in an INT32.</summary>
    public static SchemaNode Int8(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int32, LogicalType.Int8);

    /// <summary>A column of signed integers of 16 bits, in an INT32.</summary>
    public static SchemaNode Int16(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int32, LogicalType.Int16);

    /// <summary>A column of unsigned integers of 8 bits, in an INT32.</summary>
    public static SchemaNode UInt8(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int32, LogicalType.UInt8);

    /// <summary>A column of unsigned integers of 16 bits, in an INT32.</summary>
    public static SchemaNode UInt16(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int32, LogicalType.UInt16);

    /// <summary>A column of unsigned integers of 32 bits, in an INT32.</summary>
    public static SchemaNode UInt32(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int32, LogicalType.UInt32);

    /// <summary>A column of unsigned integers of 64 bits, in an INT64.</summary>
    public static SchemaNode UInt64(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int64, LogicalType.UInt64);

    /// <summary>A column of times, milliseconds since 1970-01-01T00:00:00Z in an INT64.</summary>
    public static SchemaNode TimestampMillis(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int64, LogicalType.TimestampMillis);

    /// <summary>A column of times, microseconds since 1970-01-01T00:00:00Z in an INT64.</summary>
    public static SchemaNode TimestampMicros(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int64, LogicalType.TimestampMicros);

    /// <summary>A column of times, nanoseconds since 1970-01-01T00:00:00Z in an INT64.</summary>
    public static SchemaNode TimestampNanos(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int64, LogicalType.TimestampNanos);

    /// <summary>A column of times without time zone, milliseconds since 1970-01-01T00:00:00 in an INT64.</summary>
    public static SchemaNode LocalTimestampMillis(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int64, LogicalType.LocalTimestampMillis);

    /// <summary>A column of times without time zone, microseconds since 1970-01-01T00:00:00 in an INT64.</summary>
    public static SchemaNode LocalTimestampMicros(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int64, LogicalType.LocalTimestampMicros);

    /// <summary>A column of times without time zone, nanoseconds since 1970-01-01T00:00:00 in an INT64.</summary>
    public static SchemaNode LocalTimestampNanos(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int64, LogicalType.LocalTimestampNanos);

    /// <summary>A column of times of day, milliseconds since midnight UTC in an INT32.</summary>
    public static SchemaNode TimeMillis(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int32, LogicalType.TimeMillis);

    /// <summary>A column of times of day, microseconds since midnight UTC in an INT64.</summary>
    public static SchemaNode TimeMicros(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int64, LogicalType.TimeMicros);

    /// <summary>A column of times of day, nanoseconds since midnight UTC in an INT64.</summary>
    public static SchemaNode TimeNanos(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int64, LogicalType.TimeNanos);

    /// <summary>A column of dates, days since 1970-01-01 in an INT32.</summary>
    public static SchemaNode Date(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int32, LogicalType.Date);

    /// <summary>A column of the names of an enumeration's values in UTF-8.</summary>
    public static SchemaNode Enum(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.ByteArray, LogicalType.Enum);

    /// <summary>A column of BSON documents.</summary>
    public static SchemaNode Bson(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.ByteArray, LogicalType.Bson);

    /// <summary>A column of bytes of one length, 1 to 1 MiB.</summary>
    public static SchemaNode FixedBinary(string name, int bytes, bool optional = false) =>
        Leaf(name, optional, PhysicalType.FixedLenByteArray, LogicalType.None) with { FixedBytes = bytes };

    /// <summary>A column of UUIDs, in 16 bytes.</summary>
    public static SchemaNode Uuid(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.FixedLenByteArray, LogicalType.Uuid) with { FixedBytes = 16 };

    /// <summary>A column of IEEE 754 numbers of 16 bits, in 2 bytes.</summary>
    public static SchemaNode Float16(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.FixedLenByteArray, LogicalType.Float16) with { FixedBytes = 2 };

    /// <summary>A column of spans of months, days and milliseconds: three unsigned little-endian integers of 32 bits.</summary>
    public static SchemaNode Interval(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.FixedLenByteArray, LogicalType.Interval) with { FixedBytes = 12 };

    /// <summary>A column of nulls alone.</summary>
    public static SchemaNode Null(string name) => Leaf(name, optional: true, PhysicalType.Int32, LogicalType.Null);

    /// <summary>A column of decimal numbers of at most <paramref name="precision"/> digits, <paramref name="scale"/> of them behind
    /// the point: in an INT32 up to 9 digits, an INT64 up to 18, the fewest bytes that hold them up to 38, else a BYTE_ARRAY.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no digits, or fewer than behind the point.</exception>
    public static SchemaNode Decimal(string name, int precision, int scale, bool optional = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        var physical = precision switch
        {
            <= 9 => PhysicalType.Int32,
            <= 18 => PhysicalType.Int64,
            <= 38 => PhysicalType.FixedLenByteArray,
            _ => PhysicalType.ByteArray,
        };
        return Leaf(name, optional, physical, LogicalType.Decimal) with
        {
            DecimalPrecision = precision,
            DecimalScale = scale,
            FixedBytes = physical == PhysicalType.FixedLenByteArray ? (BigInteger.Pow(10, precision) - 1).GetByteCount() : null,
        };
    }

    /// <summary>A group of fields.</summary>
    public static SchemaNode Struct(string name, bool optional, params SchemaNode[] children) =>
        new(name, Presence(optional), null, LogicalType.None, children);

    /// <summary>A list in the three-level form: group <paramref name="name"/> (LIST) { repeated group list { element } }.
    /// The given element keeps all but its name, which becomes "element".</summary>
    /// <exception cref="ArgumentException">The element is repeated.</exception>
    public static SchemaNode List(string name, bool optional, SchemaNode element)
    {
        if (element.Repetition == Repetition.Repeated)
            throw new ArgumentException("The element of a list is required or optional, never repeated.", nameof(element));
        var repeated = new SchemaNode("list", Repetition.Repeated, null, LogicalType.None, [element with { Name = "element" }]);
        return new SchemaNode(name, Presence(optional), null, LogicalType.List, [repeated]);
    }

    /// <summary>A map in the form of the format: group <paramref name="name"/> (MAP) { repeated group key_value { key, value } }.
    /// The given key and value keep all but their names, which become "key" and "value".</summary>
    /// <exception cref="ArgumentException">The key is not required, or the value is repeated.</exception>
    public static SchemaNode Map(string name, bool optional, SchemaNode key, SchemaNode value)
    {
        if (key.Repetition != Repetition.Required)
            throw new ArgumentException("The key of a map is required.", nameof(key));
        if (value.Repetition == Repetition.Repeated)
            throw new ArgumentException("The value of a map is required or optional, never repeated.", nameof(value));
        var repeated = new SchemaNode("key_value", Repetition.Repeated, null, LogicalType.None,
            [key with { Name = "key" }, value with { Name = "value" }]);
        return new SchemaNode(name, Presence(optional), null, LogicalType.Map, [repeated]);
    }

    /// <summary>Whether both describe the same field, children included.</summary>
    public bool Equals(SchemaNode? other) =>
        other is not null && Name == other.Name && Repetition == other.Repetition && Physical == other.Physical
        && Logical == other.Logical && FixedBytes == other.FixedBytes && DecimalPrecision == other.DecimalPrecision
        && DecimalScale == other.DecimalScale && Children.SequenceEqual(other.Children);

    /// <summary>A hash of the field without its children; differs between processes.</summary>
    public override int GetHashCode() => HashCode.Combine(Name, Repetition, Physical, Logical, Children.Count);

    private static SchemaNode Leaf(string name, bool optional, PhysicalType physical, LogicalType logical) =>
        new(name, Presence(optional), physical, logical, []);

    private static Repetition Presence(bool optional) => optional ? Repetition.Optional : Repetition.Required;
}
