using DataPipe.Curation.Sorting;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>
/// The estimates of one order. By context: what a count is worth once its discount is off, and how much the discounts of a context leave for the order below, which is
/// the context's back-off weight. Then by suffix, to add that much of the probability that the order below gives.
/// </summary>
internal sealed class OrderEstimate<T>(int order, KneserNeyDiscounts discounts, double uniform, Func<Stream> openScratch) where T : unmanaged
{
    private const ulong BackoffMark = 1UL << 32;

    /// <summary>Whether the entry tells a back-off weight and no probability.</summary>
    internal static bool IsBackoff(T entry) => (NgramEntry.WordsOf(ref entry)[^1] & BackoffMark) != 0;

    /// <summary>Whether the entry is the back-off weight of that n-gram.</summary>
    internal static bool IsBackoffOf(T entry, T ngram) => IsBackoff(entry) && NgramEntry.WordsOf(ref entry)[..^1].SequenceEqual(NgramEntry.WordsOf(ref ngram)[..^1]);

    /// <summary>The logarithm that an entry tells, base 10.</summary>
    internal static float Log(T entry) => BitConverter.UInt32BitsToSingle((uint)NgramEntry.WordsOf(ref entry)[^1]);

    /// <summary>Weighs every n-gram among those of its context.</summary>
    /// <param name="counts">N-grams with adjusted counts.</param>
    /// <param name="suffixes">Takes the n-grams, the last word first, with their own share and the weight of the order below.</param>
    /// <param name="contexts">Takes the back-off weights of the order below; null for single words.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal async ValueTask WeighAsync(ExternalSorter<T> counts, ExternalSorter<T> suffixes, ExternalSorter<T>? contexts, CancellationToken cancellation)
    {
        await counts.SortAsync(cancellation);
        List<EntryReader<T>> weights = [];
        // The n-grams are read twice: a context's weight is known when all of its n-grams were seen.
        await using var sorted = await ScratchRun.WriteAsync<T>(openScratch, EntryFormat.BlockBytes, async ngrams =>
            weights.Add(await ScratchRun.WriteAsync<T>(openScratch, EntryFormat.BlockBytes, sums => SumAsync(counts, ngrams, sums, cancellation), cancellation)), cancellation);
        await using var summed = weights[0];
        var (all, of) = (EntryCursor<T>.Of(sorted), EntryCursor<T>.Of(summed));
        var any = await all.MoveAsync(cancellation);
        while (any)
        {
            if (!await of.MoveAsync(cancellation)) throw new InvalidDataException("an n-gram has no context");
            var context = of.Current;
            if (contexts is not null) await contexts.AddAsync(BackoffOf(context), cancellation);
            do
            {
                if (Weigh(all.Current, context, out var weighed)) await suffixes.AddAsync(weighed, cancellation);
                any = await all.MoveAsync(cancellation);
            }
            while (any && IsOf(all.Current, context));
        }

        await suffixes.SortAsync(cancellation);
    }

    /// <summary>Adds what the order below gives. The result are the probabilities by suffix, for the order above; null for the highest order.</summary>
    /// <param name="suffixes">What <see cref="WeighAsync"/> gave.</param>
    /// <param name="lower">The probabilities of the order below, by suffix; null for single words.</param>
    /// <param name="found">Takes the logarithms, words in the order of text; null for the highest order, whose go to the files.</param>
    /// <param name="files">Takes those of the highest order.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal async ValueTask<EntryReader<T>?> InterpolateAsync(ExternalSorter<T> suffixes, EntryReader<T>? lower, ExternalSorter<T>? found, ModelFiles<T> files, CancellationToken cancellation)
    {
        if (found is not null)
            return await ScratchRun.WriteAsync<T>(openScratch, EntryFormat.BlockBytes, writer => JoinAsync(suffixes, lower, async (entry, log) =>
            {
                await writer.WriteAsync(entry, cancellation);
                await found.AddAsync(LogOf(entry, log), cancellation);
            }, cancellation), cancellation);
        await JoinAsync(suffixes, lower, (entry, log) => AddAsync(files, LogOf(entry, log), cancellation), cancellation);
        return null;
    }

