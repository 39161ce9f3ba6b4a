using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Reading;

/// <summary>Decodes BOOLEAN, which has no dictionary.</summary>
internal sealed class BooleanDecoder(int maxCount) : IValueDecoder
{
    private readonly ValueList<bool> _list = new(maxCount);

    public int Count => _list.Count;

    public Array Values => _list.Values;

    public void ReadDictionary(ReadOnlyMemory<byte> page, int count) =>
        throw new InvalidDataException("a dictionary of truth values");

    public void ReadPage(PageEncoding encoding, ReadOnlyMemory<byte> page, int count)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                PlainDecoder.ReadBooleans(page.Span, _list.Extend(count));
                break;
            case PageEncoding.Rle:
                ReadRuns(page.Span, _list.Extend(count));
                break;
            default:
                throw new InvalidDataException($"encoding {encoding} of truth values is not supported");
        }
    }

    private static void ReadRuns(ReadOnlySpan<byte> page, Span<bool> values)
    {
        if (values.IsEmpty)
            return;
        if (page.Length < sizeof(int))
            throw new InvalidDataException("truth values end early");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(page);
        page = page[sizeof(int)..];
        if (length > (uint)page.Length)
            throw new InvalidDataException($"truth values of {length} bytes where {page.Length} are left");
        var bytes = MemoryMarshal.AsBytes(values);
        RunLengthDecoder.Decode(page[..(int)length], 1, bytes);
        if (bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw new InvalidDataException("a truth value that is neither 0 nor 1");
    }
}
