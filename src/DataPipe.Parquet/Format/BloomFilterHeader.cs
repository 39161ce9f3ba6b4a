using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>What stands before the bits of a Bloom filter. One kind is defined: split blocks of 32 bytes, XXH64, not compressed.</summary>
internal static class BloomFilterHeader
{
    /// <summary>Bytes of a block: a filter is a whole number of them.</summary>
    public const int BlockBytes = 32;

    // Readers agree on no bound; filters beyond this one serve nobody.
    private const int MaxBytes = 128 << 20;

    /// <summary>Reads the header at the start of the bytes and gives the filter's bytes behind it and the header's own.</summary>
    /// <exception cref="InvalidDataException">It is malformed or of another kind.</exception>
    public static (int FilterBytes, int HeaderBytes) Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CompactReader(bytes);
        var filterBytes = 0;
        int algorithm = 0, hash = 0, compression = 0;
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 1: filterBytes = reader.ReadInt32(type); break;
                case 2: algorithm = ReadUnion(ref reader, type); break;
                case 3: hash = ReadUnion(ref reader, type); break;
                case 4: compression = ReadUnion(ref reader, type); break;
                default: reader.Skip(type); break;
            }
        if ((algorithm, hash, compression) != (1, 1, 1))
            throw new InvalidDataException($"a Bloom filter of unknown kind {algorithm}, {hash}, {compression}");
        if (filterBytes <= 0 || filterBytes > MaxBytes || filterBytes % BlockBytes != 0)
            throw new InvalidDataException($"a Bloom filter of {filterBytes} bytes");
        return (filterBytes, reader.Position);
    }

    public static void Write(ByteBuffer output, int filterBytes)
    {
        var writer = new CompactWriter(output);
        var last = 0;
        writer.Int32(ref last, 1, filterBytes);
        for (var field = 2; field <= 4; field++)
        {
            writer.Struct(ref last, field);
            var inner = 0;
            writer.EmptyStruct(ref inner, 1);
            writer.End();
        }
        writer.End();
    }

    private static int ReadUnion(ref CompactReader reader, CompactType unionType)
    {
        CompactReader.ExpectStruct(unionType);
        var member = 0;
        for (var field = 0; reader.NextField(ref field, out var type);)
        {
            member = field;
            reader.Skip(type);
        }
        return member;
    }
}
