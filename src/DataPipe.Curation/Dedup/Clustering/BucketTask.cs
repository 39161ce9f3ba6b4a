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
        var (joined, heads) = (new ulong[Some], new KeyEntry[Some]);
        KeyEntry? first = null;
        while (await keys.ReadAsync(some, cancellation) is var read and > 0)
        {
            var (edge, head) = Pair(some.AsSpan(0, read), ref first, joined, heads);
            await edges.Entries.WriteAsync(joined.AsMemory(0, edge), cancellation);
            if (cursor is null) continue;
            for (var i = 0; i < head; i++) await cursor.MatchAsync(heads[i], matches.Entries, cancellation);
        }

        await edges.CommitAsync(DedupWork.Edges, cancellation);
        await matches.CommitAsync(DedupWork.Matches, cancellation);
    }

    // The first of equal keys is a head, and every other one an edge to it.
    private static (int Edges, int Heads) Pair(ReadOnlySpan<KeyEntry> keys, ref KeyEntry? first, Span<ulong> edges, Span<KeyEntry> heads)
    {
        var (edge, head) = (0, 0);
        var known = first.GetValueOrDefault();
        var any = first.HasValue;
        foreach (ref readonly var key in keys)
        {
            if (any && known.HasKeyOf(key)) edges[edge++] = Edge.Of(known.Document, key.Document);
            else heads[head++] = known = key;
            any = true;
        }

        first = known;
        return (edge, head);
    }
}
