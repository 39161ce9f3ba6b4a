using System.Buffers;
using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Reading;

/// <summary>Finds the places of BYTE_ARRAY, and FIXED_LEN_BYTE_ARRAY and INT96 of the given length, in the arrays of their pages.
/// Encodings that do not hold whole values are rewritten as PLAIN.</summary>
internal sealed class BinaryDecoder(int? fixedBytes, PageArrays arrays, int maxPageBytes) : IValueDecoder
{
    private readonly ValueList<long> _list = new();

    public int Count => _list.Count;

    public Array Values => _list.Values;

    public void ReadDictionary(ArraySegment<byte> page, int count)
    {
        if (count > page.Count / Math.Max(1, fixedBytes ?? sizeof(int)))
            throw new InvalidDataException($"a dictionary of {count} entries in {page.Count} bytes");
        _list.Dictionary = new long[count];
        Find(page, _list.Dictionary);
    }

    public void ReadPage(PageEncoding encoding, ArraySegment<byte> page, int count)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                Find(page, _list.Extend(count));
                break;
            case PageEncoding.RleDictionary or PageEncoding.PlainDictionary:
                _list.AddIndexed(page, count);
                break;
            case PageEncoding.DeltaLengthByteArray when fixedBytes is null:
                ReadLengthPage(page, count);
                break;
            case PageEncoding.DeltaByteArray:
                ReadPrefixPage(page, count);
                break;
            case PageEncoding.ByteStreamSplit when fixedBytes is { } width:
                var joined = Room((long)width * count);
                ByteStreamSplit.Decode(page, width, joined);
                Find(joined, _list.Extend(count));
                break;
            default:
                throw new InvalidDataException($"encoding {encoding} of byte arrays is not supported");
        }
    }

    public void Move(int from, int to, int count) => _list.Move(from, to, count);

    public void Truncate(int count) => _list.Truncate(count);

    public void Clear() => _list.Clear();

    private void ReadLengthPage(ArraySegment<byte> page, int count)
    {
        var lengths = ArrayPool<int>.Shared.Rent(count);
        try
        {
            var some = lengths.AsSpan(0, count);
            var start = DeltaLengthByteArray.ReadLengths(page, some, out var bytes);
            var plain = Room(bytes + ((long)count * sizeof(int)));
            DeltaLengthByteArray.ToPlain(page.AsSpan(start), some, withLengths: true, plain);
            Find(plain, _list.Extend(count));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(lengths);
        }
    }

    private void ReadPrefixPage(ArraySegment<byte> page, int count)
    {
        var (prefixes, suffixes) = (ArrayPool<int>.Shared.Rent(count), ArrayPool<int>.Shared.Rent(count));
        try
        {
            var (shared, own) = (prefixes.AsMemory(0, count), suffixes.AsMemory(0, count));
            var start = DeltaByteArray.ReadLengths(page, shared.Span, own.Span, out var bytes);
            if (fixedBytes is { } width)
                for (var i = 0; i < count; i++)
                    if (shared.Span[i] + own.Span[i] != width)
                        throw new InvalidDataException($"value {i} of {shared.Span[i] + own.Span[i]} bytes where all have {width}");
            var plain = Room(bytes + (fixedBytes is null ? (long)count * sizeof(int) : 0));
            DeltaByteArray.ToPlain(page.AsSpan(start), shared.Span, own.Span, fixedBytes is null, plain);
            Find(plain, _list.Extend(count));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(prefixes);
            ArrayPool<int>.Shared.Return(suffixes);
        }
    }

    private ArraySegment<byte> Room(long bytes)
    {
        if (bytes > maxPageBytes)
            throw new InvalidDataException($"a page that spells out {bytes} bytes exceeds the limit of {maxPageBytes}");
        return new ArraySegment<byte>(arrays.Rent((int)bytes), 0, (int)bytes);
    }

    private void Find(ArraySegment<byte> page, Span<long> places)
    {
        var origin = arrays.PlaceOf(page);
        if (fixedBytes is { } length)
            PlainDecoder.FindFixedBytes(page.Count, length, origin, places);
        else
            PlainDecoder.FindByteArrays(page, origin, places);
    }
}
