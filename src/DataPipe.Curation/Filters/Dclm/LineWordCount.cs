namespace DataPipe.Curation.Filters.Dclm;

/// <summary>Which words of a document count as those that its lines lost.</summary>
public enum LineWordCount
{
    /// <summary>Those that are gone: of a line that was only edited, what was cut out of it.</summary>
    Removed,

    /// <summary>All words of every line that was removed or edited.</summary>
    Flagged,
}
