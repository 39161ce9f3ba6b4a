namespace DataPipe.Synthesis.Replay;

/// <summary>What the replay of a log found.</summary>
public sealed record ReplayReport
{
    /// <summary>Instructions of the seeds.</summary>
    public int Seeds { get; init; }

    /// <summary>Instructions that the log holds.</summary>
    public int Recorded { get; init; }

    /// <summary>Raw replies that the log holds; where it has none, the recorded instructions themselves are put through filters and novelty again.</summary>
    public int Replies { get; init; }

    /// <summary>Candidates read from the replies.</summary>
    public int Candidates { get; init; }

    /// <summary>Instructions accepted here.</summary>
    public int Accepted { get; init; }

    /// <summary>Whether both lists are the same, in the same order, but for case.</summary>
    public bool SameInstructions { get; init; }

    /// <summary>Why recorded instructions were not accepted here, with counts and an example.</summary>
    public IReadOnlyList<ReplayDifference> Differences { get; init; } = [];

    /// <summary>Recorded similarities to single instructions.</summary>
    public long Similarities { get; init; }

    /// <summary>Of these, equal to the last bit.</summary>
    public long SimilaritiesEqual { get; init; }

    /// <summary>Rows that record their most similar instructions.</summary>
    public int Lists { get; init; }

    /// <summary>Of these, with the very scores that are the highest here.</summary>
    public int ListsEqual { get; init; }

    /// <summary>Rows that record a mean.</summary>
    public int Means { get; init; }

    /// <summary>Of these, equal to the last bit.</summary>
    public int MeansEqual { get; init; }

    /// <summary>Largest difference of a mean.</summary>
    public double LargestMeanDifference { get; init; }

    /// <summary>Recorded instructions that come too near to one before them once every script has tokens.</summary>
    public int TooNearInAllScripts { get; init; }

    /// <summary>Whether everything agrees.</summary>
    public bool Agrees => SameInstructions && Similarities == SimilaritiesEqual && Lists == ListsEqual && Means == MeansEqual;
}
