namespace DataPipe.Curation.Filters.Gopher;

/// <summary>What of a repeated line, paragraph or phrase counts.</summary>
public enum RepetitionCounting
{
    /// <summary>What was seen before: the first occurrence does not count, as in datatrove.</summary>
    LaterOccurrences,

    /// <summary>Every occurrence of what occurs more than once, the first too; empty lines and punctuation do not count, as in DCLM.</summary>
    EveryOccurrence,
}
