using System.Globalization;
using System.Text;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Curation.Dedup.Signing;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>The phase that ends it: reads one shard again, writes what stays and the table of its clusters, and drops the others, each with the id that stays for it.</summary>
internal sealed class DropTask(string chosenBy, ITaskContext context, ChainPlan steps)
{
    private int _at;
    private bool _any;
    private (ulong Place, string Id) _kept = (ulong.MaxValue, "");

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        await using var fates = await WorkEntries.OpenAsync<DocumentFate>(context, context.FindWork(chosenBy, 0, DedupWork.Fates)[0], cancellation);
        await using var ids = new IdReader(await WorkEntries.OpenAsync<ulong>(context, context.FindWork(chosenBy, 0, DedupWork.KeptIds)[0], cancellation));
        await using var table = new ClusterTable(context);
        await using var flow = new RecordFlow<Document>(context, steps);
        fates.Select(task.Index);
        _any = await fates.NextBlockAsync(cancellation);
        var number = (uint)DedupWork.Number(task, DedupWork.FirstArgument);
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
        {
            for (var i = 0; i < batch.Count; i++, number++)
            {
                if (!_any || fates.Block.Span[_at].Document != number)
                {
                    await flow.OfferAsync(batch[i], cancellation);
                    continue;
                }

                await DecideAsync(batch[i], fates.Block.Span[_at], ids, table, flow, cancellation);
                if (++_at == fates.Block.Length) (_at, _any) = (0, await fates.NextBlockAsync(cancellation));
            }
        }

        await flow.CommitAsync(cancellation);
        await table.CommitAsync(cancellation);
    }

    private async ValueTask DecideAsync(Document document, DocumentFate fate, IdReader ids, ClusterTable table, RecordFlow<Document> flow, CancellationToken cancellation)
    {
        if (_kept.Place != fate.KeptId) _kept = (fate.KeptId, Encoding.UTF8.GetString((await ids.AtAsync((long)fate.KeptId, cancellation)).Span));
        var likeness = Likeness.Unpack(fate.Likeness);
        await table.AddAsync(document.Id, _kept.Id, fate.Size, likeness, cancellation);
        if (likeness.Kind == DuplicateKind.Kept)
        {
            await flow.OfferAsync(document, cancellation);
            return;
        }

        var reason = likeness.Kind switch
        {
            DuplicateKind.ExactDuplicate => DedupStage.ExactDuplicate,
            DuplicateKind.UrlDuplicate => DedupStage.UrlDuplicate,
            _ => DedupStage.NearDuplicate,
        };
        var similarity = float.IsNaN(likeness.Similarity) ? "" : string.Create(CultureInfo.InvariantCulture, $", similarity {likeness.Similarity:0.00}");
        await flow.DropAsync(document, DedupStage.Name, reason, $"{_kept.Id} stays{similarity}", cancellation);
    }
}
