using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Storage.Jsonl;
using DataPipe.Storage.Parquet;

namespace DataPipe.Storage;

/// <summary>Table of contents: shard format to reader and writer.</summary>
public sealed class RecordFormats : IRecordFormats
{
    /// <inheritdoc/>
    public IAsyncEnumerable<Batch<T>> ReadAsync<T>(IStore store, string key, DatasetSchema schema, CancellationToken cancellation) where T : class, IRecord<T> =>
        key.EndsWith(".parquet", StringComparison.Ordinal)
            ? ParquetShardReader.ReadAsync<T>(store, key, schema, cancellation)
            : JsonlShardReader.ReadAsync<T>(store, key, schema, cancellation);

    /// <inheritdoc/>
    public IShardWriter<T> Create<T>(IStore store, ShardFormat format, ShardDestination destination, DatasetSchema schema) where T : class, IRecord<T> => format switch
    {
        ShardFormat.Parquet => new ParquetShardWriter<T>(store, destination, schema),
        _ => new JsonlShardWriter<T>(store, destination, schema, format == ShardFormat.JsonlGzip),
    };
}
