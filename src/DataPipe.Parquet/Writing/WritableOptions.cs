using System.Numerics;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>Whether a schema can be written as its options ask.</summary>
internal static class WritableOptions
{
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="ArgumentException">An option names no leaf column, or one that it does not fit.</exception>
    public static void Check(ParquetWriterOptions options, ParquetSchema schema)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RowGroupBytes, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.RowGroupBytes, 1L << 30, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PageBytes, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.PageBytes, 256 << 20, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.DictionaryBytes ?? 0, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PageVersion, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.PageVersion, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BloomFilterBytes, 32, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BloomFilterBytes, 16 << 20, nameof(options));
        if (options.Codec == CodecKind.Lz4)
            throw new ArgumentException($"The codec {CodecKind.Lz4} is read alone, in the forms old writers gave it: write {CodecKind.Lz4Raw}.", nameof(options));
        if (!BitOperations.IsPow2(options.BloomFilterBytes))
            throw new ArgumentException($"A Bloom filter's bytes are a power of two, not {options.BloomFilterBytes}.", nameof(options));
        foreach (var (path, column) in options.Columns)
            Check(column, schema.FindLeaf(path)
                ?? throw new ArgumentException($"The options name a column '{path}' that the schema does not have.", nameof(options)));
    }

    private static void Check(ColumnWriterOptions options, LeafColumn leaf)
    {
        if (options.Encoding is { } encoding && !PageEncoder.Fits(encoding, leaf.Physical))
            throw new ArgumentException(
                $"Column {leaf.Path} is {leaf.Physical}, which cannot be written in encoding {encoding} outside a dictionary.", nameof(options));
        if (options.BloomFilterFalsePositiveFraction is not { } fraction)
            return;
        ArgumentOutOfRangeException.ThrowIfNegative(fraction - 0.000001, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fraction, 0.5, nameof(options));
        if (leaf.Physical == PhysicalType.Boolean)
            throw new ArgumentException($"Column {leaf.Path} holds truth values: a Bloom filter says nothing of them.", nameof(options));
    }
}
