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

    /// <summary>Most memory that the decoded columns of one row group may take together, in bytes, where rows or records are read.</summary>
    [Range(1, long.MaxValue)]
    public long MaxRowGroupBytes { get; init; } = 4L << 30;

    /// <summary>Most elements that the lists and maps of one row may have, those of all leaves counted, where rows or records are
    /// read: as objects they take up to a hundred bytes each.</summary>
    [Range(1, long.MaxValue)]
    public long MaxRowElements { get; init; } = 16 << 20;

    /// <summary>Whether the checksums of pages that have one are compared.</summary>
    public bool VerifyChecksums { get; init; } = true;
}
