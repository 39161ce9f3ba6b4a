using DataPipe.Parquet.Rows;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Tests.Reading;

/// <summary>A schema as pyarrow prints it.</summary>
internal static class ArrowText
{
    public static string Of(ParquetSchema schema) =>
        string.Join('\n', ColumnShape.Of(schema).SelectMany(column => Lines(column.Node.Name, column, "", 0)));

    private static IEnumerable<string> Lines(string name, ColumnShape shape, string prefix, int indent)
    {
        yield return $"{prefix}{Field(name, shape)}";
        var inner = new string(' ', indent + 2);
        var children = shape.Kind switch
        {
            ShapeKind.List => [(shape.Children[0].Node.Name, shape.Children[0])],
            ShapeKind.Struct => shape.Children.Select(child => (child.Node.Name, child)).ToArray(),
            _ => [],
        };
        for (var i = 0; i < children.Length; i++)
            foreach (var line in Lines(children[i].Item1, children[i].Item2, $"{inner}child {i}, ", indent + 4))
                yield return line;
        if (shape.Kind != ShapeKind.Map)
            yield break;
        yield return $"{inner}child 0, {shape.Node.Name}: struct<{Field(shape.Children[0])}, {Field(shape.Children[1])}> not null";
        for (var i = 0; i < 2; i++)
            foreach (var line in Lines(shape.Children[i].Node.Name, shape.Children[i], $"{inner}    child {i}, ", indent + 8))
                yield return line;
    }

    private static string Field(ColumnShape shape) => Field(shape.Node.Name, shape);

    private static string Field(string name, ColumnShape shape) => $"{name}: {Type(shape)}{(shape.IsOptional ? "" : " not null")}";

    private static string Type(ColumnShape shape) => shape.Kind switch
    {
        ShapeKind.List => $"list<{Field(shape.Children[0])}>",
        ShapeKind.Map => $"map<{Type(shape.Children[0])}, {Type(shape.Children[1])} ('{shape.Node.Name}')>",
        ShapeKind.Struct => $"struct<{string.Join(", ", shape.Children.Select(Field))}>",
        _ => Type(shape.Node),
    };

    private static string Type(SchemaNode leaf) => (leaf.Physical, leaf.Logical) switch
    {
        (_, LogicalType.Decimal) => $"decimal128({leaf.DecimalPrecision}, {leaf.DecimalScale})",
        (_, LogicalType.Null) => "null",
        (_, LogicalType.String or LogicalType.Json or LogicalType.Enum) => "string",
        (_, LogicalType.Float16) => "halffloat",
        (_, LogicalType.Date) => "date32[day]",
        (_, LogicalType.Int8 or LogicalType.Int16 or LogicalType.UInt8 or LogicalType.UInt16 or LogicalType.UInt32 or LogicalType.UInt64) =>
            leaf.Logical.ToString().ToLowerInvariant(),
        (_, LogicalType.TimestampMillis) => "timestamp[ms, tz=UTC]",
        (_, LogicalType.TimestampMicros) => "timestamp[us, tz=UTC]",
        (_, LogicalType.LocalTimestampNanos) => "timestamp[ns]",
        (PhysicalType.Int96, _) => "timestamp[ns]",
        (PhysicalType.Boolean, _) => "bool",
        (PhysicalType.FixedLenByteArray, _) => $"fixed_size_binary[{leaf.FixedBytes}]",
        (PhysicalType.ByteArray, _) => "binary",
        _ => leaf.Physical.ToString()!.ToLowerInvariant(),
    };
}
