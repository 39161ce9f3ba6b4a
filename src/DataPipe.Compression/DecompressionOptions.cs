namespace DataPipe.Compression;

/// <summary>Bounds of decompression.</summary>
public sealed record DecompressionOptions
{
    /// <summary>Most bytes that one unit (a gzip member, a Zstandard frame, a bzip2 stream) may decode to; the rest of a longer one is skipped with a warning, which ends a bzip2
    /// file. Default 1 GiB, ours: deflate expands up to 1032 times, the others more.</summary>
    public long MaxUnitBytes { get; init; } = 1L << 30;

    /// <summary>Largest window that a Zstandard frame may ask for, in bytes: the memory that decoding takes. Default 128 MiB, what the zstd tool takes without being told otherwise.</summary>
    public long MaxWindowBytes { get; init; } = 1L << 27;
}
