namespace DataPipe.Core.Datasets;

/// <summary>Writes one task's share of a dataset as one or more shards, rolled at a target size. Disposed without commit it leaves no unfinished file; shards that had reached their target size stay until they are swept, for no receipt names them.</summary>
/// <typeparam name="T">Record type.</typeparam>
public interface IShardWriter<T> : IAsyncDisposable
{
    /// <summary>Appends one record.</summary>
    ValueTask WriteAsync(T record, CancellationToken cancellation);

    /// <summary>Publishes what was written, durably; no record at all gives no shard.</summary>
    ValueTask<IReadOnlyList<Shard>> CommitAsync(CancellationToken cancellation);
}
