namespace DataPipe.Parquet.Reading;

/// <summary>
/// Keeps rows within what the options allow: a few bytes of levels stand for millions of values, which as columns take a byte or
/// two each and as the objects of a row dozens.
/// </summary>
internal sealed class RowGroupLimits(ParquetReader reader, int rowGroup)
{
    private readonly List<LeafCursor> _repeated = [];
    private long _bytes;
    private long _repeatedEntries;

    /// <summary>Counts a column that is held with the others for as long as rows are put together.</summary>
    /// <exception cref="ParquetException">The columns take more memory than allowed.</exception>
    public void Add(LeafCursor cursor)
    {
        var values = cursor.Values!;
        _bytes += values.HeldBytes;
        if (_bytes > reader.Options.MaxRowGroupBytes)
            throw Fault($"the decoded columns of the row group exceed the limit of {reader.Options.MaxRowGroupBytes} bytes", values.Leaf.Path);
        if (values.Leaf.MaxRepetition == 0)
            return;
        _repeated.Add(cursor);
        _repeatedEntries += values.Count;
    }

    /// <summary>Looks at the row ahead of the cursors, where one can be too long at all.</summary>
    /// <exception cref="ParquetException">Its lists have more elements than allowed.</exception>
    public void CheckRow()
    {
        if (_repeatedEntries <= reader.Options.MaxRowElements)
            return;
        long elements = 0;
        foreach (var cursor in _repeated)
            if ((elements += cursor.RowEntries) > reader.Options.MaxRowElements)
                throw Fault($"a row has more than {reader.Options.MaxRowElements} list elements", cursor.Values!.Leaf.Path);
    }

    private ParquetException Fault(string reason, string column) => new(reason, reader.Name, column, rowGroup, null, null, null);
}
