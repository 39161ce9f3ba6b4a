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

    /// <summary>A column of times, microseconds since 1970-01-01T00:00:00Z in an INT64.</summary>
    public static SchemaNode TimestampMicros(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int64, LogicalType.TimestampMicros);

    /// <summary>A column of dates, days since 1970-01-01 in an INT32.</summary>
    public static SchemaNode Date(string name, bool optional = false) =>
        Leaf(name, optional, PhysicalType.Int32, LogicalType.Date);

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
