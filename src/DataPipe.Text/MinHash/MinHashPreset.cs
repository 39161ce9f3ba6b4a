using DataPipe.Text.Words;

namespace DataPipe.Text.MinHash;

/// <summary>The parameters of MinHash signatures; two documents can be compared only when signed with equal ones.</summary>
/// <param name="Name">The name that reports carry.</param>
/// <param name="Bands">The number of bands; two documents are candidates when they agree on every row of some band.</param>
/// <param name="Rows">The number of hashes in a band.</param>
/// <param name="ShingleWords">The number of consecutive words that make one shingle.</param>
/// <param name="Seed">The seed of the permutations.</param>
/// <param name="WordRule">How the normalised text is cut into words.</param>
public sealed record MinHashPreset(string Name, int Bands, int Rows, int ShingleWords, uint Seed, WordRule WordRule)
{
    /// <summary>14 bands of 8 rows on shingles of 5 words, Han and kana characters being words: similarity 0.72 is found with even odds or better, (1/14)^(1/8) = 0.72.</summary>
    public static MinHashPreset Standard { get; } = new("standard", 14, 8, 5, 1, WordRule.Standard);

    /// <summary>FineWeb's parameters, bit for bit those of datatrove 0.10 with 64-bit xxHash: 14 bands of 8 rows, 5 English words, seed 1. Source: Penedo et al. 2024, appendix E.1, arXiv:2406.17557.</summary>
    public static MinHashPreset FineWeb { get; } = new("fineweb", 14, 8, 5, 1, WordRule.English);

    /// <summary>RefinedWeb's 450 bands of 20 rows, 9,000 hashes, on shingles of 5; it took GPT-2 tokens, these are words. Source: Penedo et al. 2023, appendix G.3.1, arXiv:2306.01116.</summary>
    public static MinHashPreset RefinedWeb { get; } = new("refinedweb", 450, 20, 5, 1, WordRule.Standard) { Normalization = ShingleNormalization.RefinedWeb };

    /// <summary>RedPajama-Data-v2's 128 hashes on shingles of 13 words, of which a similarity of 0.7 takes 14 bands of 9 rows. Source: its data card's minhash_signature_0.7, 2023.</summary>
    public static MinHashPreset RedPajama2 { get; } = new("redpajama-2", 14, 9, 13, 1, WordRule.Whitespace) { Normalization = ShingleNormalization.RedPajama, Permutations = 128 };

    /// <summary>DCLM's ablation setting, 93 bands of 15 rows on 5 words. Source: Li et al. 2024 (DCLM), arXiv:2406.11794.</summary>
    public static MinHashPreset Dclm { get; } = new("dclm", 93, 15, 5, 1, WordRule.Standard);

    /// <summary>How texts are normalised.</summary>
    public ShingleNormalization Normalization { get; init; }

    /// <summary>The hashes that bands and rows are solved within where a target similarity is asked for; as many as there are by default.</summary>
    public int Permutations { get; init; } = Bands * Rows;

    /// <summary>The length of a signature in hashes: bands times rows.</summary>
    public int Hashes => Bands * Rows;

    /// <summary>The chance, 0..1, that two documents of the Jaccard similarity <paramref name="similarity"/> share a band: 1 - (1 - s^rows)^bands.</summary>
    public double MatchProbability(double similarity) => 1 - Math.Pow(1 - Math.Pow(similarity, Rows), Bands);
}
