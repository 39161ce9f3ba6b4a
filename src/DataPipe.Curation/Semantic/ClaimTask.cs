using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Semantic;

/// <summary>Where vectors are in files, the documents of one shard that look for theirs, a section a bucket.</summary>
internal static class ClaimTask
{
    internal static async Task RunAsync(TaskSpec task, ITaskContext context, SemanticOptions options, CancellationToken cancellation)
    {
        await using var sorter = new ExternalSorter<Claim>(options.Memory / context.Workers, context.OpenScratch);
        var number = 0L;
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
            for (var i = 0; i < batch.Count; i++, number++)
                await sorter.AddAsync(Claim.Of(VectorRow.Of(batch[i], RowNumber.Of(task.Index, number))), cancellation);
        await sorter.SortAsync(cancellation);
        await WorkEntries.WriteAsync<Claim>(
            context,
            SemanticWork.Claims,
            async writer =>
            {
                var buckets = SemanticWork.Number(task, SemanticWork.BucketsArgument);
                var bucket = -1;
                var some = new Claim[1 << 12];
                while (await sorter.ReadAsync(some, cancellation) is var read and > 0)
                    for (var i = 0; i < read; i++)
                    {
                        for (; bucket < Claim.Bucket(some[i].Order, buckets); bucket++) writer.BeginSection();
                        await writer.WriteAsync(some[i], cancellation);
                    }

                for (; bucket < buckets - 1; bucket++) writer.BeginSection();
            },
            cancellation);
    }
}
