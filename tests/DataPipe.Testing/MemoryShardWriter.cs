using DataPipe.Core.Datasets;
using DataPipe.Core.Records;

namespace DataPipe.Testing;

/// <summary>Keeps what is written in memory, and holds its user to the contract: one commit, nothing after it, no more notes than columns.</summary>
internal sealed class MemoryShardWriter<T>(DatasetSchema schema, Func<List<T>, IReadOnlyList<Shard>> publish) : IShardWriter<T> where T : class, IRecord<T>
{
    private readonly List<T> _records = [];
    private bool _closed;

    public ValueTask WriteAsync(T record, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_closed, this);
        if (record.Notes.Count > schema.Notes.Count)
            throw new InvalidOperationException($"record '{record.Id}' has {record.Notes.Count} notes, its dataset {schema.Notes.Count} columns");
        _records.Add(record);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Shard>> CommitAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_closed, this);
        _closed = true;
        return ValueTask.FromResult(publish(_records));
    }

    public ValueTask DisposeAsync()
    {
        _closed = true;
        return ValueTask.CompletedTask;
    }
}
