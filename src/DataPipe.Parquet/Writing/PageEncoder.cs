using System.Buffers;
using System.Numerics;
using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>Encodes the values of a column's pages that are not kept in a dictionary.</summary>
/// <param name="leaf">The column.</param>
/// <param name="wanted">The encoding the caller chose, or null: integers then take DELTA_BINARY_PACKED for each page where it
/// saves a quarter, truth values RLE where <paramref name="prefersRunLength"/>, everything else PLAIN.</param>
/// <param name="prefersRunLength">Whether pages are of the second version, whose readers know RLE truth values.</param>
internal sealed class PageEncoder(SchemaNode leaf, PageEncoding? wanted, bool prefersRunLength)
{
    // Below this saving plain bytes are as small once compressed, and read faster.
    private const double MaxDeltaFraction = 0.75;

    /// <summary>Whether values of the column can be in that encoding.</summary>
    public static bool Fits(PageEncoding encoding, PhysicalType physical) => encoding switch
    {
        PageEncoding.Plain => true,
        PageEncoding.Rle => physical == PhysicalType.Boolean,
        PageEncoding.DeltaBinaryPacked => physical is PhysicalType.Int32 or PhysicalType.Int64,
        PageEncoding.DeltaLengthByteArray => physical == PhysicalType.ByteArray,
        PageEncoding.DeltaByteArray => physical is PhysicalType.ByteArray or PhysicalType.FixedLenByteArray,
        PageEncoding.ByteStreamSplit => physical is PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.Float
            or PhysicalType.Double or PhysicalType.FixedLenByteArray,
        _ => false,
    };

    /// <summary>Appends the encoded values, or nothing where the answer is PLAIN: those lie ready.</summary>
    public PageEncoding Encode(ValueBuffer values, ByteBuffer output)
    {
        if (values.UsesDictionary)
        {
            values.WriteIndices(output);
            return PageEncoding.RleDictionary;
        }
        var start = output.Length;
        var encoding = wanted ?? Automatic(values);
        switch (encoding)
        {
            case PageEncoding.Rle:
                EncodeBooleans(values, output);
                break;
            case PageEncoding.DeltaBinaryPacked when leaf.Physical == PhysicalType.Int32:
                EncodeNumbers<int>(values, output);
                break;
            case PageEncoding.DeltaBinaryPacked:
                EncodeNumbers<long>(values, output);
                break;
            case PageEncoding.DeltaLengthByteArray:
                DeltaLengthByteArray.Encode(values.Plain, values.Count, output);
                break;
            case PageEncoding.DeltaByteArray:
                DeltaByteArray.Encode(values.Plain, values.Count, values.FixedBytes, output);
                break;
            case PageEncoding.ByteStreamSplit:
                ByteStreamSplit.Encode(values.Plain, ValueBytes, output);
                break;
        }
        if (wanted is not null || encoding != PageEncoding.DeltaBinaryPacked
            || output.Length - start <= MaxDeltaFraction * values.PlainBytes)
            return encoding;
        output.Truncate(start);
        return PageEncoding.Plain;
    }

    private int ValueBytes => leaf.FixedBytes ?? (leaf.Physical is PhysicalType.Int64 or PhysicalType.Double ? sizeof(long) : sizeof(int));

    private PageEncoding Automatic(ValueBuffer values) => leaf.Physical switch
    {
        PhysicalType.Int32 or PhysicalType.Int64 when values.Count > 0 => PageEncoding.DeltaBinaryPacked,
        PhysicalType.Boolean when prefersRunLength => PageEncoding.Rle,
        _ => PageEncoding.Plain,
    };

    private static void EncodeNumbers<T>(ValueBuffer values, ByteBuffer output)
        where T : unmanaged, IBinaryInteger<T>
    {
        var numbers = ArrayPool<T>.Shared.Rent(values.Count);
        PlainDecoder.ReadNumbers(values.Plain, numbers.AsSpan(0, values.Count));
        DeltaBinaryPacked.Encode<T>(numbers.AsSpan(0, values.Count), output);
        ArrayPool<T>.Shared.Return(numbers);
    }

    private static void EncodeBooleans(ValueBuffer values, ByteBuffer output)
    {
        var booleans = ArrayPool<bool>.Shared.Rent(values.Count);
        PlainDecoder.ReadBooleans(values.Plain, booleans.AsSpan(0, values.Count));
        RunLengthBooleans.Encode(booleans.AsSpan(0, values.Count), output);
        ArrayPool<bool>.Shared.Return(booleans);
    }
}
