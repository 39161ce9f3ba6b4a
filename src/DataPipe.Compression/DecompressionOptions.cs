namespace DataPipe.Compression;

/// <summary>Bounds of decompression.</summary>
public sealed record DecompressionOptions
{
    /// <summary>Most bytes that one unit (a gzip member) may decode to; the rest of a longer one is skipped with a warning.
    /// Default 1 GiB, ours: deflate expands up to 1032 times.</summary>
    public long MaxUnitBytes { get; init; } = 1L << 30;
}
