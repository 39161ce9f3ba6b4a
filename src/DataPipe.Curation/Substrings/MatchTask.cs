using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Substrings;

/// <summary>Second phase: which anchors of one bucket occur more than once, in all shards together. A section a shard holds the numbers of its runs.</summary>
internal static class MatchTask
{
    internal static async Task RunAsync(TaskSpec task, ITaskContext context, SubstringOptions options, CancellationToken cancellation)
    {
        var shards = SubstringWork.Number(task, SubstringWork.ShardsArgument);
        var memory = options.Memory / context.Workers / 2;
        await using var repeated = new ExternalSorter<ulong>(memory, context.OpenScratch);
        await using (var anchors = new ExternalSorter<AnchorEntry>(memory, context.OpenScratch))
        {
            for (var shard = 0; shard < shards; shard++) await LoadAsync(task.Index, shard, context, anchors, cancellation);
            await anchors.SortAsync(cancellation);
            await FindAsync(anchors, repeated, cancellation);
        }

        await repeated.SortAsync(cancellation);
        await WorkEntries.WriteAsync<ulong>(
            context,
            SubstringWork.Repeated,
            async writer =>
            {
                var section = -1;
                var some = new ulong[1 << 14];
                while (await repeated.ReadAsync(some, cancellation) is var read and > 0)
                    for (var i = 0; i < read; i++)
                    {
                        for (; section < RowNumber.Shard(some[i]); section++) writer.BeginSection();
                        await writer.WriteAsync((ulong)RowNumber.Row(some[i]), cancellation);
                    }

                for (; section < shards - 1; section++) writer.BeginSection();
            },
            cancellation);
    }

    private static async ValueTask LoadAsync(int bucket, int shard, ITaskContext context, ExternalSorter<AnchorEntry> anchors, CancellationToken cancellation)
    {
        foreach (var work in context.FindWork(SubstringWork.Sign, shard, SubstringWork.Anchors))
        {
            await using var reader = await WorkEntries.OpenAsync<AnchorEntry>(context, work, cancellation);
            reader.Select(bucket);
            var some = Array.Empty<AnchorEntry>();
            while (await reader.NextBlockAsync(cancellation))
            {
                if (some.Length < reader.Block.Length) some = new AnchorEntry[reader.Block.Length];
                for (var i = 0; i < reader.Block.Length; i++)
                    some[i] = reader.Block.Span[i] with { Place = RowNumber.Of(shard, (long)reader.Block.Span[i].Place) };
                await anchors.AddAsync(some.AsMemory(0, reader.Block.Length), cancellation);
            }
        }
    }

    private static async ValueTask FindAsync(ExternalSorter<AnchorEntry> anchors, ExternalSorter<ulong> repeated, CancellationToken cancellation)
    {
        var some = new AnchorEntry[1 << 14];
        AnchorEntry last = default;
        var (begun, taken) = (false, false);
        while (await anchors.ReadAsync(some, cancellation) is var read and > 0)
            for (var i = 0; i < read; i++)
            {
                if (begun && some[i].Key == last.Key)
                {
                    if (!taken) await repeated.AddAsync(last.Place, cancellation);
                    await repeated.AddAsync(some[i].Place, cancellation);
                    taken = true;
                }
                else
                {
                    taken = false;
                }

                (last, begun) = (some[i], true);
            }
    }
}
