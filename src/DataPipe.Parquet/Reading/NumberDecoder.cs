using System.Runtime.CompilerServices;
using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Reading;

/// <summary>Decodes INT32, INT64, FLOAT and DOUBLE.</summary>
internal sealed class NumberDecoder<T>(int maxCount) : IValueDecoder
    where T : unmanaged
{
    private readonly ValueList<T> _list = new(maxCount);

    public int Count => _list.Count;

    public Array Values => _list.Values;

    public void ReadDictionary(ReadOnlyMemory<byte> page, int count)
    {
        if (count > page.Length / Unsafe.SizeOf<T>())
            throw new InvalidDataException($"a dictionary of {count} entries in {page.Length} bytes");
        var dictionary = new T[count];
        PlainDecoder.ReadNumbers(page.Span, dictionary.AsSpan());
        _list.Dictionary = dictionary;
    }

    public void ReadPage(PageEncoding encoding, ReadOnlyMemory<byte> page, int count)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                PlainDecoder.ReadNumbers(page.Span, _list.Extend(count));
                break;
            case PageEncoding.RleDictionary or PageEncoding.PlainDictionary:
                _list.AddIndexed(page.Span, count);
                break;
            default:
                throw new InvalidDataException($"encoding {encoding} of numbers is not supported");
        }
    }
}
