namespace DataPipe.Text.MinHash;

/// <summary>How a text is normalised before it is cut into shingles.</summary>
public enum ShingleNormalization
{
    /// <summary>datatrove 0.10's simplify_text: lower case, numbers become 0, punctuation becomes blanks, whitespace collapses, accents go. Source: Penedo et al. 2024 (FineWeb), arXiv:2406.17557.</summary>
    FineWeb,

    /// <summary>The same but for numbers, which stay as they are. Source: Penedo et al. 2023 (RefinedWeb), appendix G.3.1, arXiv:2306.01116.</summary>
    RefinedWeb,

    /// <summary>ASCII punctuation is taken out, lower case, whitespace collapses, canonical decomposition (NFD). Source: RedPajama-Data-v2, the quality signals' normalize, 2023.</summary>
    RedPajama,
}
