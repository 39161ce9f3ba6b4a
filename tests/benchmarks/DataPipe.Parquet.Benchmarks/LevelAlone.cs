using System.Buffers;
using DataPipe.Compression.Zstandard;
using DataPipe.Parquet.Compression;

namespace DataPipe.Parquet.Benchmarks;

/// <summary>libzstd at level 3 as it comes, one context for all blocks: what writing is measured against.</summary>
internal sealed class LevelAlone : ICodec
{
    private readonly ZstandardCompressor _compressor =
        new(ZstandardLibrary.Installed ?? throw new ZstandardUnavailableException(), Codecs.DefaultLevel, checksum: false);

    public CodecKind Kind => CodecKind.Zstandard;

    /// <summary>Bytes of all frames so far.</summary>
    public long Bytes { get; private set; }

    public void Compress(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        var count = _compressor.Compress(source, destination.GetSpan(_compressor.Bound(source.Length)));
        destination.Advance(count);
        Bytes += count;
    }

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> destination) => throw new NotSupportedException();

    public long MaxDecompressedBytes(long compressedBytes) => throw new NotSupportedException();

    public void Dispose() => _compressor.Dispose();
}
