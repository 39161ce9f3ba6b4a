using System.Buffers;

namespace DataPipe.Parquet.Compression;

/// <summary>LZ4_RAW: a page is one LZ4 block.</summary>
internal sealed class Lz4RawCodec : ICodec
{
    public CodecKind Kind => CodecKind.Lz4Raw;

    // A byte of a length stands for at most 255 bytes; the first token of a block for a few more.
    public long MaxDecompressedBytes(long compressedBytes) => (compressedBytes * 255) + 64;

    public void Compress(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        var span = destination.GetSpan(Lz4Block.MaxCompressedBytes(source.Length));
        destination.Advance(Lz4Block.Compress(source, span));
    }

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var written = Lz4Block.Decompress(source, destination);
        if (written != destination.Length)
            throw new InvalidDataException($"an LZ4 page of {written} bytes claims {destination.Length}");
    }

    public void Dispose()
    {
    }
}
