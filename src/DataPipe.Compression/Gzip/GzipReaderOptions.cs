namespace DataPipe.Compression.Gzip;

/// <summary>Bounds of reading gzip members.</summary>
internal sealed record GzipReaderOptions
{
    /// <summary>Most bytes that one member may decode to; the rest of a longer one is skipped with a warning. Default 1 GiB, ours: deflate expands up to 1032 times.</summary>
    public long MaxMemberBytes { get; init; } = 1L << 30;
}
