namespace DataPipe.Parquet.Reading;

/// <summary>Some consecutive rows of a file, stored column by column.</summary>
public sealed class RowGroup
{
    internal RowGroup(int index, long rows, IReadOnlyList<ColumnChunk> columns)
    {
        Index = index;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Number of the row group, from 0.</summary>
    public int Index { get; }

    /// <summary>Number of rows.</summary>
    public long Rows { get; }

    /// <summary>One chunk a leaf column, in the order of the schema's leaves.</summary>
    public IReadOnlyList<ColumnChunk> Columns { get; }
}
