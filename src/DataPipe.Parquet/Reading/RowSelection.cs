using DataPipe.Parquet.Pruning;

namespace DataPipe.Parquet.Reading;

/// <summary>Keeps those entries of a page just decoded that belong to rows asked for.</summary>
internal sealed class RowSelection(PageLevels levels, IValueDecoder values, bool isRepeated)
{
    private int _entry;
    private long _row;

    /// <summary>Trims what was decoded from the given entry and value on. <paramref name="firstRow"/> is the first row that
    /// starts there; entries before its start go on with the row before.</summary>
    public void Keep(RowRanges rows, int entryStart, int valueStart, long firstRow)
    {
        var end = levels.Count;
        if (entryStart == end)
            return;
        _entry = entryStart;
        _row = isRepeated && levels.Repetitions[entryStart] != 0 ? firstRow - 1 : firstRow;
        var (entryTo, valueTo, valueFrom) = (entryStart, valueStart, valueStart);
        for (var i = FirstRange(rows, _row); i < rows.Ranges.Count && _entry < end; i++)
        {
            var skipped = _entry;
            Seek(rows.Ranges[i].Start, end);
            valueFrom += levels.Present(skipped, _entry);
            var start = _entry;
            Seek(rows.Ranges[i].End, end);
            var (entries, present) = (_entry - start, levels.Present(start, _entry));
            // The levels still lie where they were counted: only what is behind them is overwritten later.
            levels.Move(start, entryTo, entries);
            values.Move(valueFrom, valueTo, present);
            entryTo += entries;
            valueTo += present;
            valueFrom += present;
        }
        levels.Truncate(entryTo);
        values.Truncate(valueTo);
    }

    // To the first entry of the given row, or of a later one.
    private void Seek(long row, int end)
    {
        if (row <= _row)
            return;
        if (!isRepeated)
        {
            var step = (int)Math.Min(row - _row, end - _entry);
            _entry += step;
            _row += step;
            return;
        }
        while (_row < row && _entry < end)
        {
            var next = levels.Repetitions[(_entry + 1)..end].IndexOf((byte)0);
            _entry = next < 0 ? end : _entry + 1 + next;
            _row++;
        }
    }

    private static int FirstRange(RowRanges rows, long row)
    {
        int low = 0, high = rows.Ranges.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rows.Ranges[middle].End > row)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
