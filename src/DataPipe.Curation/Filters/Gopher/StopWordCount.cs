namespace DataPipe.Curation.Filters.Gopher;

/// <summary>How stop words are counted.</summary>
public enum StopWordCount
{
    /// <summary>How many different ones occur.</summary>
    Distinct,

    /// <summary>Every occurrence.</summary>
    All,
}
