using System.Buffers;
using IronSnappy;

namespace DataPipe.Parquet.Compression;

/// <summary>Snappy without framing: compresses by IronSnappy; decompresses here, straight into the destination and with every
/// copy checked against it.</summary>
internal sealed class SnappyCodec : ICodec
{
    public CodecKind Kind => CodecKind.Snappy;

    public void Compress(ReadOnlySpan<byte> source, IBufferWriter<byte> destination) =>
        destination.Write(Snappy.Encode(source));

    // The densest element is a copy of 64 bytes in 3.
    public long MaxDecompressedBytes(long compressedBytes) => 64 * compressedBytes / 3 + 64;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var read = ReadLength(source, destination.Length);
        var written = 0;
        while (read < source.Length)
        {
            var tag = source[read++];
            if ((tag & 3) == 0)
            {
                var extra = (tag >> 2) - 59;
                var length = extra <= 0 ? (tag >> 2) + 1 : (int)Math.Min(ReadBytes(source, ref read, extra) + 1L, int.MaxValue);
                if (length > source.Length - read || length > destination.Length - written)
                    throw Malformed();
                source.Slice(read, length).CopyTo(destination[written..]);
                read += length;
                written += length;
                continue;
            }
            var (count, distance) = (tag & 3) switch
            {
                1 => (4 + ((tag >> 2) & 7), ((tag & 0xE0) << 3) + ReadBytes(source, ref read, 1)),
                2 => ((tag >> 2) + 1, ReadBytes(source, ref read, 2)),
                _ => ((tag >> 2) + 1, ReadBytes(source, ref read, 4)),
            };
            if (distance == 0 || distance > written || count > destination.Length - written)
                throw Malformed();
            Copy(destination, written, (int)distance, count);
            written += count;
        }
        if (written != destination.Length)
            throw Malformed();
    }

    public void Dispose()
    {
    }

    // A copy may overlap what it writes: then the last bytes repeat.
    private static void Copy(Span<byte> destination, int position, int distance, int count)
    {
        if (distance >= count)
        {
            destination.Slice(position - distance, count).CopyTo(destination[position..]);
            return;
        }
        for (var i = position; i < position + count; i++)
            destination[i] = destination[i - distance];
    }

    private static int ReadLength(ReadOnlySpan<byte> source, int expected)
    {
        ulong length = 0;
        for (var i = 0; i < 5 && i < source.Length; i++)
        {
            length |= (ulong)(source[i] & 0x7F) << (7 * i);
            if (source[i] >= 0x80)
                continue;
            if (length != (ulong)expected)
                throw new InvalidDataException($"a Snappy page of {length} bytes claims {expected}");
            return i + 1;
        }
        throw Malformed();
    }

    private static long ReadBytes(ReadOnlySpan<byte> source, ref int read, int count)
    {
        if (count > source.Length - read)
            throw Malformed();
        long value = 0;
        for (var i = 0; i < count; i++)
            value |= (long)source[read++] << (8 * i);
        return value;
    }

    private static InvalidDataException Malformed() => new("malformed Snappy page");
}
