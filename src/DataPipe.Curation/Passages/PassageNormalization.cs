namespace DataPipe.Curation.Passages;

/// <summary>What does not count when two passages are compared.</summary>
public enum PassageNormalization
{
    /// <summary>Nothing but whitespace at the ends: all other bytes count.</summary>
    None,

    /// <summary>Case, the values of digits, control characters and punctuation beyond ASCII. Source: Wenzek et al. 2020 (CCNet), arXiv:1911.00359.</summary>
    Ccnet,

    /// <summary>Case, numbers, punctuation, accents and layout. Source: datatrove 0.10, simplify_text.</summary>
    Simplified,
}
