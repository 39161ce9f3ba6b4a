using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>
/// Walks the n-grams of all orders by suffix and adds to the share of each what the order below gives: when an n-gram comes, its suffix came before and is not over yet.
/// Holds one n-gram of every order, and windows of their weights.
/// </summary>
/// <param name="weights">By order.</param>
/// <param name="uniform">What single words are interpolated with.</param>
/// <param name="found">Takes the logarithms of the probabilities, by order.</param>
/// <param name="arpa">Takes them with their words; null where nobody asks.</param>
internal sealed class Interpolation<T>(WeightTable[] weights, double uniform, ExternalSorter<TableEntry>[] found, ArpaFile<T>? arpa) where T : unmanaged
{
    private readonly int _order = weights.Length;
    private readonly WeightWindow[] _weights = [.. weights.Select(w => new WeightWindow(w))];
    private readonly EntryBatch<TableEntry>[] _found = [.. found.Select(f => new EntryBatch<TableEntry>((some, cancellation) => TakeAsync(f, some, cancellation)))];
    private readonly ulong[] _words = new ulong[weights.Length], _hashes = new ulong[weights.Length]; // of the n-grams that are open, by order - 1
    private readonly float[] _probabilities = new float[weights.Length];
    private int _valid;

    /// <summary>Walks the sorted counts of all shards.</summary>
    /// <param name="shards">How many there are.</param>
    /// <param name="unseen">What the single words that no text holds leave for the order below: all.</param>
    /// <param name="context">Where they are found.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal async ValueTask RunAsync(int shards, float unseen, ITaskContext context, CancellationToken cancellation)
    {
        await using var merged = await ShardCounts.OpenAsync<T>(shards, context, cancellation);
        var combined = new CombinedCounts<T>(merged.ReadAsync);
        while (await combined.ReadAsync(cancellation) is { Length: > 0 } some)
        {
            foreach (var window in _weights) await window.FillAsync(some.Length, cancellation);
            Walk(some.Span);
            await FlushAsync(isEnd: false, cancellation);
        }

        // Nothing asks for the beginning of a sentence: other programs write 0 there.
        Give(1, [NgramHash.Start], NgramHash.Start, 1);
        Give(1, [NgramHash.Unknown], NgramHash.Unknown, unseen * uniform);
        await FlushAsync(isEnd: true, cancellation);
    }

    private void Walk(ReadOnlySpan<T> some)
    {
        for (var i = 0; i < some.Length; i++)
        {
            var words = NgramEntry.Read(in some[i]);
            var same = 0;
            while (same < _valid && _words[same] == words[same]) same++;
            for (var n = same; n < _order; n++)
            {
                _valid = Math.Min(n + 1, _order - 1);
                _words[n] = words[n];
                _hashes[n] = n == 0 ? words[0] : NgramHash.Extend(_hashes[n - 1], words[n]);
                Interpolate(n, words);
                if (words[n] == NgramHash.Start && n < _order - 1) break;
            }
        }
    }

    // A pruned n-gram has no probability: it is the suffix of pruned ones alone.
    private void Interpolate(int n, ReadOnlySpan<ulong> words)
    {
        var known = _weights[n].Take();
        if (known == WeightEntry.Pruned) return;
        var (own, left) = NgramEntry.Numbers(known);
        var probability = own + left * (n == 0 ? uniform : _probabilities[n - 1]);
        _probabilities[n] = (float)probability;
        Give(n + 1, words, _hashes[n], probability);
    }

    private void Give(int order, ReadOnlySpan<ulong> lastFirst, ulong hash, double probability)
    {
        _found[order - 1].Add(TableEntry.OfProbability(hash, probability));
        arpa?.Add(lastFirst[..order], TableEntry.LogOf(probability));
    }

    private static ValueTask TakeAsync(ExternalSorter<TableEntry> found, Memory<TableEntry> some, CancellationToken cancellation)
    {
        TableEntry.TakeLogs(some.Span);
        return found.AddAsync(some, cancellation);
    }

    private async ValueTask FlushAsync(bool isEnd, CancellationToken cancellation)
    {
        foreach (var batch in _found) await batch.FlushAsync(isEnd, cancellation);
        if (arpa is not null) await arpa.FlushAsync(isEnd, cancellation);
    }
}
