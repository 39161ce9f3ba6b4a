using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Reading;

/// <summary>Decodes INT32, INT64, FLOAT and DOUBLE.</summary>
internal sealed class NumberDecoder<T> : IValueDecoder
    where T : unmanaged
{
    private readonly ValueList<T> _list = new();

    public int Count => _list.Count;

    public Array Values => _list.Values;

    public void ReadDictionary(ArraySegment<byte> page, int count)
    {
        if (count > page.Count / Unsafe.SizeOf<T>())
            throw new InvalidDataException($"a dictionary of {count} entries in {page.Count} bytes");
        var dictionary = new T[count];
        PlainDecoder.ReadNumbers(page, dictionary.AsSpan());
        _list.Dictionary = dictionary;
    }

    public void ReadPage(PageEncoding encoding, ArraySegment<byte> page, int count)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                // Before room is made: a page that is too short for what it claims must not cost memory.
                if (page.Count / Unsafe.SizeOf<T>() < count)
                    throw new InvalidDataException("values end early");
                PlainDecoder.ReadNumbers(page, _list.Extend(count));
                break;
            case PageEncoding.RleDictionary or PageEncoding.PlainDictionary:
                _list.AddIndexed(page, count);
                break;
            case PageEncoding.DeltaBinaryPacked when typeof(T) == typeof(int):
                DeltaBinaryPacked.Decode(page, MemoryMarshal.Cast<T, int>(_list.Extend(count)));
                break;
            case PageEncoding.DeltaBinaryPacked when typeof(T) == typeof(long):
                DeltaBinaryPacked.Decode(page, MemoryMarshal.Cast<T, long>(_list.Extend(count)));
                break;
            case PageEncoding.ByteStreamSplit:
                if (page.Count / Unsafe.SizeOf<T>() < count)
                    throw new InvalidDataException("values end early");
                ReadSplit(page, _list.Extend(count));
                break;
            default:
                throw new InvalidDataException($"encoding {encoding} of numbers is not supported");
        }
    }

    public void Move(int from, int to, int count) => _list.Move(from, to, count);

    public void Truncate(int count) => _list.Truncate(count);

    public void Clear() => _list.Clear();

    private static void ReadSplit(ReadOnlySpan<byte> page, Span<T> values)
    {
        ByteStreamSplit.Decode(page, Unsafe.SizeOf<T>(), MemoryMarshal.AsBytes(values));
        if (!BitConverter.IsLittleEndian)
            PlainDecoder.ReadNumbers(MemoryMarshal.AsBytes(values).ToArray(), values);
    }
}
