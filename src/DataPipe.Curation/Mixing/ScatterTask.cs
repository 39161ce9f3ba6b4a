using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Mixing;

/// <summary>First phase: makes the copies of the documents of one shard and deals them to the partitions of the shuffle.</summary>
internal static class ScatterTask
{
    internal static async Task RunAsync(TaskSpec task, ITaskContext context, DatasetSchema output, double epochs, int partitions, CancellationToken cancellation)
    {
        var parts = new IShardWriter<Document>?[partitions];
        try
        {
            await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
            {
                for (var i = 0; i < batch.Count; i++)
                {
                    var document = batch[i];
                    context.Tally.In(document.Tokens, document.SizeBytes);
                    var copies = MixCopies.Count(document.Id, epochs, context.Seed);
                    if (copies == 0) context.Tally.Drop(MixStage.Name, MixStage.NotDrawn.Name, document.Tokens);
                    for (var copy = 1L; copy <= copies; copy++)
                    {
                        var id = MixCopies.Id(document.Id, copy);
                        var partition = MixCopies.Partition(MixCopies.Place(id, context.Seed), partitions);
                        var part = parts[partition] ??= context.CreateWork<Document>(MixStage.PartName(partition), output);
                        await part.WriteAsync(Copy(document, id, copy, output.Notes.Count - 1), cancellation);
                    }
                }
            }

            foreach (var part in parts)
                if (part is not null)
                    await part.CommitAsync(cancellation);
        }
        finally
        {
            foreach (var part in parts)
                if (part is not null)
                    await part.DisposeAsync();
        }
    }

    private static Document Copy(Document document, string id, long copy, int notes)
    {
        var values = new NoteValue[notes + 1];
        for (var i = 0; i < notes; i++) values[i] = document.Notes[i];
        values[notes] = NoteValue.Of(copy);
        return document with { Id = id, Notes = new Notes(values) };
    }
}
