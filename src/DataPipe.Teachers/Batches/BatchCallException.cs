namespace DataPipe.Teachers.Batches;

/// <summary>A call about files or batches failed for good.</summary>
internal sealed class BatchCallException(Reply.Failed failed) : Exception(failed.Message)
{
    public Reply.Failed Failed { get; } = failed;
}
