using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Reading;

/// <summary>Decodes BYTE_ARRAY, and FIXED_LEN_BYTE_ARRAY and INT96 of the given length, as views of the page.</summary>
internal sealed class BinaryDecoder(int maxCount, int? fixedBytes) : IValueDecoder
{
    private readonly ValueList<ReadOnlyMemory<byte>> _list = new(maxCount);

    public int Count => _list.Count;

    public Array Values => _list.Values;

    public void ReadDictionary(ReadOnlyMemory<byte> page, int count)
    {
        if (count > page.Length / Math.Max(1, fixedBytes ?? sizeof(int)))
            throw new InvalidDataException($"a dictionary of {count} entries in {page.Length} bytes");
        _list.Dictionary = new ReadOnlyMemory<byte>[count];
        Find(page, _list.Dictionary);
    }

    public void ReadPage(PageEncoding encoding, ReadOnlyMemory<byte> page, int count)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                Find(page, _list.Extend(count));
                break;
            case PageEncoding.RleDictionary or PageEncoding.PlainDictionary:
                _list.AddIndexed(page.Span, count);
                break;
            default:
                throw new InvalidDataException($"encoding {encoding} of byte arrays is not supported");
        }
    }

    private void Find(ReadOnlyMemory<byte> page, Span<ReadOnlyMemory<byte>> values)
    {
        if (fixedBytes is { } length)
            PlainDecoder.FindFixedBytes(page, length, values);
        else
            PlainDecoder.FindByteArrays(page, values);
    }
}
