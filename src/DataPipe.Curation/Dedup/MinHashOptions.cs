using System.ComponentModel.DataAnnotations;
using DataPipe.Text.MinHash;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Dedup;

/// <summary>Search for near-duplicates: two documents are duplicates when they agree on all MinHash rows of at least one band. With the defaults that happens with odds of 56, 77, 92 and 99 % at a similarity of 0.7, 0.75, 0.8 and 0.85.</summary>
public sealed record MinHashOptions
{
    /// <summary>Consecutive words that make up one shingle. Source: Penedo et al. 2024 (FineWeb), section 3.4, arXiv:2406.17557.</summary>
    [Range(1, 100)] public int ShingleWords { get; init; } = 5;

    /// <summary>Number of bands: more find more, and more that are less alike. Source: Penedo et al. 2024 (FineWeb), section 3.4, arXiv:2406.17557.</summary>
    [Range(1, 1000)] public int Bands { get; init; } = 14;

    /// <summary>Hashes of a band: more ask for documents that are more alike. Source: Penedo et al. 2024 (FineWeb), section 3.4, arXiv:2406.17557.</summary>
    [Range(1, 100)] public int Rows { get; init; } = 8;

    /// <summary>How words are cut: standard (every Han or kana character a word), english or whitespace. Source: our own choice; english is what FineWeb used, and differs only in Han and kana.</summary>
    public WordRule Words { get; init; } = WordRule.Standard;

    /// <summary>Seed of the hash functions. Source: datatrove 0.10.</summary>
    [Range(0, int.MaxValue)] public int Seed { get; init; } = 1;

    internal MinHashPreset ToPreset() => new("dedup", Bands, Rows, ShingleWords, (uint)Seed, Words);
}
