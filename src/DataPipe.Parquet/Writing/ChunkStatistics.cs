using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>The bounds of a column chunk's pages, gathered for the footer and for the page index.</summary>
internal sealed class ChunkStatistics(SchemaNode leaf)
{
    private readonly List<ColumnStatistics> _pages = [];
    private readonly List<bool> _nullPages = [];
    private bool _isMaxOpen;
    private ColumnStatistics _chunk = new() { NullCount = 0 };

    /// <summary>Adds what is known of a page that has that many present values.</summary>
    public void AddPage(ColumnStatistics page, int valueCount)
    {
        _pages.Add(page);
        _nullPages.Add(valueCount == 0);
        _chunk = _chunk with { NullCount = _chunk.NullCount + page.NullCount };
        // A page without a minimum has no value that could be one; a maximum alone may be beyond stating.
        if (page.Min is not { } min)
            return;
        _isMaxOpen |= page.Max is null;
        if (Order(min, _chunk.Min, -1) is var low && low >= 0)
            _chunk = _chunk with { Min = min, IsMinExact = low == 0 ? page.IsMinExact | _chunk.IsMinExact : page.IsMinExact };
        if (page.Max is { } max && Order(max, _chunk.Max, 1) is var high && high >= 0)
            _chunk = _chunk with { Max = max, IsMaxExact = high == 0 ? page.IsMaxExact | _chunk.IsMaxExact : page.IsMaxExact };
    }

    /// <summary>The bounds of the whole chunk.</summary>
    public ColumnStatistics Build(long? distinctCount)
    {
        var statistics = _chunk with { DistinctCount = distinctCount };
        return _isMaxOpen ? statistics with { Max = null, IsMaxExact = null } : statistics;
    }

    /// <summary>The bounds of the pages; null where a page has values and no bounds, as one of nothing but NaN.</summary>
    public ColumnIndex? BuildIndex()
    {
        var (minValues, maxValues) = (new ReadOnlyMemory<byte>[_pages.Count], new ReadOnlyMemory<byte>[_pages.Count]);
        var nullCounts = new long[_pages.Count];
        bool ascends = true, descends = true;
        var previous = -1;
        for (var i = 0; i < _pages.Count; i++)
        {
            nullCounts[i] = _pages[i].NullCount!.Value;
            if (_nullPages[i])
                continue;
            if (_pages[i] is not { Min: { } min, Max: { } max })
                return null;
            (minValues[i], maxValues[i]) = (min, max);
            if (previous >= 0)
            {
                var low = SortOrders.Compare(leaf, min.Span, minValues[previous].Span);
                var high = SortOrders.Compare(leaf, max.Span, maxValues[previous].Span);
                ascends &= low >= 0 && high >= 0;
                descends &= low <= 0 && high <= 0;
            }
            previous = i;
        }
        return new ColumnIndex
        {
            NullPages = [.. _nullPages],
            MinValues = minValues,
            MaxValues = maxValues,
            Order = ascends ? BoundaryOrder.Ascending : descends ? BoundaryOrder.Descending : BoundaryOrder.Unordered,
            NullCounts = nullCounts,
        };
    }

    public void Clear()
    {
        _pages.Clear();
        _nullPages.Clear();
        _isMaxOpen = false;
        _chunk = new ColumnStatistics { NullCount = 0 };
    }

    // Above 0 where the value lies further out than the bound, 0 where it equals it.
    private int Order(ReadOnlyMemory<byte> value, ReadOnlyMemory<byte>? bound, int direction) =>
        bound is { } known ? direction * SortOrders.Compare(leaf, value.Span, known.Span) : 1;
}
