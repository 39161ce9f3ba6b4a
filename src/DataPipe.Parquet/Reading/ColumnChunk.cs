using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Pruning;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Values;

namespace DataPipe.Parquet.Reading;

/// <summary>What the footer says about the values of one leaf column in one row group.</summary>
public sealed class ColumnChunk
{
    internal ColumnChunk(LeafColumn leaf, ColumnMetadata metadata)
    {
        Leaf = leaf;
        Codec = metadata.Codec;
        Encodings = metadata.Encodings;
        ValueCount = metadata.ValueCount;
        CompressedBytes = metadata.CompressedBytes;
        UncompressedBytes = metadata.UncompressedBytes;
        OffsetBytes = metadata.FirstOffset;
        Statistics = metadata.Statistics;
        Metadata = metadata;
    }

    /// <summary>The column.</summary>
    public LeafColumn Leaf { get; }

    /// <summary>How its pages are compressed.</summary>
    public CodecKind Codec { get; }

    /// <summary>Encodings that occur in it, of levels and values alike.</summary>
    public IReadOnlyList<PageEncoding> Encodings { get; }

    /// <summary>Values, absent ones included.</summary>
    public long ValueCount { get; }

    /// <summary>Bytes in the file, page headers included.</summary>
    public long CompressedBytes { get; }

    /// <summary>Bytes before compression, page headers included.</summary>
    public long UncompressedBytes { get; }

    /// <summary>Offset of its first page in the file.</summary>
    public long OffsetBytes { get; }

    /// <summary>Bounds of its values; null when not stated.</summary>
    public ColumnStatistics? Statistics { get; }

    /// <summary>No present value is below, NaN aside; null when that is not stated, or stated in a way that cannot be.</summary>
    public ParquetValue? Smallest => ValueBounds.Of(Leaf.Node, Statistics, ValueCount).Min;

    /// <summary>No present value is above, NaN aside; null when that is not stated, or stated in a way that cannot be.</summary>
    public ParquetValue? Largest => ValueBounds.Of(Leaf.Node, Statistics, ValueCount).Max;

    /// <summary>Whether the file says where the chunk's pages lie, so that some of its rows can be read without the others.</summary>
    public bool HasOffsetIndex => Metadata.OffsetIndex is not null;

    /// <summary>Whether the file has bounds of each page.</summary>
    public bool HasColumnIndex => Metadata.ColumnIndex is not null;

    /// <summary>Whether the file has a Bloom filter of the chunk's values.</summary>
    public bool HasBloomFilter => Metadata.BloomFilter is not null;

    internal ColumnMetadata Metadata { get; }
}
