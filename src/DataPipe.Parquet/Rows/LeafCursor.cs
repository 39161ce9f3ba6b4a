using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Values;

namespace DataPipe.Parquet.Rows;

/// <summary>Walks the entries of one leaf column in one row group.</summary>
internal sealed class LeafCursor(ColumnChunkValues chunk)
{
    private int _entry;
    private int _value;

    public LeafColumn Leaf => chunk.Leaf;

    public bool IsAtEnd => _entry == chunk.Count;

    /// <summary>Definition level of the entry at hand.</summary>
    public int Definition => IsAtEnd ? throw Disagreement() : chunk.Definitions.IsEmpty ? 0 : chunk.Definitions[_entry];

    /// <summary>Repetition level of the entry at hand; 0 behind the last, where a row would start.</summary>
    public int Repetition => IsAtEnd || chunk.Repetitions.IsEmpty ? 0 : chunk.Repetitions[_entry];

    /// <summary>Takes the present value at hand.</summary>
    public ParquetValue Take()
    {
        if (Definition != Leaf.MaxDefinition)
            throw Disagreement();
        _entry++;
        var i = _value++;
        return Leaf.Physical switch
        {
            PhysicalType.Boolean => ParquetValue.Of(chunk.Boolean(i)),
            PhysicalType.Int32 => LeafValue.OfInteger(Leaf.Node, chunk.Int32(i)),
            PhysicalType.Int64 => LeafValue.OfInteger(Leaf.Node, chunk.Int64(i)),
            PhysicalType.Float => ParquetValue.Of((double)chunk.Float(i)),
            PhysicalType.Double => ParquetValue.Of(chunk.Double(i)),
            _ => LeafValue.OfBytes(Leaf.Node, chunk.Bytes(i)),
        };
    }

    /// <summary>Passes over an absent value, whose definition level other leaves have as well.</summary>
    public void Skip(int definition)
    {
        if (Definition != definition)
            throw Disagreement();
        _entry++;
    }

    /// <summary>The levels of this leaf do not go with those of its siblings.</summary>
    public InvalidDataException Disagreement() => new($"the levels of column {Leaf.Path} disagree with those of its siblings");
}
