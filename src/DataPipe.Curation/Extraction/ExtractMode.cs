namespace DataPipe.Curation.Extraction;

/// <summary>Which mistake extraction would rather make.</summary>
public enum ExtractMode
{
    /// <summary>Rather lose a paragraph than keep boilerplate.</summary>
    Precision,

    /// <summary>Weighs both.</summary>
    Balanced,

    /// <summary>Rather keep boilerplate than lose a paragraph.</summary>
    Recall,

    /// <summary>Everything a reader sees, navigation included.</summary>
    FullText,
}
