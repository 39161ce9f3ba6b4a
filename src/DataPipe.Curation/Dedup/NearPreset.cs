namespace DataPipe.Curation.Dedup;

/// <summary>Published parameters of near-duplicate search.</summary>
public enum NearPreset
{
    /// <summary>FineWeb's parameters with words that suit every script: 14 bands of 8 rows, 5 words, every Han or kana character a word.</summary>
    Standard,

    /// <summary>Bit for bit datatrove's with FineWeb's parameters: 14 bands of 8 rows, 5 English words. Source: Penedo et al. 2024, arXiv:2406.17557.</summary>
    Fineweb,

    /// <summary>450 bands of 20 rows, 5 words, numbers as they are. Source: Penedo et al. 2023, appendix G.3.1, arXiv:2306.01116.</summary>
    Refinedweb,

    /// <summary>128 hashes, 13 words between blanks; 14 bands of 9 rows unless a similarity is named. Source: RedPajama-Data-v2, 2023.</summary>
    RedpajamaV2,

    /// <summary>93 bands of 15 rows, 5 words. Source: Li et al. 2024 (DCLM), arXiv:2406.11794.</summary>
    Dclm,
}
