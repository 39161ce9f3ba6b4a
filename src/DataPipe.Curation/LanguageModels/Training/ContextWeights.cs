using DataPipe.Curation.Sorting;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>
/// Weighs the n-grams of one order among those of their context: what a count is worth once its discount is off, and how much the discounts of a context leave for the order below,
/// which is the context's back-off weight. Holds the n-grams of one context, of large ones a part.
/// </summary>
internal sealed class ContextWeights(KneserNeyDiscounts discounts, Func<Stream> openScratch, int maxHeld = 1 << 15)
{
    private readonly ContextEntry[] _held = new ContextEntry[maxHeld];
    private double _sum, _left;

    /// <summary>The weight of the order below behind the last context.</summary>
    internal float Left { get; private set; } = float.NaN;

    /// <summary>Weighs every n-gram.</summary>
    /// <param name="ngrams">The n-grams, which are sorted here.</param>
    /// <param name="weights">Takes what each takes from its context.</param>
    /// <param name="backoffs">Takes the back-off weights by ascending contexts; null for single words, which have no context.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal async ValueTask WeighAsync(ExternalSorter<ContextEntry> ngrams, WeightTable weights, EntryWriter<TableEntry>? backoffs, CancellationToken cancellation)
    {
        await ngrams.SortAsync(cancellation);
        var batch = new EntryBatch<WeightEntry>((some, cancellation) => weights.AddAsync(some, cancellation));
        var logs = new EntryBatch<TableEntry>((some, cancellation) =>
        {
            TableEntry.TakeLogs(some.Span);
            return backoffs!.WriteAsync(some, cancellation);
        });
        var cursor = EntryCursor<ContextEntry>.Of(ngrams);
        var any = await cursor.MoveAsync(cancellation);
        while (any)
        {
            var context = cursor.Current.Context;
            var held = 0;
            (_sum, _left) = (0, 0);
            do
            {
                Sum(_held[held++] = cursor.Current);
                any = cursor.TryMove() || await cursor.MoveAsync(cancellation);
            }
            while (any && cursor.Current.Context == context && held < _held.Length);

            var others = any && cursor.Current.Context == context ? await SpillAsync(cursor, context, cancellation) : null;
            Left = (float)(_left / _sum);
            for (var i = 0; i < held; i++) batch.Add(Weigh(_held[i]));
            if (others is not null)
            {
                any = !cursor.IsEnded;
                await WeighAsync(others, batch, cancellation);
            }

            if (batch.IsLarge) await batch.FlushAsync(isEnd: false, cancellation);
            if (backoffs is null) continue;
            logs.Add(TableEntry.OfProbability(context, Left));
            if (logs.IsLarge) await logs.FlushAsync(isEnd: false, cancellation);
        }

        await batch.FlushAsync(isEnd: true, cancellation);
        if (backoffs is not null) await logs.FlushAsync(isEnd: true, cancellation);
    }

    private async ValueTask WeighAsync(EntryReader<ContextEntry> others, EntryBatch<WeightEntry> batch, CancellationToken cancellation)
    {
        await using var closed = others;
        while (await others.NextBlockAsync(cancellation))
        {
            foreach (var ngram in others.Block.Span) batch.Add(Weigh(ngram));
            await batch.FlushAsync(isEnd: false, cancellation);
        }
    }

    // What a large context has besides what is held.
    private ValueTask<EntryReader<ContextEntry>> SpillAsync(EntryCursor<ContextEntry> cursor, ulong context, CancellationToken cancellation) =>
        ScratchRun.WriteAsync<ContextEntry>(openScratch, EntryFormat.BlockBytes, async writer =>
        {
            do
            {
                Sum(cursor.Current);
                await writer.WriteAsync(cursor.Current, cancellation);
            }
            while (await cursor.MoveAsync(cancellation) && cursor.Current.Context == context);
        }, cancellation);

    // A pruned n-gram leaves its whole count to the order below, another its discount.
    private void Sum(ContextEntry ngram)
    {
        var count = (long)(ngram.Known >> 1);
        _sum += count;
        _left += (ngram.Known & 1) != 0 ? count : discounts.Of(count);
    }

    private WeightEntry Weigh(ContextEntry ngram)
    {
        if ((ngram.Known & 1) != 0) return new WeightEntry(ngram.Number, WeightEntry.Pruned);
        var count = (long)(ngram.Known >> 1);
        return new WeightEntry(ngram.Number, NgramEntry.Pair((float)((count - discounts.Of(count)) / (float)_sum), Left));
    }
}
