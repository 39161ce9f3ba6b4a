using DataPipe.Core.Stages;
using DataPipe.Curation.Dedup.Signing;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Indexing;

/// <summary>Looks up what stayed for documents of finished corpora, one block read a look.</summary>
internal sealed class EarlierDocuments(IReadOnlyList<EarlierCorpus> corpora, ITaskContext context) : IAsyncDisposable
{
    private readonly EntryReader<IndexedDocument>?[] _facts = new EntryReader<IndexedDocument>?[corpora.Count];
    private readonly IdReader?[] _ids = new IdReader?[corpora.Count];

    /// <summary>What is known of the document that stayed for one of a corpus.</summary>
    internal async ValueTask<DocumentFacts> FactsAsync(ulong earlier, CancellationToken cancellation)
    {
        var document = await DocumentAsync(earlier, cancellation);
        return new DocumentFacts(earlier, 0, 0, document.Text, document.Url, document.Sketch);
    }

    /// <summary>The id that stayed for a document of a corpus, as UTF-8.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>> IdAsync(ulong earlier, CancellationToken cancellation)
    {
        var document = await DocumentAsync(earlier, cancellation);
        var corpus = (int)(earlier >> 32);
        var ids = _ids[corpus] ??= new IdReader(await corpora[corpus].OpenAsync<ulong>(corpora[corpus].Ids, context, cancellation));
        return await ids.AtAsync((long)document.Id, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var facts in _facts)
            if (facts is not null) await facts.DisposeAsync();
        foreach (var ids in _ids)
            if (ids is not null) await ids.DisposeAsync();
    }

    private async ValueTask<IndexedDocument> DocumentAsync(ulong earlier, CancellationToken cancellation)
    {
        var corpus = (int)(earlier >> 32);
        var facts = _facts[corpus] ??= await corpora[corpus].OpenAsync<IndexedDocument>(corpora[corpus].Facts, context, cancellation);
        facts.Select((uint)earlier, 1);
        await facts.NextBlockAsync(cancellation);
        return facts.Block.Span[0];
    }
}
