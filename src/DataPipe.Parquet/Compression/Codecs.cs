using DataPipe.Compression.Zstandard;

namespace DataPipe.Parquet.Compression;

/// <summary>Finds the codec of a name.</summary>
public static class Codecs
{
    /// <summary>Level that suits documents: for Zstandard about a third of the raw size at 165 to 199 MB/s.</summary>
    public const int DefaultLevel = 3;

    /// <summary>Whether this library can read the codec, and write it: Zstandard only where libzstd is installed, the old LZ4 not at all.</summary>
    public static bool Supports(CodecKind kind) =>
        kind is CodecKind.None or CodecKind.Snappy or CodecKind.Gzip or CodecKind.Brotli or CodecKind.Zstandard
            or CodecKind.Lz4 or CodecKind.Lz4Raw;

    /// <summary>Creates a codec for one reader. It compresses too, at <see cref="DefaultLevel"/>; where libzstd is missing, Zstandard then throws
    /// <see cref="ZstandardUnavailableException"/>, while it decompresses everywhere.</summary>
    /// <exception cref="NotSupportedException">The codec is one this library has no code for.</exception>
    public static ICodec Create(CodecKind kind) =>
        kind == CodecKind.Zstandard ? new ZstandardCodec(ZstandardLibrary.Installed, DefaultLevel) : Create(kind, DefaultLevel);

    /// <summary>Creates a codec for one writer. The level is the codec's own scale: gzip 0 to 9, Brotli 0 to 11,
    /// Zstandard 1 to 22; the others have none.</summary>
    /// <exception cref="NotSupportedException">The codec is one this library has no code for.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside the codec's scale.</exception>
    /// <exception cref="ZstandardUnavailableException">Zstandard is asked for and libzstd is not installed.</exception>
    public static ICodec Create(CodecKind kind, int level) => kind switch
    {
        CodecKind.None => new PlainCodec(),
        CodecKind.Snappy => new SnappyCodec(),
        CodecKind.Gzip => new GzipCodec(Within(level, 0, 9)),
        CodecKind.Brotli => new BrotliCodec(Within(level, 0, 11)),
        CodecKind.Zstandard => new ZstandardCodec(ZstandardLibrary.Installed ?? throw new ZstandardUnavailableException(), Within(level, 1, 22)),
        CodecKind.Lz4 => new Lz4HadoopCodec(),
        CodecKind.Lz4Raw => new Lz4RawCodec(),
        _ => throw new NotSupportedException($"codec {kind} is not supported"),
    };

    private static int Within(int level, int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, low);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, high);
        return level;
    }
}
