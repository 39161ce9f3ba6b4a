namespace DataPipe.Core.Datasets;

/// <summary>Names with a meaning in every store.</summary>
public static class StoreNames
{
    /// <summary>Start of the names of unfinished files, which are nobody's until they are committed.</summary>
    public const string UnfinishedPrefix = ".tmp-";
}
