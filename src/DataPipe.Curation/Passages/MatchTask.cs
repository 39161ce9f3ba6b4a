using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Passages;

/// <summary>Second phase: brings equal passages of one partition of the hashes together, from all shards; all but the first of each go.</summary>
internal static class MatchTask
{
    private const int SomeEntries = 1 << 14;

    internal static async Task RunAsync(TaskSpec task, PassageRules rules, ITaskContext context, CancellationToken cancellation)
    {
        var shards = PassageWork.Number(task, PassageWork.ShardsArgument);
        var memory = PassageWork.SorterMemory(rules, context);
        await using var sorter = new ExternalSorter<ShardedPassage>(memory, context.OpenScratch);
        for (var shard = 0; shard < shards; shard++) await AddAsync(task.Index, shard, sorter, context, cancellation);
        await sorter.SortAsync(cancellation);

        await using var drops = new ExternalSorter<ShardedPlace>(memory, context.OpenScratch);
        var some = new ShardedPassage[SomeEntries];
        var (isFirst, kept) = (true, default(ShardedPassage));
        while (await sorter.ReadAsync(some, cancellation) is var read and > 0)
            for (var i = 0; i < read; i++)
            {
                if (isFirst || !some[i].HasHashOf(kept)) (isFirst, kept) = (false, some[i]);
                else await drops.AddAsync(new ShardedPlace(some[i].Shard, some[i].Place), cancellation);
            }

        await drops.SortAsync(cancellation);
        await WorkEntries.WriteAsync<ulong>(context, PassageWork.Drops, writer => WriteAsync(drops, writer, shards, cancellation), cancellation);
    }

    private static async ValueTask AddAsync(int partition, int shard, ExternalSorter<ShardedPassage> sorter, ITaskContext context, CancellationToken cancellation)
    {
        await using var reader = await WorkEntries.OpenAsync<PassageEntry>(context, context.FindWork(PassageWork.Hash, shard, PassageWork.Passages)[0], cancellation);
        reader.Select(partition);
        while (await reader.NextBlockAsync(cancellation))
            for (var i = 0; i < reader.Block.Length; i++)
            {
                var entry = reader.Block.Span[i];
                await sorter.AddAsync(new ShardedPassage(entry.High, entry.Low, entry.Order, (ulong)shard, entry.Place), cancellation);
            }
    }

    private static async ValueTask WriteAsync(ExternalSorter<ShardedPlace> drops, EntryWriter<ulong> writer, int shards, CancellationToken cancellation)
    {
        var some = new ShardedPlace[SomeEntries];
        var sections = 0;
        while (await drops.ReadAsync(some, cancellation) is var read and > 0)
            for (var i = 0; i < read; i++)
            {
                for (; sections <= (int)some[i].Shard; sections++) writer.BeginSection();
                await writer.WriteAsync(some[i].Place, cancellation);
            }

        for (; sections < shards; sections++) writer.BeginSection();
    }
}
