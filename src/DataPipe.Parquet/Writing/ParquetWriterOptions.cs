using System.ComponentModel.DataAnnotations;
using DataPipe.Parquet.Compression;

namespace DataPipe.Parquet.Writing;

/// <summary>How a file is written.</summary>
public sealed record ParquetWriterOptions
{
    /// <summary>Compression of the pages. Zstandard needs the system's libzstd.</summary>
    public CodecKind Codec { get; init; } = CodecKind.Zstandard;

    /// <summary>Level on the codec's own scale: gzip 0 to 9, Brotli 0 to 11, Zstandard 1 to 22; others ignore it.</summary>
    [Range(0, 22)]
    public int CompressionLevel { get; init; } = Codecs.DefaultLevel;

    /// <summary>Uncompressed bytes at which <see cref="ParquetWriter.FlushIfFullAsync"/> ends a row group; at most 1 GiB.
    /// 64 MiB costs about twice that in memory and reads at full speed.</summary>
    [Range(1, 1L << 30)]
    public long RowGroupBytes { get; init; } = 64L << 20;

    /// <summary>Uncompressed bytes at which a page ends, with the row it is in; at most 256 MiB. Texts in pages of 3 MiB take 1 to 2 % less
    /// than in pages of 1 MiB, as little as in pages without bound, and are read as fast; a reader of single rows decompresses a page for
    /// each.</summary>
    [Range(1, 256 << 20)]
    public int PageBytes { get; init; } = 3 << 20;

    /// <summary>Bytes up to which a column chunk collects its distinct values in a dictionary; beyond, and where the
    /// dictionary would save nothing, values are written in their column's encoding. Null: never a dictionary.</summary>
    [Range(0, int.MaxValue)]
    public int? DictionaryBytes { get; init; } = 1 << 20;

    /// <summary>Version of the data pages: 1 is read by everything; 2 leaves levels uncompressed, and values too where
    /// compression would not make them smaller.</summary>
    [Range(1, 2)]
    public int PageVersion { get; init; } = 1;

    /// <summary>Whether the place and bounds of every page are written before the footer, for readers that skip pages. Costs
    /// 60 to 150 bytes a page in the file and, until it is finished, in memory: 0.005 % of documents in pages of 3 MiB.</summary>
    public bool PageIndex { get; init; } = true;

    /// <summary>Bytes a Bloom filter has at most, a power of two from 32 up to 16 MiB. A chunk with more distinct values than
    /// fit has a filter of this size and more false positives. 1 MiB holds 860,000 values at a fraction of 0.01. While a
    /// row group is open, a column with a filter takes some 24 times these bytes at most.</summary>
    [Range(32, 16 << 20)]
    public int BloomFilterBytes { get; init; } = 1 << 20;

    /// <summary>How single leaf columns differ, by <see cref="Schema.LeafColumn.Path"/>.</summary>
    public IReadOnlyDictionary<string, ColumnWriterOptions> Columns { get; init; } = new Dictionary<string, ColumnWriterOptions>();

    /// <summary>Key-value metadata of the footer, written in ordinal order of the keys.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
