using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;

namespace DataPipe.Cli.Querying;

/// <summary>Adds up the chunks of one column.</summary>
internal sealed class ColumnTotal(LeafColumn leaf)
{
    private const int ShownChars = 32;
    private long _values, _nulls, _bytes, _rawBytes;
    private bool _bounded = true;
    private ReadOnlyMemory<byte>? _min, _max;

    public LeafColumn Leaf { get; } = leaf;

    public void Add(ColumnChunk chunk)
    {
        _values += chunk.ValueCount;
        _nulls += chunk.Statistics?.NullCount ?? 0;
        _bytes += chunk.CompressedBytes;
        _rawBytes += chunk.UncompressedBytes;
        if (chunk.Statistics?.NullCount == chunk.ValueCount) return;
        if (chunk.Statistics is not { Min: { } min, Max: { } max }) _bounded = false;
        else
        {
            if (_min is null || Compare(min.Span, _min.Value.Span) < 0) _min = min;
            if (_max is null || Compare(max.Span, _max.Value.Span) > 0) _max = max;
        }
    }

    public ColumnSummary Summary() =>
        new(Leaf.Path, ColumnSummary.TypeOf(Leaf), _values, _nulls, _bounded && _min is { } min ? Show(min.Span) : null, _bounded && _max is { } max ? Show(max.Span) : null, _bytes, _rawBytes);

    private int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => Leaf.Physical switch
    {
        PhysicalType.Boolean => a[0].CompareTo(b[0]),
        PhysicalType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(a).CompareTo(BinaryPrimitives.ReadInt32LittleEndian(b)),
        PhysicalType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(a).CompareTo(BinaryPrimitives.ReadInt64LittleEndian(b)),
        PhysicalType.Float => BinaryPrimitives.ReadSingleLittleEndian(a).CompareTo(BinaryPrimitives.ReadSingleLittleEndian(b)),
        PhysicalType.Double => BinaryPrimitives.ReadDoubleLittleEndian(a).CompareTo(BinaryPrimitives.ReadDoubleLittleEndian(b)),
        _ => a.SequenceCompareTo(b),
    };

    private string Show(ReadOnlySpan<byte> value) => Leaf.Physical switch
    {
        PhysicalType.Boolean => value[0] != 0 ? "true" : "false",
        PhysicalType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(value).ToString("#,0", CultureInfo.InvariantCulture),
        PhysicalType.Int64 when Leaf.Node.Logical == LogicalType.TimestampMicros =>
            DateTimeOffset.UnixEpoch.AddTicks(BinaryPrimitives.ReadInt64LittleEndian(value) * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        PhysicalType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(value).ToString("#,0", CultureInfo.InvariantCulture),
        PhysicalType.Float => Number(BinaryPrimitives.ReadSingleLittleEndian(value)),
        PhysicalType.Double => Number(BinaryPrimitives.ReadDoubleLittleEndian(value)),
        _ => Shorten(Encoding.UTF8.GetString(value)),
    };

    // A bound of zero is stored as minus zero, by the format's rule.
    private static string Number(double value) => (value + 0.0).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Shorten(string text)
    {
        var line = Tables.Printable.Of(text.ReplaceLineEndings(" "));
        return line.Length <= ShownChars ? line : line[..(ShownChars - 1)] + "…";
    }
}
