using System.Globalization;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Values;

namespace DataPipe.Cli.Querying;

/// <summary>Adds up the chunks of one column.</summary>
internal sealed class ColumnTotal(LeafColumn leaf)
{
    private const int ShownChars = 32;
    private long _values, _nulls, _bytes, _rawBytes;
    private bool _bounded = true;
    private ParquetValue? _min, _max;

    public LeafColumn Leaf { get; } = leaf;

    public void Add(ColumnChunk chunk)
    {
        _values += chunk.ValueCount;
        _nulls += chunk.Statistics?.NullCount ?? 0;
        _bytes += chunk.CompressedBytes;
        _rawBytes += chunk.UncompressedBytes;
        if (chunk.Statistics?.NullCount == chunk.ValueCount) return;
        if (chunk.Smallest is not { } min || chunk.Largest is not { } max) _bounded = false;
        else
        {
            if (_min is null || ParquetValue.Compare(min, _min.Value) < 0) _min = min;
            if (_max is null || ParquetValue.Compare(max, _max.Value) > 0) _max = max;
        }
    }

    public ColumnSummary Summary() =>
        new(Leaf.Path, ColumnSummary.TypeOf(Leaf), _values, _nulls, _bounded && _min is { } min ? Show(min) : null, _bounded && _max is { } max ? Show(max) : null, _bytes, _rawBytes);

    private static string Show(ParquetValue value) => value.Kind switch
    {
        ValueKind.Integer => value.Integer.ToString("#,0", CultureInfo.InvariantCulture),
        ValueKind.UnsignedInteger => value.UnsignedInteger.ToString("#,0", CultureInfo.InvariantCulture),
        // A bound of zero is stored as minus zero, by the format's rule.
        ValueKind.Real => (value.Real + 0.0).ToString("0.####", CultureInfo.InvariantCulture),
        ValueKind.Text => Shorten(value.Text),
        ValueKind.Bytes => Shorten(ParquetFile.Text(value.Bytes.Span)),
        ValueKind.Timestamp => value.ToString().Trim('"') is { Length: >= 16 } moment && moment[10] == 'T' ? $"{moment[..10]} {moment[11..16]}" : value.ToString().Trim('"'),
        _ => value.ToString().Trim('"'),
    };

    private static string Shorten(string text)
    {
        var line = Tables.Printable.Of(text.ReplaceLineEndings(" "));
        return line.Length <= ShownChars ? line : line[..(ShownChars - 1)] + "…";
    }
}
