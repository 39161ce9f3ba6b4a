using DataPipe.Core.Catalogues;
using DataPipe.Core.Stages;
using DataPipe.Curation.Dedup.Signing;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Indexing;

/// <summary>The finished corpora that a stage deduplicates against. A document of one of them is named by the place of its corpus in the upper half of a word and its number there in the lower.</summary>
internal sealed class EarlierCorpora(IReadOnlyList<EarlierCorpus> corpora)
{
    /// <summary>Finds the indexes that the options name; what is wrong with them is a fault each.</summary>
    internal static EarlierCorpora Find(DedupOptions options, string search, IStageSetup setup) =>
        new([.. (options.Against ?? []).Select(folder => EarlierCorpus.Find(folder, search, setup)).OfType<EarlierCorpus>()]);

    /// <summary>Opens the keys of a bucket; null without corpora.</summary>
    internal async ValueTask<KeyCursors?> OpenKeysAsync(int bucket, int buckets, ITaskContext context, CancellationToken cancellation)
    {
        if (corpora.Count == 0) return null;
        List<EntryReader<KeyEntry>> readers = [];
        foreach (var corpus in corpora)
        {
            var reader = await corpus.OpenAsync<KeyEntry>(corpus.Keys, context, cancellation);
            readers.Add(reader);
            var sections = KeyEntry.MaxBuckets / buckets;
            if (reader.Sections != KeyEntry.MaxBuckets) throw corpus.Damaged(corpus.Keys);
            reader.Select(bucket * sections, sections);
        }

        return new KeyCursors(readers);
    }

    /// <summary>Looks up documents of the corpora; files are opened when they are needed.</summary>
    internal EarlierDocuments Documents(ITaskContext context) => new(corpora, context);
}
