using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Dedup;

/// <summary>Last phase: reads one shard again and writes what stays.</summary>
internal static class DropTask
{
    internal static async Task RunAsync(TaskSpec task, ITaskContext context, ChainPlan steps, CancellationToken cancellation)
    {
        var drops = await DropsAsync(task.Index, context, cancellation);
        await using var flow = new RecordFlow<Document>(context, steps);
        long row = 0;
        var next = 0;
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
        {
            for (var i = 0; i < batch.Count; i++, row++)
            {
                if (next < drops.Length && drops[next].Row == row)
                    await flow.DropAsync(batch[i], DedupStage.Name, drops[next++].IsExact == 1 ? DedupStage.ExactDuplicate : DedupStage.NearDuplicate, cancellation);
                else
                    await flow.OfferAsync(batch[i], cancellation);
            }
        }

        await flow.CommitAsync(cancellation);
    }

    private static async ValueTask<DropEntry[]> DropsAsync(int shard, ITaskContext context, CancellationToken cancellation)
    {
        foreach (var work in context.FindWork(DedupWork.Cluster, 0, DedupWork.DropsName(shard)))
        {
            await using var reader = await EntryFile.OpenAsync<DropEntry>(context, work, cancellation);
            var drops = new DropEntry[reader.Count];
            await reader.ReadAsync(drops, cancellation);
            return drops;
        }

        return [];
    }
}
