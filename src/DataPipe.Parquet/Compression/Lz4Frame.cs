using System.Buffers.Binary;

namespace DataPipe.Parquet.Compression;

/// <summary>One LZ4 frame: a header, and blocks that are compressed or not. Its checksums are passed over: pages have their own.</summary>
internal static class Lz4Frame
{
    /// <summary>Fills the destination and returns the bytes written.</summary>
    /// <exception cref="InvalidDataException">The frame is malformed or its content has no room.</exception>
    public static int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length < 7)
            throw Malformed();
        var flags = source[4];
        if (flags >> 6 != 1)
            throw new InvalidDataException($"an LZ4 frame of version {flags >> 6}");
        var hasBlockChecksums = (flags & 0x10) != 0;
        var start = 7 + ((flags & 0x08) != 0 ? 8 : 0) + ((flags & 0x01) != 0 ? 4 : 0);
        if (start > source.Length)
            throw Malformed();
        source = source[start..];
        var written = 0;
        while (BinaryPrimitives.TryReadUInt32LittleEndian(source, out var size) && size != 0)
        {
            source = source[sizeof(uint)..];
            var bytes = (int)(size & 0x7FFF_FFFF);
            if (bytes > source.Length)
                throw Malformed();
            var block = source[..bytes];
            if (size >> 31 == 0)
            {
                // Blocks may refer to those before.
                written = Lz4Block.Decompress(block, destination, written);
            }
            else
            {
                if (bytes > destination.Length - written)
                    throw Malformed();
                block.CopyTo(destination[written..]);
                written += bytes;
            }
            source = source[bytes..];
            if (hasBlockChecksums)
                source = source.Length < sizeof(uint) ? throw Malformed() : source[sizeof(uint)..];
        }
        return written;
    }

    private static InvalidDataException Malformed() => new("malformed LZ4 frame");
}
