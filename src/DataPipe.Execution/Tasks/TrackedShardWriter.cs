using DataPipe.Core.Datasets;

namespace DataPipe.Execution.Tasks;

/// <summary>A shard writer whose published shards the task's receipt will name, below the stage's folder.</summary>
internal sealed class TrackedShardWriter<T>(IShardWriter<T> inner, string stage, List<Shard> published) : IShardWriter<T>
{
    public ValueTask WriteAsync(T record, CancellationToken cancellation) => inner.WriteAsync(record, cancellation);

    public async ValueTask<IReadOnlyList<Shard>> CommitAsync(CancellationToken cancellation)
    {
        var shards = await inner.CommitAsync(cancellation);
        foreach (var shard in shards) published.Add(shard with { Name = shard.Name[(stage.Length + 1)..] });
        return shards;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
