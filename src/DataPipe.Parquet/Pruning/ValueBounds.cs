using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Values;

namespace DataPipe.Parquet.Pruning;

/// <summary>What is known of the values of a chunk or page.</summary>
/// <param name="Min">No present value is below, NaN aside; null when not known.</param>
/// <param name="Max">No present value is above, NaN aside; null when not known.</param>
/// <param name="MayHaveNulls">Whether a value may be absent.</param>
/// <param name="IsAllNull">Whether all values are absent.</param>
internal readonly record struct ValueBounds(ParquetValue? Min, ParquetValue? Max, bool MayHaveNulls, bool IsAllNull)
{
    public static ValueBounds Of(SchemaNode leaf, ColumnStatistics? statistics, long values)
    {
        var nulls = statistics?.NullCount;
        // A count that cannot be says nothing.
        if (nulls < 0 || nulls > values)
            nulls = null;
        return Of(leaf, statistics?.Min, statistics?.Max, nulls != 0, nulls == values);
    }

    public static ValueBounds Of(SchemaNode leaf, ColumnIndex index, int page)
    {
        var mayHaveNulls = index.NullCounts is not { } counts || counts[page] != 0 || index.NullPages[page];
        return index.NullPages[page]
            ? new ValueBounds(null, null, mayHaveNulls, true)
            : Of(leaf, index.MinValues[page], index.MaxValues[page], mayHaveNulls, false);
    }

    private static ValueBounds Of(
        SchemaNode leaf, ReadOnlyMemory<byte>? plainMin, ReadOnlyMemory<byte>? plainMax, bool mayHaveNulls, bool isAllNull)
    {
        var min = SortOrders.IsDefined(leaf) && plainMin is { } low ? LeafValue.OfPlain(leaf, low.Span) : null;
        var max = SortOrders.IsDefined(leaf) && plainMax is { } high ? LeafValue.OfPlain(leaf, high.Span) : null;
        // Bounds that are NaN or the wrong way round were made by a faulty writer: they say nothing.
        if (IsNaN(min) || IsNaN(max) || (min is { } a && max is { } b && ValueOrder.Compare(a, b) > 0))
            (min, max) = (null, null);
        return new ValueBounds(min, max, mayHaveNulls, isAllNull);
    }

    private static bool IsNaN(ParquetValue? value) => value is { Kind: ValueKind.Real } real && double.IsNaN(real.Real);
}
