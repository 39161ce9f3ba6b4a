namespace DataPipe.Curation.Semantic;

/// <summary>In which order the documents of a cluster are looked at: one that is too similar to an earlier one goes. None of the rules looks at the position of a document; the last decision is the hash of the id.</summary>
public enum SemanticKeep
{
    /// <summary>Those farthest from the centre of their cluster stay: the hard examples.</summary>
    Farthest,

    /// <summary>Those closest to the centre of their cluster stay: the typical examples.</summary>
    Closest,

    /// <summary>Those whose ids have the smallest hashes stay.</summary>
    First,

    /// <summary>Those with the longest texts stay, in bytes.</summary>
    Longest,
}
