using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Mixing;

/// <summary>Last phase: brings the copies of one partition together and into the order of the shuffle.</summary>
internal static class GatherTask
{
    internal static async Task RunAsync(TaskSpec task, ITaskContext context, DatasetSchema output, int scatterTasks, CancellationToken cancellation)
    {
        List<(ulong Place, Document Document)> copies = [];
        for (var scatter = 0; scatter < scatterTasks; scatter++)
            foreach (var work in context.FindWork(MixStage.Scatter, scatter, MixStage.PartName(task.Index)))
                await foreach (var batch in context.ReadWorkAsync<Document>(work, output, cancellation))
                    for (var i = 0; i < batch.Count; i++)
                        copies.Add((MixCopies.Place(batch[i].Id, context.Seed), batch[i]));

        copies.Sort(Compare);
        await using var writer = context.CreateOutput<Document>();
        foreach (var (_, document) in copies)
        {
            context.Tally.Out(document.Tokens);
            await writer.WriteAsync(document, cancellation);
        }

        await writer.CommitAsync(cancellation);
    }

    // Documents of one id stand in a fixed order too, whatever shards they came from.
    private static int Compare((ulong Place, Document Document) left, (ulong Place, Document Document) right)
    {
        if (left.Place != right.Place) return left.Place.CompareTo(right.Place);
        var (a, b) = (left.Document, right.Document);
        var order = string.CompareOrdinal(a.Id, b.Id);
        if (order == 0) order = string.CompareOrdinal(a.Source, b.Source);
        if (order == 0) order = string.CompareOrdinal(a.Url, b.Url);
        return order != 0 ? order : a.Text.Span.SequenceCompareTo(b.Text.Span);
    }
}
