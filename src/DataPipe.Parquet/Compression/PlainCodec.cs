using System.Buffers;

namespace DataPipe.Parquet.Compression;

/// <summary>No compression.</summary>
internal sealed class PlainCodec : ICodec
{
    public CodecKind Kind => CodecKind.None;

    public void Compress(ReadOnlySpan<byte> source, IBufferWriter<byte> destination) => destination.Write(source);

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length != destination.Length)
            throw new InvalidDataException($"an uncompressed page of {source.Length} bytes claims {destination.Length}");
        source.CopyTo(destination);
    }

    public long MaxDecompressedBytes(long compressedBytes) => compressedBytes;

    public void Dispose()
    {
    }
}
