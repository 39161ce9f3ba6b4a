using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Rows;

/// <summary>What a field of the schema means to a reader of values: the groups of lists and maps that only hold their levels are
/// resolved, those of old writers too.</summary>
internal sealed class ColumnShape
{
    private ColumnShape(ShapeKind kind, SchemaNode node, int definition, int repetition) =>
        (Kind, Node, Definition, Repetition) = (kind, node, definition, repetition);

    public ShapeKind Kind { get; }

    /// <summary>The field itself.</summary>
    public SchemaNode Node { get; }

    /// <summary>Definition level at which a value, or an element of a list or map, is there.</summary>
    public int Definition { get; }

    /// <summary>Repetition level at which a list or map goes on.</summary>
    public int Repetition { get; }

    /// <summary>Whether the value may be absent: it is where the level is below <see cref="PresentDefinition"/>.</summary>
    public bool IsOptional { get; private init; }

    /// <summary>Definition level at which the value is there, if only as an empty list or map.</summary>
    public int PresentDefinition { get; private init; }

    /// <summary>The leaf's number in the schema; of others that of the first leaf below.</summary>
    public int FirstLeaf { get; private init; }

    /// <summary>Number of leaves below, or 1.</summary>
    public int Leaves { get; private init; }

    /// <summary>Fields of a struct, the element of a list, key and value of a map.</summary>
    public IReadOnlyList<ColumnShape> Children { get; private init; } = [];

    /// <summary>The shapes of a schema's columns.</summary>
    public static IReadOnlyList<ColumnShape> Of(ParquetSchema schema)
    {
        var shapes = new ColumnShape[schema.Columns.Count];
        for (int i = 0, leaf = 0; i < shapes.Length; i++)
        {
            shapes[i] = Of(schema.Columns[i], 0, 0, leaf);
            leaf += shapes[i].Leaves;
        }
        return shapes;
    }

    private static ColumnShape Of(SchemaNode node, int definition, int repetition, int leaf)
    {
        if (node.Repetition == Schema.Repetition.Repeated)
            return Build(ShapeKind.List, node, definition + 1, repetition + 1, leaf, false, definition,
                [Content(node, definition + 1, repetition + 1, leaf, false)]);
        var isOptional = node.Repetition == Schema.Repetition.Optional;
        return Content(node, definition + (isOptional ? 1 : 0), repetition, leaf, isOptional);
    }

    // The field once its own repetition is dealt with.
    private static ColumnShape Content(SchemaNode node, int definition, int repetition, int leaf, bool isOptional)
    {
        if (!node.IsGroup)
            return Build(ShapeKind.Leaf, node, definition, repetition, leaf, isOptional, definition, []);
        if (node is { Logical: LogicalType.List, Children: [{ Repetition: Schema.Repetition.Repeated } repeated] })
            return Build(ShapeKind.List, node, definition + 1, repetition + 1, leaf, isOptional, definition,
                [Element(node, repeated, definition + 1, repetition + 1, leaf)]);
        if (node is
            {
                Logical: LogicalType.Map or LogicalType.MapKeyValue,
                Children: [{ Repetition: Schema.Repetition.Repeated, IsGroup: true, Children.Count: 1 or 2 } entry],
            })
            return Build(entry.Children.Count == 2 ? ShapeKind.Map : ShapeKind.List, node, definition + 1, repetition + 1, leaf, isOptional,
                definition, Fields(entry, definition + 1, repetition + 1, leaf));
        return Build(ShapeKind.Struct, node, definition, repetition, leaf, isOptional, definition, Fields(node, definition, repetition, leaf));
    }

    // The rules of the format for lists of two levels: the repeated field is itself the element where it is a leaf, has several
    // fields or one that is repeated, or has a name that old writers gave.
    private static ColumnShape Element(SchemaNode list, SchemaNode repeated, int definition, int repetition, int leaf)
    {
        var isElement = !repeated.IsGroup || repeated.Children.Count != 1 || repeated.Name == "array" || repeated.Name == list.Name + "_tuple"
            || repeated.Children[0].Repetition == Schema.Repetition.Repeated;
        return isElement ? Content(repeated, definition, repetition, leaf, false) : Of(repeated.Children[0], definition, repetition, leaf);
    }

    private static ColumnShape[] Fields(SchemaNode group, int definition, int repetition, int leaf)
    {
        var fields = new ColumnShape[group.Children.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = Of(group.Children[i], definition, repetition, leaf);
            leaf += fields[i].Leaves;
        }
        return fields;
    }

    private static ColumnShape Build(
        ShapeKind kind, SchemaNode node, int definition, int repetition, int leaf, bool isOptional, int present, ColumnShape[] children)
    {
        var leaves = kind == ShapeKind.Leaf ? 1 : 0;
        foreach (var child in children)
            leaves += child.Leaves;
        return new ColumnShape(kind, node, definition, repetition)
        {
            IsOptional = isOptional,
            PresentDefinition = present,
            FirstLeaf = leaf,
            Leaves = leaves,
            Children = children,
        };
    }
}
