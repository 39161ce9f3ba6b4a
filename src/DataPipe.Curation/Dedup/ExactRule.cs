namespace DataPipe.Curation.Dedup;

/// <summary>When two texts are the same.</summary>
public enum ExactRule
{
    /// <summary>Byte for byte.</summary>
    Bytes,

    /// <summary>But for whitespace: runs of it are one blank, and none stands at the ends. Whitespace is Unicode's.</summary>
    Whitespace,

    /// <summary>But for case, marks, accents, numbers and whitespace: the normalisation of FineWeb's near-duplicates. Texts of more than 256 MiB are compared byte for byte.</summary>
    Words,
}
