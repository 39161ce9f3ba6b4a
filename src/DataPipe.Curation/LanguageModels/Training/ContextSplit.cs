using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>Deals the n-grams of all orders, with their adjusted counts, to a sorter an order, to be sorted by context.</summary>
internal sealed class ContextSplit<T>(ExternalSorter<ContextEntry>[] sorters, AdjustedCounts counts) where T : unmanaged
{
    private readonly EntryBatch<ContextEntry>[] _batches = [.. sorters.Select(s => new EntryBatch<ContextEntry>((some, cancellation) => s.AddAsync(some, cancellation)))];
    private readonly ulong[] _numbers = new ulong[sorters.Length];

    /// <summary>Reads the sorted counts of all shards.</summary>
    internal async ValueTask RunAsync(int shards, ITaskContext context, CancellationToken cancellation)
    {
        await using var merged = await ShardCounts.OpenAsync<T>(shards, context, cancellation);
        var combined = new CombinedCounts<T>(merged.ReadAsync);
        while (await combined.ReadAsync(cancellation) is { Length: > 0 } some)
        {
            Add(some.Span);
            await FlushAsync(isEnd: false, cancellation);
        }

        counts.Complete();
        Take();
        await FlushAsync(isEnd: true, cancellation);
    }

    private void Add(ReadOnlySpan<T> some)
    {
        for (var i = 0; i < some.Length; i++)
        {
            var words = NgramEntry.Read(in some[i]);
            counts.Add(words[..^1], (long)words[^1]);
            Take();
        }
    }

    private void Take()
    {
        foreach (ref readonly var ngram in counts.Given)
            _batches[ngram.Order - 1].Add(new ContextEntry(ngram.Context, _numbers[ngram.Order - 1]++, ((ulong)ngram.Count << 1) | (ngram.IsPruned ? 1UL : 0)));
    }

    private async ValueTask FlushAsync(bool isEnd, CancellationToken cancellation)
    {
        foreach (var batch in _batches) await batch.FlushAsync(isEnd, cancellation);
    }
}
