namespace DataPipe.Curation.Semantic;

/// <summary>What happens to semantic duplicates.</summary>
public enum SemanticAction
{
    /// <summary>They are dropped.</summary>
    Remove,

    /// <summary>All documents stay; columns say in which cluster each is, and whether it would be dropped: the dataset is that of the clusters.</summary>
    Mark,
}
