using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>The Statistics struct of the footer.</summary>
internal static class StatisticsFormat
{
    public static ColumnStatistics Read(ref CompactReader reader, SchemaNode leaf)
    {
        var statistics = new ColumnStatistics();
        ReadOnlyMemory<byte>? oldMin = null, oldMax = null;
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 1: oldMax = reader.ReadBinary(type).ToArray(); break;
                case 2: oldMin = reader.ReadBinary(type).ToArray(); break;
                case 3: statistics = statistics with { NullCount = reader.ReadInt64(type) }; break;
                case 4: statistics = statistics with { DistinctCount = reader.ReadInt64(type) }; break;
                case 5: statistics = statistics with { Max = reader.ReadBinary(type).ToArray() }; break;
                case 6: statistics = statistics with { Min = reader.ReadBinary(type).ToArray() }; break;
                case 7: statistics = statistics with { IsMaxExact = CompactReader.ReadBoolean(type) }; break;
                case 8: statistics = statistics with { IsMinExact = CompactReader.ReadBoolean(type) }; break;
                default: reader.Skip(type); break;
            }
        if (!SortOrders.IsDefined(leaf))
            return statistics with { Min = null, Max = null, IsMinExact = null, IsMaxExact = null };
        if (statistics.Min is not null || statistics.Max is not null)
            return statistics with { NeedsColumnOrder = true };
        // The first pair of fields compared numbers and bytes as signed: it is right for signed numbers alone.
        return SortOrders.IsSignedNumber(leaf) ? statistics with { Min = oldMin, Max = oldMax } : statistics;
    }

    public static void Write(CompactWriter writer, ColumnStatistics statistics)
    {
        var last = 0;
        if (statistics.NullCount is { } nullCount)
            writer.Int64(ref last, 3, nullCount);
        if (statistics.DistinctCount is { } distinctCount)
            writer.Int64(ref last, 4, distinctCount);
        if (statistics.Max is { } max)
            writer.Binary(ref last, 5, max.Span);
        if (statistics.Min is { } min)
            writer.Binary(ref last, 6, min.Span);
        if (statistics.IsMaxExact is { } isMaxExact)
            writer.Boolean(ref last, 7, isMaxExact);
        if (statistics.IsMinExact is { } isMinExact)
            writer.Boolean(ref last, 8, isMinExact);
        writer.End();
    }
}
