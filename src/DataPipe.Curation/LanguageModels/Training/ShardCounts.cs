using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>The n-grams of all shards as one sorted sequence. Holds a block of at most so many files at a time, however many shards there are.</summary>
internal static class ShardCounts
{
    private const int MaxOpen = 128;

    /// <summary>Opens the merged sequence; the same n-gram may come from several shards.</summary>
    internal static async ValueTask<RunMerger<T>> OpenAsync<T>(int shards, ITaskContext context, CancellationToken cancellation) where T : unmanaged
    {
        List<EntryReader<T>> runs = [];
        for (var shard = 0; shard < shards; shard++)
        {
            foreach (var work in context.FindWork(EstimateWork.Count, shard, EstimateWork.Ngrams)) runs.Add(await WorkEntries.OpenAsync<T>(context, work, cancellation));
            if (runs.Count < MaxOpen) continue;
            var merged = await MergeAsync(runs, context, cancellation);
            runs.Clear();
            runs.Add(merged);
        }

        return await RunMerger<T>.OpenAsync(runs, cancellation);
    }

    private static async ValueTask<EntryReader<T>> MergeAsync<T>(List<EntryReader<T>> runs, ITaskContext context, CancellationToken cancellation) where T : unmanaged
    {
        await using var merger = await RunMerger<T>.OpenAsync([.. runs], cancellation);
        var combined = new CombinedCounts<T>(merger.ReadAsync);
        return await ScratchRun.WriteAsync<T>(context.OpenScratch, EntryFormat.BlockBytes, async writer =>
        {
            while (await combined.ReadAsync(cancellation) is { Length: > 0 } some) await writer.WriteAsync(some, cancellation);
        }, cancellation);
    }
}
