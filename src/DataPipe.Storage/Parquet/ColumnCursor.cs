using DataPipe.Parquet.Reading;

namespace DataPipe.Storage.Parquet;

/// <summary>Walks one decoded leaf column row by row. Our own datasets nest one list deep at most.</summary>
internal sealed class ColumnCursor
{
    private ColumnChunkValues? _values;
    private int _level;
    private int _value;

    /// <summary>Starts a row group; null for a column that the file lacks, which reads as absent.</summary>
    public void Begin(ColumnChunkValues? values) => (_values, _level, _value) = (values, 0, 0);

    /// <summary>Moves on by one value; false when it is absent.</summary>
    public bool Next()
    {
        if (_values is null) return false;
        var definitions = _values.Definitions;
        var isThere = definitions.IsEmpty || definitions[_level] == _values.Leaf.MaxDefinition;
        _level++;
        if (isThere) _value++;
        return isThere;
    }

    /// <summary>How many elements the row's list has; an empty list's place is passed over.</summary>
    public int ListLength()
    {
        if (_values is null) return 0;
        if (_values.Definitions[_level] < _values.Leaf.MaxDefinition)
        {
            _level++;
            return 0;
        }

        var length = 1;
        var repetitions = _values.Repetitions;
        while (_level + length < _values.Count && repetitions[_level + length] != 0) length++;
        return length;
    }

    /// <summary>The row's list of numbers, which is read whole; empty when it is absent.</summary>
    public float[] Floats()
    {
        var length = ListLength();
        if (length == 0) return [];
        var floats = _values!.Floats.Slice(_value, length).ToArray();
        _level += length;
        _value += length;
        return floats;
    }

    public string Text() => System.Text.Encoding.UTF8.GetString(_values!.Bytes(_value - 1));

    public ReadOnlyMemory<byte> Memory() => _values!.BytesMemory(_value - 1);

    public long Integer() => _values!.Int64(_value - 1);

    public int Small() => _values!.Int32(_value - 1);

    public double Number() => _values!.Double(_value - 1);

    /// <summary>A decimal number that 64 bits hold.</summary>
    public decimal Decimal()
    {
        var unscaled = _values!.Int64(_value - 1);
        var magnitude = unscaled < 0 ? 0UL - (ulong)unscaled : (ulong)unscaled;
        return new decimal((int)magnitude, (int)(magnitude >> 32), 0, unscaled < 0, (byte)(_values.Leaf.Node.DecimalScale ?? 0));
    }

    public bool Flag() => _values!.Boolean(_value - 1);
}
