namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>What a document of a cluster is to the one that stays.</summary>
internal enum DuplicateKind
{
    /// <summary>It stays itself.</summary>
    Kept,

    /// <summary>The same text by the exact rule.</summary>
    ExactDuplicate,

    /// <summary>The same URL by its rule.</summary>
    UrlDuplicate,

    /// <summary>Nearly the same text, or as another document of the cluster.</summary>
    NearDuplicate,
}