    private async ValueTask SumAsync(ExternalSorter<T> counts, EntryWriter<T> ngrams, EntryWriter<T> sums, CancellationToken cancellation)
    {
        var cursor = EntryCursor<T>.Of(counts);
        var any = await cursor.MoveAsync(cancellation);
        while (any)
        {
            var context = cursor.Current;
            double sum = 0, left = 0;
            do
            {
                Sum(cursor.Current, ref sum, ref left);
                await ngrams.WriteAsync(cursor.Current, cancellation);
                any = await cursor.MoveAsync(cancellation);
            }
            while (any && IsOf(cursor.Current, context));
            await sums.WriteAsync(ContextOf(context, sum, left / sum), cancellation);
        }
    }

    // A pruned n-gram leaves its whole count to the order below, another its discount.
    private void Sum(T ngram, ref double sum, ref double left)
    {
        var known = NgramEntry.WordsOf(ref ngram)[^1];
        var count = (long)(known >> 1);
        sum += count;
        left += (known & 1) != 0 ? count : discounts.Of(count);
    }

    private bool Weigh(T ngram, T context, out T weighed)
    {
        var words = NgramEntry.WordsOf(ref ngram);
        var count = (long)(words[^1] >> 1);
        var isPruned = (words[^1] & 1) != 0;
        var (sum, left) = NgramEntry.Numbers(NgramEntry.WordsOf(ref context)[^1]);
        words[^1] = NgramEntry.Pair((float)((count - discounts.Of(count)) / sum), left);
        words[..order].Reverse();
        weighed = ngram;
        return !isPruned;
    }

    private async ValueTask JoinAsync(ExternalSorter<T> suffixes, EntryReader<T>? lower, Func<T, float, ValueTask> give, CancellationToken cancellation)
    {
        var ngrams = EntryCursor<T>.Of(suffixes);
        var below = lower is null ? null : EntryCursor<T>.Of(lower);
        var any = below is not null && await below.MoveAsync(cancellation);
        while (await ngrams.MoveAsync(cancellation))
        {
            while (any && !IsSuffix(below!.Current, ngrams.Current)) any = await below.MoveAsync(cancellation);
            if (below is not null && !any) throw new InvalidDataException("an n-gram has no suffix");
            var (entry, log) = Interpolate(ngrams.Current, below?.Current);
            await give(entry, log);
        }
    }

    private (T Entry, float Log) Interpolate(T ngram, T? suffix)
    {
        var words = NgramEntry.WordsOf(ref ngram);
        var (own, left) = NgramEntry.Numbers(words[^1]);
        var below = uniform;
        if (suffix is { } known) below = BitConverter.UInt32BitsToSingle((uint)NgramEntry.WordsOf(ref known)[^1]);
        var probability = own + left * below;
        words[^1] = BitConverter.SingleToUInt32Bits((float)probability);
        // Nothing asks for the beginning of a sentence: other programs write 0 there.
        return (ngram, order == 1 && words[0] == NgramHash.Start ? 0 : LogOf(probability));
    }

    // The order below stands in the same order, and has every suffix once.
    private bool IsSuffix(T shorter, T ngram) => NgramEntry.WordsOf(ref shorter)[..(order - 1)].SequenceEqual(NgramEntry.WordsOf(ref ngram)[..(order - 1)]);

    private bool IsOf(T ngram, T context) => NgramEntry.WordsOf(ref ngram)[..(order - 1)].SequenceEqual(NgramEntry.WordsOf(ref context)[..(order - 1)]);

    private T ContextOf(T ngram, double sum, double left) => NgramEntry.Of<T>(NgramEntry.WordsOf(ref ngram)[..(order - 1)], NgramEntry.Pair((float)sum, (float)left));

    private T BackoffOf(T context)
    {
        var left = NgramEntry.Numbers(NgramEntry.WordsOf(ref context)[^1]).Second;
        return NgramEntry.Of<T>(NgramEntry.WordsOf(ref context)[..(order - 1)], BackoffMark | BitConverter.SingleToUInt32Bits(LogOf(left)));
    }

    // Discounts of 0 leave nothing: other programs write minus infinity, which is no number of the format.
    private static float LogOf(double probability) => probability > 0 ? (float)Math.Log10(probability) : NgramModel.NoProbability;

    private T LogOf(T bySuffix, float log)
    {
        var words = NgramEntry.WordsOf(ref bySuffix);
        words[..order].Reverse();
        words[^1] = BitConverter.SingleToUInt32Bits(log);
        return bySuffix;
    }

    private ValueTask AddAsync(ModelFiles<T> files, T ngram, CancellationToken cancellation) => files.AddAsync(NgramEntry.WordsOf(ref ngram)[..order], Log(ngram), 0, cancellation);
}
