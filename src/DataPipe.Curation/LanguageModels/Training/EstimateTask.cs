using System.Globalization;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>
/// Second phase, one task: adjusted counts of all orders in one pass over the sorted n-grams, then for each order its discounts, probabilities and back-off weights,
/// joined by sorting. Source: Heafield et al. 2013, "Scalable Modified Kneser-Ney Language Model Estimation".
/// </summary>
internal sealed class EstimateTask<T>(NgramModelOptions options, ITaskContext context) where T : unmanaged
{
    private readonly int _order = options.Order;
    // Adjusted counts of every order, suffixes, two orders on their way out, and the table.
    private readonly long _memory = options.Memory / (options.Order + 4);

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        var shards = EstimateWork.Shards(task);
        var sorters = new ExternalSorter<T>[_order];
        for (var n = 0; n < _order; n++) sorters[n] = Sorter();
        try
        {
            var adjusted = await AdjustAsync(shards, sorters, cancellation);
            var discounts = new KneserNeyDiscounts[_order];
            for (var n = 1; n <= _order; n++) discounts[n - 1] = Discounts(n, adjusted.Stats(n));
            long[] kept = [.. Enumerable.Range(1, _order).Select(n => adjusted.Stats(n).Kept)];
            var header = new NgramModelHeader(kept, options.Words, options.Normalization, options.Quantised);
            var words = options.Arpa ? await SpeltWords.ReadAsync(shards, context, cancellation) : null;
            await using var files = await ModelFiles<T>.CreateAsync(context, header, words, _memory, cancellation);
            await EstimateAsync(sorters, discounts, adjusted.Stats(1).Ngrams - 1, files, cancellation);
            await ReportAsync(await files.CommitAsync(cancellation), adjusted, discounts, cancellation);
        }
        finally
        {
            foreach (var sorter in sorters) await sorter.DisposeAsync();
        }
    }

    // Every n-gram of every order goes to its sorter with its words in the order of text.
    private async ValueTask<AdjustedCounts> AdjustAsync(int shards, ExternalSorter<T>[] sorters, CancellationToken cancellation)
    {
        var prune = new long[_order];
        // What holds for the last order given holds for those above.
        if (options.Prune.Count > 0)
            for (var n = 0; n < _order; n++) prune[n] = options.Prune[Math.Min(n, options.Prune.Count - 1)];
        var walk = new AdjustedCounts(_order, prune);
        await using var merged = await ShardCounts.OpenAsync<T>(shards, context, cancellation);
        var combined = new CombinedCounts<T>(merged.ReadAsync);
        while (await combined.ReadAsync(cancellation) is { Length: > 0 } some)
            for (var i = 0; i < some.Length; i++)
            {
                Add(walk, some.Span[i]);
                await GiveAsync(walk, sorters, cancellation);
            }

        walk.Complete();
        await GiveAsync(walk, sorters, cancellation);
        foreach (var special in (ulong[])[NgramHash.Start, NgramHash.Unknown]) await sorters[0].AddAsync(NgramEntry.Of<T>([special], 0), cancellation);
        return walk;
    }

    private void Add(AdjustedCounts walk, T entry)
    {
        var words = NgramEntry.WordsOf(ref entry);
        walk.Add(words[.._order], (long)words[^1]);
    }

    private async ValueTask GiveAsync(AdjustedCounts walk, ExternalSorter<T>[] sorters, CancellationToken cancellation)
    {
        for (var at = 0; at < walk.Given.Length; at += walk.EntryWords)
        {
            var (order, entry) = Forward(walk.Given.Slice(at, walk.EntryWords));
            await sorters[order - 1].AddAsync(entry, cancellation);
        }
    }

    private (int Order, T Entry) Forward(ReadOnlySpan<ulong> given)
    {
        var order = (int)given[_order];
        var entry = NgramEntry.Of<T>(given[..order], given[_order + 1]);
        NgramEntry.WordsOf(ref entry)[..order].Reverse();
        return (order, entry);
    }

    private KneserNeyDiscounts Discounts(int order, CountsOfCounts stats)
    {
        if (stats.TryEstimate(out var discounts)) return discounts;
        var found = string.Create(CultureInfo.InvariantCulture, $"the discounts of {order}-grams cannot be estimated: {stats.Of(1)}, {stats.Of(2)}, {stats.Of(3)} and {stats.Of(4)} of them have adjusted counts of 1, 2, 3 and 4");
        if (options.DiscountFallback.Count == 0) throw new FaultException("DP1261", $"{found}; train on more text, or give 'discount-fallback'", null);
        context.Warn("discounts-assumed", found);
        return new(options.DiscountFallback[0], options.DiscountFallback[1], options.DiscountFallback[2]);
    }

    private async ValueTask EstimateAsync(ExternalSorter<T>[] sorters, KneserNeyDiscounts[] discounts, long vocabulary, ModelFiles<T> files, CancellationToken cancellation)
    {
        EntryReader<T>? lower = null;
        ExternalSorter<T>? contexts = null; // probabilities and, later, back-off weights of the order below
        try
        {
            for (var n = 1; n <= _order; n++)
            {
                var estimate = new OrderEstimate<T>(n, discounts[n - 1], 1.0 / vocabulary, context.OpenScratch);
                await using var suffixes = Sorter();
                await estimate.WeighAsync(sorters[n - 1], suffixes, contexts, cancellation);
                if (contexts is not null)
                {
                    await WriteAsync(n - 1, contexts, files, cancellation);
                    await contexts.DisposeAsync();
                    contexts = null;
                }

                if (n < _order) contexts = Sorter();
                else files.BeginOrder();
                var probabilities = await estimate.InterpolateAsync(suffixes, lower, contexts, files, cancellation);
                if (lower is not null) await lower.DisposeAsync();
                lower = probabilities;
            }

            await files.EndOrderAsync(cancellation);
        }
        finally
        {
            if (lower is not null) await lower.DisposeAsync();
            if (contexts is not null) await contexts.DisposeAsync();
        }
    }

    // A probability, and behind it the back-off weight of the same n-gram where it is a context.
    private static async ValueTask WriteAsync(int order, ExternalSorter<T> found, ModelFiles<T> files, CancellationToken cancellation)
    {
        files.BeginOrder();
        await found.SortAsync(cancellation);
        var cursor = EntryCursor<T>.Of(found);
        var any = await cursor.MoveAsync(cancellation);
        while (any)
        {
            var ngram = cursor.Current;
            any = await cursor.MoveAsync(cancellation);
            if (OrderEstimate<T>.IsBackoff(ngram)) continue; // of an n-gram that was pruned
            var backoff = 0f;
            if (any && OrderEstimate<T>.IsBackoffOf(cursor.Current, ngram))
            {
                backoff = OrderEstimate<T>.Log(cursor.Current);
                any = await cursor.MoveAsync(cancellation);
            }

            await AddAsync(files, order, ngram, backoff, cancellation);
        }

        await files.EndOrderAsync(cancellation);
    }

    private static ValueTask AddAsync(ModelFiles<T> files, int order, T ngram, float backoff, CancellationToken cancellation) =>
        files.AddAsync(NgramEntry.WordsOf(ref ngram)[..order], OrderEstimate<T>.Log(ngram), backoff, cancellation);

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

    private ExternalSorter<T> Sorter() => new(_memory, context.OpenScratch);
}
