namespace DataPipe.Curation.Dedup;

/// <summary>Which document of a cluster of duplicates is kept. None of the rules looks at the position of a document, so that the choice does not depend on shards; what a rule leaves open, <see cref="First"/> decides.</summary>
public enum DedupKeep
{
    /// <summary>The first in a fixed order of ids: the one whose id has the smallest hash.</summary>
    First,

    /// <summary>The one with the longest text, in bytes.</summary>
    Longest,

    /// <summary>The one that was fetched last; where it is not known when, the date of publication stands for it, and one without any date comes last.</summary>
    Newest,

    /// <summary>The one with the largest value in <see cref="DedupOptions.ScoreColumn"/>; one without a value comes last.</summary>
    BestScore,

    /// <summary>The one whose source stands earliest in <see cref="DedupOptions.Sources"/>; one whose source is not there comes last.</summary>
    SourcePriority,

    /// <summary>The one of the dataset named earliest among the stage's inputs.</summary>
    EarliestInput,
}
