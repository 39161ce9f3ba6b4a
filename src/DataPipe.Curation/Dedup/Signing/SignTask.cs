using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Signing;

/// <summary>
/// First phase: signs the documents of one shard. Writes their facts and ids in order, their keys sorted and in sections by bucket, and as edges, pairs of documents in one word,
/// the duplicates within the shard, so that a key reaches its bucket once a shard, however often it occurs.
/// </summary>
internal sealed class SignTask(DocumentSigner signer, long memoryBytes, ITaskContext context)
{
    private const int Some = 4096;

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        await using var documents = await WorkEntryWriter<DocumentFacts>.CreateAsync(context, cancellation);
        await using var ids = await WorkEntryWriter<ulong>.CreateAsync(context, cancellation);
        await using var edges = await WorkEntryWriter<ulong>.CreateAsync(context, cancellation);
        await using var keys = new ExternalSorter<KeyEntry>(memoryBytes, context.OpenScratch);
        var idWriter = new IdWriter(ids.Entries);
        var number = (uint)DedupWork.Number(task, DedupWork.FirstArgument);
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
        {
            for (var i = 0; i < batch.Count; i++, number++)
            {
                await documents.Entries.WriteAsync(signer.Sign(batch[i], task.Inputs[0].Dataset, number), cancellation);
                await idWriter.WriteAsync(batch[i].Id, cancellation);
                if (signer.Twin is { } twin) await edges.Entries.WriteAsync(Edge.Of(twin, number), cancellation);
                for (var key = 0; key < signer.Keys.Length; key++) await keys.AddAsync(signer.Keys[key], cancellation);
            }
        }

        await documents.CommitAsync(DedupWork.Documents, cancellation);
        await ids.CommitAsync(DedupWork.Ids, cancellation);
        await WriteKeysAsync(keys, edges.Entries, (int)DedupWork.Number(task, DedupWork.BucketsArgument), cancellation);
        await edges.CommitAsync(DedupWork.Edges, cancellation);
    }

    // Of equal keys the first, the others as edges to it.
    private async ValueTask WriteKeysAsync(ExternalSorter<KeyEntry> keys, EntryWriter<ulong> edges, int buckets, CancellationToken cancellation)
    {
        await keys.SortAsync(cancellation);
        await using var file = await WorkEntryWriter<KeyEntry>.CreateAsync(context, cancellation);
        var some = new KeyEntry[Some];
        var bucket = -1;
        KeyEntry? last = null;
        while (await keys.ReadAsync(some, cancellation) is var read and > 0)
        {
            for (var i = 0; i < read; i++)
            {
                if (last is { } kept && kept.HasKeyOf(some[i]))
                {
                    await edges.WriteAsync(Edge.Of(kept.Document, some[i].Document), cancellation);
                    continue;
                }

                last = some[i];
                for (; bucket < some[i].Bucket(buckets); bucket++) file.Entries.BeginSection();
                await file.Entries.WriteAsync(some[i], cancellation);
            }
        }

        for (; bucket < buckets - 1; bucket++) file.Entries.BeginSection();
        await file.CommitAsync(DedupWork.Keys, cancellation);
    }
}
