using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>What the writer asks of a schema beyond what readers of foreign files can: writing is strict.</summary>
internal static class WritableSchema
{
    /// <exception cref="ArgumentException">The schema has no column, a group without fields, a name that is empty or used
    /// twice within its parent, or a type that this library does not write.</exception>
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
        if (!Fits(node.Logical, node.Physical))
            throw new ArgumentException($"Field '{node.Name}': {node.Logical} on {node.Physical?.ToString() ?? "a group"} cannot be written.");
        if (!node.IsGroup)
            return;
        if (node.Children.Count == 0)
            throw new ArgumentException($"Group '{node.Name}' has no fields.");
        if (node.Logical == LogicalType.List && !(node.Children is [{ Repetition: Repetition.Repeated }]))
            throw new ArgumentException($"List '{node.Name}' must hold one repeated group: use {nameof(SchemaNode)}.{nameof(SchemaNode.List)}.");
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

    private static bool Fits(LogicalType logical, PhysicalType? physical) => physical switch
    {
        null => logical is LogicalType.None or LogicalType.List or LogicalType.Map,
        PhysicalType.ByteArray =>
            logical is LogicalType.None or LogicalType.String or LogicalType.Json or LogicalType.Enum or LogicalType.Bson,
        PhysicalType.Int32 => logical is LogicalType.None or LogicalType.Date or LogicalType.Int8 or LogicalType.Int16
            or LogicalType.Int32 or LogicalType.UInt8 or LogicalType.UInt16 or LogicalType.UInt32,
        PhysicalType.Int64 => logical is LogicalType.None or LogicalType.TimestampMicros or LogicalType.TimestampMillis
            or LogicalType.Int64 or LogicalType.UInt64,
        PhysicalType.Boolean or PhysicalType.Float or PhysicalType.Double => logical == LogicalType.None,
        _ => false,
    };
}
