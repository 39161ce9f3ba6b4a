using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Values;

namespace DataPipe.Parquet.Rows;

/// <summary>Puts the values of a row together from the entries of its leaves. The work is in proportion to the entries.</summary>
internal sealed class RecordAssembler(ColumnShape shape, LeafCursor[] cursors, int firstLeaf)
{
    /// <summary>The column's value in the next row.</summary>
    /// <exception cref="InvalidDataException">Leaves of the column disagree.</exception>
    public ParquetValue Next()
    {
        var value = Read(shape);
        foreach (var cursor in cursors)
            if (cursor.Repetition != 0)
                throw cursor.Disagree();
        return value;
    }

    /// <summary>The i-th present value of a chunk.</summary>
    public static ParquetValue ValueAt(ColumnChunkValues chunk, int i) => chunk.Leaf.Physical switch
    {
        PhysicalType.Boolean => ParquetValue.Of(chunk.Boolean(i)),
        PhysicalType.Int32 => LeafValue.OfInteger(chunk.Leaf.Node, chunk.Int32(i)),
        PhysicalType.Int64 => LeafValue.OfInteger(chunk.Leaf.Node, chunk.Int64(i)),
        PhysicalType.Float => ParquetValue.Of((double)chunk.Float(i)),
        PhysicalType.Double => ParquetValue.Of(chunk.Double(i)),
        _ => LeafValue.OfBytes(chunk.Leaf.Node, chunk.Bytes(i)),
    };

    private LeafCursor First(ColumnShape node) => cursors[node.FirstLeaf - firstLeaf];

    private ParquetValue Read(ColumnShape node)
    {
        if (node.Leaves == 0)
            return ParquetValue.Struct();
        if (node.IsOptional && First(node).Definition < node.PresentDefinition)
        {
            Skip(node);
            return ParquetValue.Null;
        }
        return node.Kind switch
        {
            ShapeKind.Leaf => Take(First(node)),
            ShapeKind.Struct => ReadStruct(node),
            ShapeKind.List => ReadList(node),
            _ => ReadMap(node),
        };
    }

    private ParquetValue ReadStruct(ColumnShape node)
    {
        var fields = new KeyValuePair<string, ParquetValue>[node.Children.Count];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = new(node.Children[i].Node.Name, Read(node.Children[i]));
        return ParquetValue.Struct(fields);
    }

    private ParquetValue ReadList(ColumnShape node)
    {
        if (IsEmpty(node))
            return ParquetValue.List();
        var elements = new List<ParquetValue>();
        do
            elements.Add(Read(node.Children[0]));
        while (First(node).Repetition == node.Repetition);
        return ParquetValue.List([.. elements]);
    }

    private ParquetValue ReadMap(ColumnShape node)
    {
        if (IsEmpty(node))
            return ParquetValue.Map();
        var entries = new List<KeyValuePair<ParquetValue, ParquetValue>>();
        do
            entries.Add(new(Read(node.Children[0]), Read(node.Children[1])));
        while (First(node).Repetition == node.Repetition);
        return ParquetValue.Map([.. entries]);
    }

    private bool IsEmpty(ColumnShape node)
    {
        if (First(node).Definition >= node.Definition)
            return false;
        Skip(node);
        return true;
    }

    private void Skip(ColumnShape node)
    {
        var definition = First(node).Definition;
        foreach (var cursor in cursors.AsSpan(node.FirstLeaf - firstLeaf, node.Leaves))
        {
            if (cursor.Definition != definition)
                throw cursor.Disagree();
            cursor.Skip();
        }
    }

    private static ParquetValue Take(LeafCursor cursor)
    {
        // Only a sibling can have promised a value that is not there.
        if (cursor.Definition != cursor.Values!.Leaf.MaxDefinition)
            throw cursor.Disagree();
        return ValueAt(cursor.Values, cursor.Take());
    }
}
