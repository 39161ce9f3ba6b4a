namespace DataPipe.Curation.Semantic;

/// <summary>What happens to a document without a vector that can be compared: none at all, one of zeros, or one that holds a number that is not finite.</summary>
public enum MissingVector
{
    /// <summary>It stays and is counted as a warning.</summary>
    Keep,

    /// <summary>It is dropped.</summary>
    Drop,

    /// <summary>It ends the run.</summary>
    Stop,
}
