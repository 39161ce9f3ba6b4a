namespace DataPipe.Parquet.Pruning;

/// <summary>Some rows of a row group: ranges in ascending order that neither touch nor overlap.</summary>
public sealed class RowRanges
{
    private readonly List<RowRange> _ranges = [];

    /// <summary>The ranges.</summary>
    public IReadOnlyList<RowRange> Ranges => _ranges;

    /// <summary>Number of rows in all ranges.</summary>
    public long Rows { get; private set; }

    /// <summary>All rows of a row group.</summary>
    public static RowRanges All(long rows)
    {
        var all = new RowRanges();
        all.Add(0, rows);
        return all;
    }

    /// <summary>Adds rows that start no earlier than the last range; an empty range adds nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They start before the last range, or end before they start.</exception>
    public void Add(long start, long end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(start, _ranges.Count > 0 ? _ranges[^1].Start : 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        if (end == start)
            return;
        if (_ranges.Count == 0 || start > _ranges[^1].End)
        {
            _ranges.Add(new RowRange(start, end));
            Rows += end - start;
        }
        else if (end > _ranges[^1].End)
        {
            Rows += end - _ranges[^1].End;
            _ranges[^1] = new RowRange(_ranges[^1].Start, end);
        }
    }

    /// <summary>The rows that are in both.</summary>
    public RowRanges Intersect(RowRanges other)
    {
        var both = new RowRanges();
        for (int i = 0, j = 0; i < _ranges.Count && j < other._ranges.Count;)
        {
            var (a, b) = (_ranges[i], other._ranges[j]);
            if (Math.Max(a.Start, b.Start) is var start && Math.Min(a.End, b.End) is var end && start < end)
                both.Add(start, end);
            if (a.End < b.End)
                i++;
            else
                j++;
        }
        return both;
    }

    /// <summary>Whether any row from start to before end is among them.</summary>
    public bool Overlaps(long start, long end)
    {
        // The first range that ends behind the start.
        int low = 0, high = _ranges.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].End > start)
                high = middle;
            else
                low = middle + 1;
        }
        return low < _ranges.Count && _ranges[low].Start < end;
    }
}
