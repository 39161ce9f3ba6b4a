using System.Buffers;
using DataPipe.Compression.Zstandard;

namespace DataPipe.Parquet.Compression;

/// <summary>Zstandard, one frame a page, contexts kept between pages: by libzstd where it is installed; without it pages are decompressed by code of
/// our own, at about three quarters of the speed, and not compressed.</summary>
internal sealed unsafe class ZstandardCodec(ZstandardLibrary? library, int level) : ICodec
{
    // From this size on libzstd takes all sources alike.
    private const int LargePageBytes = 256 << 10;

    // The default level, 3, for pages of text: more room for long matches and half as much for short ones, which are found nearby anyway. On
    // pages of 3 MiB that saves 0.4 % of the bytes at the same speed. A window of 1 MiB keeps what a reader looks back at in its cache.
    private static readonly ZstandardTables LargePageTables = new(WindowLog: 20, HashLog: 18, ChainLog: 15);

    private ZstandardCompressor? _compressor;
    private ZstandardContext? _decompressor;
    private ZstandardDecoder? _decoder;

    public CodecKind Kind => CodecKind.Zstandard;

    // A block of 4 bytes may repeat one byte 128 Ki times.
    public long MaxDecompressedBytes(long compressedBytes) => compressedBytes << 15;

    public void Compress(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        // Pages have checksums of their own.
        _compressor ??= new ZstandardCompressor(library ?? throw new ZstandardUnavailableException(), level, checksum: false);
        _compressor.UseTables(level == Codecs.DefaultLevel && source.Length > LargePageBytes ? LargePageTables : default);
        destination.Advance(_compressor.Compress(source, destination.GetSpan(_compressor.Bound(source.Length))));
    }

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var written = library is null ? DecompressManaged(source, destination) : Decompress(library, source, destination);
        if (written != destination.Length)
            throw new InvalidDataException($"a Zstandard page of {written} bytes claims {destination.Length}");
    }

    public void Dispose()
    {
        _compressor?.Dispose();
        _decompressor?.Dispose();
        _compressor = null;
        _decompressor = null;
    }

    private int Decompress(ZstandardLibrary native, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        _decompressor ??= new ZstandardContext(native.CreateDecompressor, native.FreeDecompressor);
        nuint written;
        fixed (byte* from = source, to = destination)
            written = native.Decompress(
                _decompressor.DangerousGetHandle(), to, (nuint)destination.Length, from, (nuint)source.Length);
        GC.KeepAlive(_decompressor);
        return native.FindError(written) is { } error ? throw new InvalidDataException($"malformed Zstandard page: {error}") : (int)written;
    }

    private int DecompressManaged(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        _decoder ??= new ZstandardDecoder();
        try
        {
            return _decoder.Decode(source, destination);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"malformed Zstandard page: {e.Message}", e);
        }
    }
}
