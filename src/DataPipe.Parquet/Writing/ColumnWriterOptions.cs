using System.ComponentModel.DataAnnotations;
using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Writing;

/// <summary>How one leaf column is written.</summary>
public sealed record ColumnWriterOptions
{
    /// <summary>Encoding of the values outside a dictionary. Null: DELTA_BINARY_PACKED for pages of integers where it saves a
    /// quarter, RLE for truth values in pages of the second version, else PLAIN, which everything reads.</summary>
    public PageEncoding? Encoding { get; init; }

    /// <summary>Whether values may be collected in a dictionary, within <see cref="ParquetWriterOptions.DictionaryBytes"/>.</summary>
    public bool UsesDictionary { get; init; } = true;

    /// <summary>Fraction of absent values that the column's Bloom filter takes for present ones, 0.000001 to 0.5; 0.01 costs
    /// 10 to 20 bits a distinct value. Null: no filter.</summary>
    [Range(0.000001, 0.5)]
    public double? BloomFilterFalsePositiveFraction { get; init; }

    /// <summary>Key-value metadata of each of the column's chunks, written in ordinal order of the keys.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
