using System.Buffers;
using DataPipe.Compression.Zstandard;

namespace DataPipe.Parquet.Compression;

/// <summary>Zstandard by libzstd, one frame a page, contexts kept between pages.</summary>
internal sealed unsafe class ZstandardCodec(ZstandardLibrary library, int level) : ICodec
{
    private ZstandardContext? _compressor;
    private ZstandardContext? _decompressor;

    public CodecKind Kind => CodecKind.Zstandard;

    // A block of 4 bytes may repeat one byte 128 Ki times.
    public long MaxDecompressedBytes(long compressedBytes) => compressedBytes << 15;

    public void Compress(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        _compressor ??= new ZstandardContext(library.CreateCompressor, library.FreeCompressor);
        var bound = checked((int)library.CompressBound((nuint)source.Length));
        var span = destination.GetSpan(bound);
        nuint written;
        fixed (byte* from = source, to = span)
            written = library.Compress(_compressor.DangerousGetHandle(), to, (nuint)span.Length, from, (nuint)source.Length, level);
        GC.KeepAlive(_compressor);
        if (library.FindError(written) is { } error)
            throw new InvalidOperationException($"Zstandard could not compress a page: {error}");
        destination.Advance((int)written);
    }

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        _decompressor ??= new ZstandardContext(library.CreateDecompressor, library.FreeDecompressor);
        nuint written;
        fixed (byte* from = source, to = destination)
            written = library.Decompress(
                _decompressor.DangerousGetHandle(), to, (nuint)destination.Length, from, (nuint)source.Length);
        GC.KeepAlive(_decompressor);
        if (library.FindError(written) is { } error)
            throw new InvalidDataException($"malformed Zstandard page: {error}");
        if (written != (nuint)destination.Length)
            throw new InvalidDataException($"a Zstandard page of {written} bytes claims {destination.Length}");
    }

    public void Dispose()
    {
        _compressor?.Dispose();
        _decompressor?.Dispose();
        _compressor = null;
        _decompressor = null;
    }
}
