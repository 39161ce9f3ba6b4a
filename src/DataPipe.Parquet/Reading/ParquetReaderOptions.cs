using System.ComponentModel.DataAnnotations;

namespace DataPipe.Parquet.Reading;

/// <summary>How a file is read, above all how much memory it may claim.</summary>
public sealed record ParquetReaderOptions
{
    /// <summary>Largest footer in bytes.</summary>
    [Range(1, int.MaxValue)]
    public int MaxFooterBytes { get; init; } = 64 << 20;

    /// <summary>Largest page in bytes, uncompressed.</summary>
    [Range(1, int.MaxValue)]
    public int MaxPageBytes { get; init; } = 1 << 30;

    /// <summary>Most memory that one decoded column chunk may take, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MaxChunkBytes { get; init; } = 2L << 30;

    /// <summary>Whether the checksums of pages that have one are compared.</summary>
    public bool VerifyChecksums { get; init; } = true;
}
