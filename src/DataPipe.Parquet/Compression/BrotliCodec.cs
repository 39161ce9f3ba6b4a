using System.Buffers;
using System.IO.Compression;

namespace DataPipe.Parquet.Compression;

/// <summary>Brotli by the framework.</summary>
internal sealed class BrotliCodec(int quality) : ICodec
{
    // Window of 4 MiB, the encoder's own default.
    private const int WindowBits = 22;

    public CodecKind Kind => CodecKind.Brotli;

    // A few bytes may stand for a meta-block of 16 MiB.
    public long MaxDecompressedBytes(long compressedBytes) => compressedBytes << 24;

    public void Compress(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        var span = destination.GetSpan(BrotliEncoder.GetMaxCompressedLength(source.Length));
        if (!BrotliEncoder.TryCompress(source, span, out var written, quality, WindowBits))
            throw new InvalidOperationException("Brotli could not compress a page.");
        destination.Advance(written);
    }

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (!BrotliDecoder.TryDecompress(source, destination, out var written) || written != destination.Length)
            throw new InvalidDataException("malformed Brotli page");
    }

    public void Dispose()
    {
    }
}
