namespace DataPipe.Parquet.Schema;

/// <summary>The columns of a file: a tree of fields and the list of its leaves.</summary>
public sealed class ParquetSchema
{
    /// <summary>Deepest nesting of fields; also keeps every level within one byte.</summary>
    public const int MaxDepth = 250;

    // A path repeats the names above it: without a bound, a small hostile tree spells out gigabytes.
    private const long MaxPathChars = 64L << 20;

    private readonly List<LeafColumn> _leaves = [];
    private readonly List<string> _names = [];
    private long _pathChars;

    /// <summary>Numbers the leaves of the given top-level fields.</summary>
    /// <exception cref="ArgumentException">A leaf has children, nesting is deeper than <see cref="MaxDepth"/>, or the paths of
    /// all leaves together exceed 64 Mi characters.</exception>
    public ParquetSchema(IReadOnlyList<SchemaNode> columns)
    {
        Columns = columns;
        foreach (var column in columns)
            Visit(column, 0, 0);
    }

    /// <summary>The top-level fields, in order.</summary>
    public IReadOnlyList<SchemaNode> Columns { get; }

    /// <summary>The leaves, in the order of the tree.</summary>
    public IReadOnlyList<LeafColumn> Leaves => _leaves;

    /// <summary>The leaf with the given dotted path, or null.</summary>
    public LeafColumn? FindLeaf(string path) => _leaves.Find(leaf => leaf.Path == path);

    private void Visit(SchemaNode node, int definition, int repetition)
    {
        if (_names.Count == MaxDepth)
            throw new ArgumentException($"Fields are nested deeper than {MaxDepth}.", nameof(node));
        _names.Add(node.Name);
        if (node.Repetition != Repetition.Required)
            definition++;
        if (node.Repetition == Repetition.Repeated)
            repetition++;
        if (node.IsGroup)
            foreach (var child in node.Children)
                Visit(child, definition, repetition);
        else
            AddLeaf(node, definition, repetition);
        _names.RemoveAt(_names.Count - 1);
    }

    private void AddLeaf(SchemaNode node, int definition, int repetition)
    {
        if (node.Children.Count > 0)
            throw new ArgumentException($"Field '{node.Name}' has both a physical type and children.", nameof(node));
        foreach (var name in _names)
            _pathChars += name.Length + 1;
        if (_pathChars > MaxPathChars)
            throw new ArgumentException($"The paths of the leaves exceed {MaxPathChars} characters.", nameof(node));
        string[] names = [.. _names];
        _leaves.Add(new LeafColumn(_leaves.Count, string.Join('.', names), node, definition, repetition) { Names = names });
    }
}
