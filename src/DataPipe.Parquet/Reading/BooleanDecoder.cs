using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Reading;

/// <summary>Decodes BOOLEAN, which has no dictionary.</summary>
internal sealed class BooleanDecoder : IValueDecoder
{
    private readonly ValueList<bool> _list = new();

    public int Count => _list.Count;

    public Array Values => _list.Values;

    public void ReadDictionary(ArraySegment<byte> page, int count) =>
        throw new InvalidDataException("a dictionary of truth values");

    public void ReadPage(PageEncoding encoding, ArraySegment<byte> page, int count)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                PlainDecoder.ReadBooleans(page, _list.Extend(count));
                break;
            case PageEncoding.Rle:
                RunLengthBooleans.Decode(page, _list.Extend(count));
                break;
            default:
                throw new InvalidDataException($"encoding {encoding} of truth values is not supported");
        }
    }

    public void Move(int from, int to, int count) => _list.Move(from, to, count);

    public void Truncate(int count) => _list.Truncate(count);

    public void Clear() => _list.Clear();
}
