using System.ComponentModel.DataAnnotations;
using DataPipe.Text.MinHash;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Dedup;

/// <summary>Search for near-duplicates: two documents are duplicates when they agree on all MinHash rows of at least one band. With the defaults that happens with odds of 56, 77, 92 and 99 % at a similarity of 0.7, 0.75, 0.8 and 0.85.</summary>
public sealed record MinHashOptions
{
    private const int MaxSolvedHashes = 1024;

    /// <summary>Published parameters: standard, fineweb, refinedweb, redpajama-v2 or dclm; what else is given replaces one of them. Source: our own choice, FineWeb's with words for every script.</summary>
    public NearPreset Preset { get; init; }

    /// <summary>Jaccard similarity, 0..1, above which pairs should be found and below which not: bands and rows are solved for it, and datapipe plan prints the curve. Source: Zhu et al. 2016; RedPajama-Data-v2 named 0.7, 0.8 and 0.9.</summary>
    [Range(0.1, 0.99)] public double? Similarity { get; init; }

    /// <summary>Hashes that bands and rows solved for a similarity may take at most; null takes the preset's. Source: RedPajama-Data-v2, 128.</summary>
    [Range(2, MaxSolvedHashes)] public int? Hashes { get; init; }

    /// <summary>Consecutive words that make up one shingle; null takes the preset's. Source: Penedo et al. 2024 (FineWeb), section 3.4, arXiv:2406.17557.</summary>
    [Range(1, 100)] public int? ShingleWords { get; init; }

    /// <summary>Number of bands: more find more, and more that are less alike; null takes the preset's. Source: Penedo et al. 2024 (FineWeb), section 3.4, arXiv:2406.17557.</summary>
    [Range(1, 1000)] public int? Bands { get; init; }

    /// <summary>Hashes of a band: more ask for documents that are more alike; null takes the preset's. Source: Penedo et al. 2024 (FineWeb), section 3.4, arXiv:2406.17557.</summary>
    [Range(1, 100)] public int? Rows { get; init; }

    /// <summary>How words are cut: standard (every Han or kana character a word), english or whitespace; null takes the preset's. Source: our own choice; english is what FineWeb used, and differs only in Han and kana.</summary>
    public WordRule? Words { get; init; }

    /// <summary>Seed of the hash functions. Source: datatrove 0.10.</summary>
    [Range(0, int.MaxValue)] public int Seed { get; init; } = 1;

    /// <summary>Least Jaccard similarity, 0..1, of two sets of shingles: a near-duplicate goes only when its own and that of the document that stays reach it, exactly, not by estimate; candidates less alike stay and are counted. Null believes the bands. Texts are read once more. Not with against or index, which hold no texts. Source: our own choice, off; 0.8 is usual.</summary>
    [Range(0.0, 1.0)] public double? Verify { get; init; }

    /// <summary>The parameters that these come to.</summary>
    internal MinHashPreset ToPreset()
    {
        var preset = Preset switch
        {
            NearPreset.Fineweb => MinHashPreset.FineWeb,
            NearPreset.Refinedweb => MinHashPreset.RefinedWeb,
            NearPreset.RedpajamaV2 => MinHashPreset.RedPajama2,
            NearPreset.Dclm => MinHashPreset.Dclm,
            _ => MinHashPreset.Standard,
        };
        var (bands, rows) = Similarity is { } similarity
            ? BandSolver.Solve(similarity, Hashes ?? Math.Min(preset.Permutations, MaxSolvedHashes))
            : (Bands ?? preset.Bands, Rows ?? preset.Rows);
        return preset with { Bands = bands, Rows = rows, ShingleWords = ShingleWords ?? preset.ShingleWords, WordRule = Words ?? preset.WordRule, Seed = (uint)Seed };
    }
}
