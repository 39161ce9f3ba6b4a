using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Semantic;

/// <summary>Last phase: reads one shard again and writes what stays.</summary>
internal static class DropTask
{
    internal static async Task RunAsync(TaskSpec task, ITaskContext context, SemanticOptions options, ChainPlan steps, CancellationToken cancellation)
    {
        await using var verdicts = await LoadAsync(task, context, options, cancellation);
        await using var flow = new RecordFlow<Document>(context, steps);
        var next = new SemanticVerdict[1];
        var left = await verdicts.ReadAsync(next, cancellation);
        var row = 0L;
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
            for (var i = 0; i < batch.Count; i++, row++)
            {
                SemanticVerdict? verdict = null;
                if (left > 0 && RowNumber.Row(next[0].Document) == row)
                {
                    verdict = next[0];
                    left = await verdicts.ReadAsync(next, cancellation);
                }

                await JudgeAsync(flow, batch[i], verdict, options, cancellation);
            }

        await flow.CommitAsync(cancellation);
    }

    private static ValueTask JudgeAsync(RecordFlow<Document> flow, Document document, SemanticVerdict? verdict, SemanticOptions options, CancellationToken cancellation)
    {
        var isDuplicate = verdict?.IsDuplicate(options.MinSimilarity) == true;
        if (options.Action == SemanticAction.Mark) document = Marked(document, verdict, isDuplicate);
        else if (isDuplicate) return flow.DropAsync(document, SemanticStage.Name, SemanticStage.Duplicate, cancellation);
        if (verdict is null && options.WithoutVector == MissingVector.Drop) return flow.DropAsync(document, SemanticStage.Name, SemanticStage.NoVector, cancellation);
        return flow.OfferAsync(document, cancellation);
    }

    private static Document Marked(Document document, SemanticVerdict? verdict, bool isDuplicate) => document.WithNotes(document.Notes.Append(
        verdict is not { } known
            ? [NoteValue.Absent, NoteValue.Absent, NoteValue.Absent, NoteValue.Absent]
            : [NoteValue.Of(known.ClusterNumber), NoteValue.Of(known.ClusterSize), known.Similarity is { } similarity ? NoteValue.Of(similarity) : NoteValue.Absent, NoteValue.Of(isDuplicate)]));

    private static async ValueTask<ExternalSorter<SemanticVerdict>> LoadAsync(TaskSpec task, ITaskContext context, SemanticOptions options, CancellationToken cancellation)
    {
        var sorter = new ExternalSorter<SemanticVerdict>(options.Memory / context.Workers / 2, context.OpenScratch);
        try
        {
            for (var bucket = 0; bucket < SemanticWork.Number(task, SemanticWork.BucketsArgument); bucket++)
                foreach (var work in context.FindWork(SemanticWork.Compare, bucket, SemanticWork.Verdicts))
                {
                    await using var reader = await WorkEntries.OpenAsync<SemanticVerdict>(context, work, cancellation);
                    reader.Select(task.Index);
                    while (await reader.NextBlockAsync(cancellation)) await sorter.AddAsync(reader.Block, cancellation);
                }

            await sorter.SortAsync(cancellation);
            return sorter;
        }
        catch
        {
            await sorter.DisposeAsync();
            throw;
        }
    }
}
