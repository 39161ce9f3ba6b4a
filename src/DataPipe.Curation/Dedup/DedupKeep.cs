namespace DataPipe.Curation.Dedup;

/// <summary>Which document of a cluster of duplicates is kept. None of the rules looks at the position of a document, so that the choice does not depend on shards.</summary>
public enum DedupKeep
{
    /// <summary>The first in a fixed order of ids: the one whose id has the smallest hash.</summary>
    First,

    /// <summary>The one with the longest text, in bytes; of several the first.</summary>
    Longest,

    /// <summary>The one of the dataset named earliest among the stage's inputs; of several the first.</summary>
    EarliestInput,
}
