using System.Buffers;
using System.IO.Compression;

namespace DataPipe.Parquet.Compression;

/// <summary>gzip by the framework; several members in a row are one content.</summary>
internal sealed class GzipCodec(int level) : ICodec
{
    // The framework writes nothing at all when it is given nothing.
    private static ReadOnlySpan<byte> EmptyMember =>
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly ZLibCompressionOptions _options = new() { CompressionLevel = level };

    public CodecKind Kind => CodecKind.Gzip;

    // Deflate spends at least two bits on a match of 258 bytes: 1,032 to 1.
    public long MaxDecompressedBytes(long compressedBytes) => 1032 * compressedBytes;

    public void Compress(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        if (source.IsEmpty)
        {
            destination.Write(EmptyMember);
            return;
        }
        using var output = new BufferWriterStream(destination);
        using var gzip = new GZipStream(output, _options, leaveOpen: true);
        gzip.Write(source);
    }

    public unsafe void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.IsEmpty)
            throw new InvalidDataException("a gzip page without bytes");
        fixed (byte* start = source)
        {
            using var input = new UnmanagedMemoryStream(start, source.Length);
            using var gzip = new GZipStream(input, CompressionMode.Decompress);
            var read = gzip.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
            // Reading on to the end has the checksum verified.
            if (read != destination.Length || gzip.ReadByte() >= 0)
                throw new InvalidDataException($"a gzip page does not hold the {destination.Length} bytes it claims");
        }
    }

    public void Dispose()
    {
    }
}
