using DataPipe.Core.Stages;
using DataPipe.Curation.Dedup.Indexing;
using DataPipe.Curation.Dedup.Signing;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>Second phase: sorts the keys of one bucket from all shards and turns equal ones into edges; what shares a key with a finished corpus becomes a match.</summary>
internal sealed class BucketTask(EarlierCorpora earlier, long memoryBytes, ITaskContext context)
{
    private const int Some = 4096;

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        await using var keys = new ExternalSorter<KeyEntry>(memoryBytes, context.OpenScratch);
        for (var shard = 0; shard < DedupWork.Number(task, DedupWork.ShardsArgument); shard++)
        {
            foreach (var work in context.FindWork(DedupWork.Sign, shard, DedupWork.Keys))
            {
                await using var reader = await WorkEntries.OpenAsync<KeyEntry>(context, work, cancellation);
                reader.Select(task.Index);
                while (await reader.NextBlockAsync(cancellation)) await keys.AddAsync(reader.Block, cancellation);
            }
        }

        await keys.SortAsync(cancellation);
        await using var edges = await WorkEntryWriter<ulong>.CreateAsync(context, cancellation);
        await using var matches = await WorkEntryWriter<KeyMatch>.CreateAsync(context, cancellation);
        await using var cursor = await earlier.OpenKeysAsync(task.Index, (int)DedupWork.Number(task, DedupWork.BucketsArgument), context, cancellation);
        var some = new KeyEntry[Some];
        KeyEntry? first = null;
        while (await keys.ReadAsync(some, cancellation) is var read and > 0)
        {
            for (var i = 0; i < read; i++)
            {
                if (first is { } known && known.HasKeyOf(some[i]))
                {
                    await edges.Entries.WriteAsync(Edge.Of(known.Document, some[i].Document), cancellation);
                    continue;
                }

                first = some[i];
                if (cursor is not null) await cursor.MatchAsync(some[i], matches.Entries, cancellation);
            }
        }

        await edges.CommitAsync(DedupWork.Edges, cancellation);
        await matches.CommitAsync(DedupWork.Matches, cancellation);
    }
}
