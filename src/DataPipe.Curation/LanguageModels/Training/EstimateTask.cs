using System.Globalization;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>
/// Second phase, one task: adjusted counts of all orders in one pass over the sorted n-grams, then for each order its discounts, and what every n-gram takes from its context; in another
/// pass over the n-grams, probabilities. Whatever comes together is sorted for it. Source: Heafield et al. 2013, "Scalable Modified Kneser-Ney Language Model Estimation".
/// </summary>
internal sealed class EstimateTask<T>(NgramModelOptions options, ITaskContext context) where T : unmanaged
{
    private readonly int _order = options.Order;
    // N-grams by context are there first, and give way to weights, which are held of all orders at once, with the probabilities that come of them and, for ARPA, n-grams.
    private readonly long _memoryOfNgrams = options.Memory / (options.Order + 1), _memory = options.Memory / ((options.Arpa ? 3 : 2) * options.Order);

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        var shards = EstimateWork.Shards(task);
        var counts = new AdjustedCounts(_order, Prune());
        List<WeightTable> weights = [];
        var found = Sorters<TableEntry>(_memory);
        var backoffs = new EntryReader<TableEntry>?[_order]; // of the n-grams of an order, by order - 1; the highest has none
        try
        {
            var (discounts, left) = await WeighAsync(shards, counts, weights, backoffs, cancellation);
            long[] kept = [.. Enumerable.Range(1, _order).Select(n => counts.Stats(n).Kept)];
            await using var arpa = options.Arpa ? await ArpaFile<T>.CreateAsync(context, kept, await SpeltWords.ReadAsync(shards, context, cancellation), _memory, cancellation) : null;
            var uniform = 1.0 / (counts.Stats(1).Ngrams - 1);
            await new Interpolation<T>([.. weights], uniform, found, arpa).RunAsync(shards, left, context, cancellation);
            foreach (var table in weights) await table.DisposeAsync();
            await using var model = await ModelFile.CreateAsync(context, new NgramModelHeader(kept, options.Words, options.Normalization, options.Quantised), cancellation);
            for (var n = 1; n <= _order; n++)
            {
                await model.WriteAsync(found[n - 1], backoffs[n - 1], cancellation);
                if (arpa is not null) await arpa.WriteAsync(n, backoffs[n - 1], cancellation);
            }

            var name = await model.CommitAsync(cancellation);
            if (arpa is not null) await arpa.CommitAsync(cancellation);
            await ReportAsync(name, counts, discounts, cancellation);
        }
        finally
        {
            foreach (var table in weights) await table.DisposeAsync();
            foreach (var sorter in found) await sorter.DisposeAsync();
            foreach (var reader in backoffs)
                if (reader is not null) await reader.DisposeAsync();
        }
    }

    // What holds for the last order given holds for those above.
    private long[] Prune() => [.. Enumerable.Range(0, _order).Select(n => options.Prune.Count == 0 ? 0 : options.Prune[Math.Min(n, options.Prune.Count - 1)])];

    private async ValueTask<(KneserNeyDiscounts[] Discounts, float Left)> WeighAsync(
        int shards, AdjustedCounts counts, List<WeightTable> weights, EntryReader<TableEntry>?[] backoffs, CancellationToken cancellation)
    {
        var ngrams = Sorters<ContextEntry>(_memoryOfNgrams);
        try
        {
            await new ContextSplit<T>(ngrams, counts).RunAsync(shards, context, cancellation);
            KneserNeyDiscounts[] discounts = [.. Enumerable.Range(1, _order).Select(n => Discounts(n, counts.Stats(n)))];
            var left = 0f;
            for (var n = 0; n < _order; n++)
            {
                var order = new ContextWeights(discounts[n], context.OpenScratch);
                weights.Add(new WeightTable(ngrams[n].Count, _memory, context.OpenScratch));
                if (n == 0) await order.WeighAsync(ngrams[n], weights[n], null, cancellation);
                else backoffs[n - 1] = await ScratchRun.WriteAsync<TableEntry>(context.OpenScratch, EntryFormat.BlockBytes, to => order.WeighAsync(ngrams[n], weights[n], to, cancellation), cancellation);
                if (n == 0) left = order.Left;
                await ngrams[n].DisposeAsync();
                await weights[n].CompleteAsync(cancellation);
            }

            return (discounts, left);
        }
        finally
        {
            foreach (var sorter in ngrams) await sorter.DisposeAsync();
        }
    }

    private KneserNeyDiscounts Discounts(int order, CountsOfCounts stats)
    {
        if (stats.TryEstimate(out var discounts)) return discounts;
        var found = string.Create(CultureInfo.InvariantCulture, $"the discounts of {order}-grams cannot be estimated: {stats.Of(1)}, {stats.Of(2)}, {stats.Of(3)} and {stats.Of(4)} of them have adjusted counts of 1, 2, 3 and 4");
        if (options.DiscountFallback.Count == 0) throw new FaultException("DP1261", $"{found}; train on more text, or give 'discount-fallback'", null);
        context.Warn("discounts-assumed", found);
        return new(options.DiscountFallback[0], options.DiscountFallback[1], options.DiscountFallback[2]);
    }

    private async ValueTask ReportAsync(string model, AdjustedCounts adjusted, KneserNeyDiscounts[] discounts, CancellationToken cancellation)
    {
        await using var output = context.CreateOutput<Document>();
        for (var n = 1; n <= _order; n++)
        {
            var (stats, discount) = (adjusted.Stats(n), discounts[n - 1]);
            var text = string.Create(CultureInfo.InvariantCulture, $"{stats.Kept} n-grams of order {n} are in the model, {stats.Ngrams - stats.Kept} were pruned; discounts {discount.One:0.######}, {discount.Two:0.######} and {discount.ThreePlus:0.######}.");
            var record = new Document($"{context.Stage}/{n}", Utf8Text.From(text), context.Stage)
            {
                Notes = new Notes([NoteValue.Of(model), NoteValue.Of((long)n), NoteValue.Of(stats.Kept), NoteValue.Of(stats.Ngrams - stats.Kept), NoteValue.Of(discount.One), NoteValue.Of(discount.Two), NoteValue.Of(discount.ThreePlus)]),
            }.CountTokens(context.TokenCounter);
            context.Tally.Out(record.Tokens);
            await output.WriteAsync(record, cancellation);
        }

        await output.CommitAsync(cancellation);
    }

    private ExternalSorter<TEntry>[] Sorters<TEntry>(long memory) where TEntry : unmanaged => [.. Enumerable.Range(0, _order).Select(_ => new ExternalSorter<TEntry>(memory, context.OpenScratch))];
}
