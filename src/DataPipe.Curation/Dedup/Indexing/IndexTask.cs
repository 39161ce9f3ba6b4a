using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Curation.Dedup.Clustering;
using DataPipe.Curation.Dedup.Signing;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Indexing;

/// <summary>Last phase where an index is wanted, one task: writes the keys of all documents, each once, and for every document what is known of the one that stayed for it.</summary>
internal sealed class IndexTask(string search, long memoryBytes, ITaskContext context)
{
    private const int Some = 4096;

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        var shards = (int)DedupWork.Number(task, DedupWork.ShardsArgument);
        var keys = await WriteKeysAsync(shards, (int)DedupWork.Number(task, DedupWork.BucketsArgument), cancellation);
        var (facts, ids) = await WriteDocumentsAsync(shards, cancellation);
        var header = new IndexHeader(IndexHeader.CurrentFormat, search, DedupWork.Number(task, DedupWork.DocumentsArgument), IndexFile.Of(keys), IndexFile.Of(facts), IndexFile.Of(ids));
        await using var file = await context.CreateExtraFileAsync(IndexHeader.Folder, cancellation);
        await file.Stream.WriteAsync(header.Write(), cancellation);
        await context.CommitExtraAsync(file, IndexHeader.Folder, IndexHeader.HeaderExtension, cancellation);
    }

    private async ValueTask<Shard> WriteKeysAsync(int shards, int buckets, CancellationToken cancellation)
    {
        await using var file = await WorkEntryWriter<KeyEntry>.CreateExtraAsync(context, IndexHeader.Folder, cancellation);
        var section = -1;
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            await using var keys = new ExternalSorter<KeyEntry>(memoryBytes, context.OpenScratch);
            for (var shard = 0; shard < shards; shard++)
            {
                await using var reader = await WorkEntries.OpenAsync<KeyEntry>(context, context.FindWork(DedupWork.Sign, shard, DedupWork.Keys)[0], cancellation);
                reader.Select(bucket);
                while (await reader.NextBlockAsync(cancellation)) await keys.AddAsync(reader.Block, cancellation);
            }

            await keys.SortAsync(cancellation);
            var some = new KeyEntry[Some];
            KeyEntry? last = null;
            while (await keys.ReadAsync(some, cancellation) is var read and > 0)
            {
                for (var i = 0; i < read; i++)
                {
                    if (last is { } known && known.HasKeyOf(some[i])) continue;
                    last = some[i];
                    for (; section < some[i].Bucket(KeyEntry.MaxBuckets); section++) file.Entries.BeginSection();
                    await file.Entries.WriteAsync(some[i], cancellation);
                }
            }
        }

        for (; section < KeyEntry.MaxBuckets - 1; section++) file.Entries.BeginSection();
        return await file.CommitExtraAsync(IndexHeader.Folder, IndexHeader.KeysExtension, cancellation);
    }

    // The kept ids come first, where those of clusters are; behind them the ids of all other documents.
    private async ValueTask<(Shard Facts, Shard Ids)> WriteDocumentsAsync(int shards, CancellationToken cancellation)
    {
        await using var facts = await WorkEntryWriter<IndexedDocument>.CreateExtraAsync(context, IndexHeader.Folder, cancellation, EntryFormat.LookUpBlockBytes);
        await using var ids = await WorkEntryWriter<ulong>.CreateExtraAsync(context, IndexHeader.Folder, cancellation, EntryFormat.LookUpBlockBytes);
        await CopyKeptIdsAsync(ids.Entries, cancellation);
        var idWriter = new IdWriter(ids.Entries);
        await using var fates = await OpenAsync<DocumentFate>(DedupWork.Fates, cancellation);
        await using var kept = await OpenAsync<KeptFacts>(DedupWork.KeptFacts, cancellation);
        await using var shardIds = new ShardIds(shards, context);
        var (at, hasFate) = (-1, true);
        uint number = 0;
        for (var shard = 0; shard < shards; shard++)
        {
            await using var documents = await WorkEntries.OpenAsync<DocumentFacts>(context, context.FindWork(DedupWork.Sign, shard, DedupWork.Documents)[0], cancellation);
            while (await documents.NextBlockAsync(cancellation))
            {
                for (var i = 0; i < documents.Block.Length; i++, number++)
                {
                    while (hasFate && (at < 0 || at == fates.Block.Length || fates.Block.Span[at].Document < number))
                        if (++at >= fates.Block.Length)
                        {
                            // Both were written document by document, but their entries differ in size and so do their blocks.
                            hasFate = await fates.NextBlockAsync(cancellation);
                            at = 0;
                        }

                    if (hasFate && fates.Block.Span[at].Document == number)
                    {
                        var stayed = await NextAsync(kept, number, cancellation);
                        await facts.Entries.WriteAsync(new IndexedDocument(fates.Block.Span[at].KeptId, stayed.Text, stayed.Url, stayed.Sketch), cancellation);
                        continue;
                    }

                    var own = documents.Block.Span[i];
                    var place = await idWriter.WriteAsync(await shardIds.AtAsync(number, cancellation), cancellation);
                    await facts.Entries.WriteAsync(new IndexedDocument((ulong)place, own.Text, own.Url, own.Sketch), cancellation);
                }
            }
        }

        return (await facts.CommitExtraAsync(IndexHeader.Folder, IndexHeader.FactsExtension, cancellation), await ids.CommitExtraAsync(IndexHeader.Folder, IndexHeader.IdsExtension, cancellation));
    }

    private int _keptAt;

    private async ValueTask<KeptFacts> NextAsync(EntryReader<KeptFacts> kept, uint document, CancellationToken cancellation)
    {
        if (_keptAt >= kept.Block.Length)
        {
            await kept.NextBlockAsync(cancellation);
            _keptAt = 0;
        }

        var facts = kept.Block.Span[_keptAt++];
        return facts.Document == document ? facts : throw new InvalidDataException($"what stayed for document {document} is told of {facts.Document}");
    }

    private async ValueTask CopyKeptIdsAsync(EntryWriter<ulong> to, CancellationToken cancellation)
    {
        await using var words = await OpenAsync<ulong>(DedupWork.KeptIds, cancellation);
        while (await words.NextBlockAsync(cancellation)) await to.WriteAsync(words.Block, cancellation);
    }

    private ValueTask<EntryReader<T>> OpenAsync<T>(string name, CancellationToken cancellation) where T : unmanaged =>
        WorkEntries.OpenAsync<T>(context, context.FindWork(DedupWork.Cluster, 0, name)[0], cancellation);
}
