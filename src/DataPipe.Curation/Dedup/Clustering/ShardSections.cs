using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>Writes what is sorted by document into an intermediate file with a section for each shard.</summary>
internal static class ShardSections
{
    private const int Some = 1024;

    internal static async ValueTask WriteAsync<T>(ExternalSorter<T> entries, Func<T, long> document, string name, int shards, ITaskContext context, CancellationToken cancellation) where T : unmanaged
    {
        var ends = await ShardIds.EndsAsync(shards, context, cancellation);
        await using var file = await WorkEntryWriter<T>.CreateAsync(context, cancellation);
        var some = new T[Some];
        var shard = -1;
        while (await entries.ReadAsync(some, cancellation) is var read and > 0)
        {
            for (var i = 0; i < read; i++)
            {
                for (; shard < 0 || document(some[i]) >= ends[shard]; shard++) file.Entries.BeginSection();
                await file.Entries.WriteAsync(some[i], cancellation);
            }
        }

        for (; shard < shards - 1; shard++) file.Entries.BeginSection();
        await file.CommitAsync(name, cancellation);
    }
}
