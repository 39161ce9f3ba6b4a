using DataPipe.Core.Records;

namespace DataPipe.Core.Datasets;

/// <summary>Records to and from files of every <see cref="ShardFormat"/>.</summary>
public interface IRecordFormats
{
    /// <summary>Reads a shard in file order, its format told by its name. Each batch holds at most <see cref="BatchLimits"/>.</summary>
    /// <exception cref="Faults.FaultException">The file is damaged or holds other records.</exception>
    IAsyncEnumerable<Batch<T>> ReadAsync<T>(IStore store, string key, DatasetSchema schema, CancellationToken cancellation) where T : class, IRecord<T>;

    /// <summary>Opens a writer of shards.</summary>
    IShardWriter<T> Create<T>(IStore store, ShardFormat format, ShardDestination destination, DatasetSchema schema) where T : class, IRecord<T>;
}
