namespace DataPipe.Core.Datasets;

/// <summary>When a batch is full.</summary>
public static class BatchLimits
{
    /// <summary>Records of a batch at most.</summary>
    public const int Records = 256;

    /// <summary>Bytes of text of a batch at which it is full, whatever the number of records.</summary>
    public const long Bytes = 4 * 1024 * 1024;
}
