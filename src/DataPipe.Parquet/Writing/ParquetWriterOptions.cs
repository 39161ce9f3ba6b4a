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

    /// <summary>Uncompressed bytes at which a page ends, with the row it is in; at most 256 MiB.</summary>
    [Range(1, 256 << 20)]
    public int PageBytes { get; init; } = 1 << 20;

    /// <summary>Bytes up to which a column chunk collects its distinct values in a dictionary; beyond, and where the
    /// dictionary would save nothing, values are written plainly. Null: never a dictionary.</summary>
    [Range(0, int.MaxValue)]
    public int? DictionaryBytes { get; init; } = 1 << 20;

    /// <summary>Key-value metadata of the footer, written in ordinal order of the keys.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
