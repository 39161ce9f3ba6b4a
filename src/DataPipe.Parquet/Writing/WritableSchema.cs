using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>What the writer asks of a schema beyond what readers of foreign files can: writing is strict.</summary>
internal static class WritableSchema
{
    private const int MaxFixedBytes = 1 << 20;

    /// <exception cref="ArgumentException">The schema has no column, a group without fields or of another shape than its meaning
    /// asks, a name that is empty or used twice within its parent, or a type that this library does not write.</exception>
    public static void Check(ParquetSchema schema)
    {
        if (schema.Columns.Count == 0)
            throw new ArgumentException("A schema needs a column.", nameof(schema));
        CheckNames(schema.Columns, "the schema");
        foreach (var column in schema.Columns)
            Check(column);
    }

    private static void Check(SchemaNode node)
    {
        if (node.Physical == PhysicalType.Int96)
            throw new ArgumentException($"Field '{node.Name}': INT96 is deprecated and not written; use a time stamp on INT64.");
        if (!Enum.IsDefined(node.Repetition))
            throw new ArgumentException($"Field '{node.Name}' has no known repetition.");
        if (!Fits(node.Logical, node.Physical))
            throw new ArgumentException($"Field '{node.Name}': {node.Logical} on {node.Physical?.ToString() ?? "a group"} cannot be written.");
        if (node.Logical == LogicalType.Null && node.Repetition != Repetition.Optional)
            throw new ArgumentException($"Field '{node.Name}' holds nulls alone and is {node.Repetition}: it must be optional.");
        CheckLength(node);
        CheckDecimal(node);
        if (!node.IsGroup)
            return;
        if (node.Children.Count == 0)
            throw new ArgumentException($"Group '{node.Name}' has no fields.");
        if (node.Logical == LogicalType.List && node.Children is not [{ Repetition: Repetition.Repeated, Logical: LogicalType.None,
            Children: [{ Repetition: not Repetition.Repeated }] }])
            throw new ArgumentException($"List '{node.Name}' must hold one repeated group of one field: use {nameof(SchemaNode)}.{nameof(SchemaNode.List)}.");
        if (node.Logical == LogicalType.Map && node.Children is not [{ Repetition: Repetition.Repeated, Logical: LogicalType.None,
            Children: [{ Repetition: Repetition.Required }, { Repetition: not Repetition.Repeated }] }])
            throw new ArgumentException($"Map '{node.Name}' must hold one repeated group of a required key and a value: use {nameof(SchemaNode)}.{nameof(SchemaNode.Map)}.");
        CheckNames(node.Children, $"group '{node.Name}'");
        foreach (var child in node.Children)
            Check(child);
    }

    private static void CheckNames(IReadOnlyList<SchemaNode> nodes, string place)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
            if (string.IsNullOrEmpty(node.Name) || !names.Add(node.Name))
                throw new ArgumentException($"Name '{node.Name}' is empty or used twice in {place}.");
    }

    private static void CheckLength(SchemaNode node)
    {
        int? wanted = node.Logical switch
        {
            LogicalType.Uuid => 16,
            LogicalType.Float16 => 2,
            LogicalType.Interval => 12,
            _ => null,
        };
        var isFixed = node.Physical == PhysicalType.FixedLenByteArray;
        if (isFixed && node.FixedBytes is not (>= 1 and <= MaxFixedBytes))
            throw new ArgumentException($"Field '{node.Name}' needs a length of 1 to {MaxFixedBytes} bytes, not {node.FixedBytes}.");
        if (!isFixed && node.FixedBytes is not null)
            throw new ArgumentException($"Field '{node.Name}' is {node.Physical}, which has no length of its own.");
        if (wanted is not null && node.FixedBytes != wanted)
            throw new ArgumentException($"Field '{node.Name}': {node.Logical} has {wanted} bytes, not {node.FixedBytes}.");
    }

    private static void CheckDecimal(SchemaNode node)
    {
        if (node.Logical != LogicalType.Decimal)
        {
            if (node.DecimalPrecision is not null || node.DecimalScale is not null)
                throw new ArgumentException($"Field '{node.Name}' is no decimal number and has a precision or scale.");
            return;
        }
        var most = node.Physical switch
        {
            PhysicalType.Int32 => 9,
            PhysicalType.Int64 => 18,
            _ => ValueLimits.MaxDecimalPrecision,
        };
        if (node.DecimalPrecision is not { } precision || precision < 1 || precision > most)
            throw new ArgumentException($"Field '{node.Name}': a decimal number on {node.Physical} has 1 to {most} digits, not {node.DecimalPrecision}.");
        if (node.DecimalScale is not { } scale || scale < 0 || scale > precision)
            throw new ArgumentException($"Field '{node.Name}': of {precision} digits, 0 to {precision} are behind the point, not {node.DecimalScale}.");
        if (node.FixedBytes is { } bytes && (bytes < ValueLimits.DecimalBytes(precision) || bytes > ValueLimits.MaxDecimalBytes))
            throw new ArgumentException(
                $"Field '{node.Name}': {precision} digits take {ValueLimits.DecimalBytes(precision)} to {ValueLimits.MaxDecimalBytes} bytes, not {bytes}.");
    }

    private static bool Fits(LogicalType logical, PhysicalType? physical) => physical switch
    {
        null => logical is LogicalType.None or LogicalType.List or LogicalType.Map,
        _ when logical is LogicalType.None or LogicalType.Null => Enum.IsDefined(physical.Value),
        PhysicalType.ByteArray => logical is LogicalType.String or LogicalType.Json or LogicalType.Enum or LogicalType.Bson or LogicalType.Decimal,
        PhysicalType.FixedLenByteArray =>
            logical is LogicalType.Uuid or LogicalType.Float16 or LogicalType.Decimal or LogicalType.Interval,
        PhysicalType.Int32 => logical is LogicalType.Date or LogicalType.TimeMillis or LogicalType.Decimal or LogicalType.Int8
            or LogicalType.Int16 or LogicalType.Int32 or LogicalType.UInt8 or LogicalType.UInt16 or LogicalType.UInt32,
        PhysicalType.Int64 => logical is >= LogicalType.TimestampMicros and <= LogicalType.LocalTimestampNanos
            or LogicalType.TimeMicros or LogicalType.TimeNanos or LogicalType.Decimal or LogicalType.Int64 or LogicalType.UInt64,
        _ => false,
    };
}
