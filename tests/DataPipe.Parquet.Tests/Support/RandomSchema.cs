using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Tests.Support;

/// <summary>Random columns: every type, nested up to five deep in structs, lists, maps and bare repeated fields.</summary>
internal sealed class RandomSchema(Random random, IReadOnlyCollection<LogicalType> without)
{
    private const int MaxDepth = 5;

    private static readonly Func<string, bool, SchemaNode>[] Leaves =
    [
        SchemaNode.Boolean, SchemaNode.Int32, SchemaNode.Int64, SchemaNode.Float, SchemaNode.Double, SchemaNode.Binary, SchemaNode.String,
        SchemaNode.Json, SchemaNode.Enum, SchemaNode.Bson, SchemaNode.Date, SchemaNode.Uuid, SchemaNode.Float16, SchemaNode.Interval,
        SchemaNode.Int8, SchemaNode.Int16, SchemaNode.UInt8, SchemaNode.UInt16, SchemaNode.UInt32, SchemaNode.UInt64,
        SchemaNode.TimeMillis, SchemaNode.TimeMicros, SchemaNode.TimeNanos,
        SchemaNode.TimestampMillis, SchemaNode.TimestampMicros, SchemaNode.TimestampNanos,
        SchemaNode.LocalTimestampMillis, SchemaNode.LocalTimestampMicros, SchemaNode.LocalTimestampNanos,
        (name, _) => SchemaNode.Null(name),
    ];

    private int _names;

    public SchemaNode[] Columns()
    {
        var columns = new SchemaNode[random.Next(1, 6)];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = Node(0);
        return columns;
    }

    private SchemaNode Node(int depth)
    {
        var name = $"c{_names++}";
        var optional = random.Next(2) == 0;
        switch (depth < MaxDepth ? random.Next(12) : 11)
        {
            case 0: return Leaf(name, false) is var leaf && leaf.Logical == LogicalType.Null ? leaf : leaf with { Repetition = Repetition.Repeated };
            case 1 or 2: return SchemaNode.List(name, optional, Once(Node(depth + 1)));
            case 3: return SchemaNode.Map(name, optional,
                random.Next(2) == 0 ? SchemaNode.String("k") : SchemaNode.Int32("k"), Once(Node(depth + 1)));
            case 4 or 5:
                var children = new SchemaNode[random.Next(1, 4)];
                for (var i = 0; i < children.Length; i++)
                    children[i] = Node(depth + 1);
                return SchemaNode.Struct(name, optional, children);
            default: return Leaf(name, optional);
        }
    }

    private static SchemaNode Once(SchemaNode node) =>
        node.Repetition == Repetition.Repeated ? node with { Repetition = Repetition.Required } : node;

    private SchemaNode Leaf(string name, bool optional)
    {
        while (true)
        {
            var kind = random.Next(Leaves.Length + 6);
            var node = kind < Leaves.Length ? Leaves[kind](name, optional)
                : kind < Leaves.Length + 2 ? SchemaNode.FixedBinary(name, random.Next(1, 20), optional)
                : Decimal(name, optional);
            if (!without.Contains(node.Logical))
                return node;
        }
    }

    private SchemaNode Decimal(string name, bool optional)
    {
        // 38 digits are the most that other readers know.
        var precision = random.Next(1, 39);
        var node = SchemaNode.Decimal(name, precision, random.Next(precision + 1), optional);
        return random.Next(4) == 0 ? node with { Physical = PhysicalType.ByteArray, FixedBytes = null } : node;
    }
}
