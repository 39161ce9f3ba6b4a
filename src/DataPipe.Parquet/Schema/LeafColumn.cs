namespace DataPipe.Parquet.Schema;

/// <summary>A column of values: one leaf of the schema's tree.</summary>
/// <param name="Index">Position among the leaves, from 0.</param>
/// <param name="Path">Names from the top to the leaf joined by dots, such as messages.list.element.role.</param>
/// <param name="Node">The leaf itself.</param>
/// <param name="MaxDefinition">Number of optional and repeated fields on the path: the definition level of a present value.</param>
/// <param name="MaxRepetition">Number of repeated fields on the path.</param>
public sealed record LeafColumn(int Index, string Path, SchemaNode Node, int MaxDefinition, int MaxRepetition)
{
    /// <summary>The names of <see cref="Path"/>, one by one: a name may itself hold a dot.</summary>
    public IReadOnlyList<string> Names { get; init; } = [Path];

    /// <summary>How the values are stored.</summary>
    public PhysicalType Physical => Node.Physical!.Value;
}
