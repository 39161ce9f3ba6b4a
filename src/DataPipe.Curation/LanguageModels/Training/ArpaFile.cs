using System.Buffers;
using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>The model in the ARPA format: takes all n-grams with their probabilities, then writes order by order. Below the highest order n-grams stand by their first word, then the second, in it by the last. Holds all different words.</summary>
internal sealed class ArpaFile<T> : IAsyncDisposable where T : unmanaged
{
    private const int FlushBytes = 1 << 20;
    private readonly ITaskContext _context;
    private readonly IStoreWriter _file;
    private readonly long _memory;
    private readonly Dictionary<ulong, byte[]> _words;
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly ArpaText _arpa;
    private readonly int _order;
    private readonly ExternalSorter<T>[] _sorters; // of all orders but the highest
    private readonly Stream _scratch;
    private readonly EntryWriter<T> _highest;
    private readonly EntryBatch<T>[] _batches;

    private ArpaFile(ITaskContext context, IStoreWriter file, IReadOnlyList<long> ngrams, Dictionary<ulong, byte[]> words, long memory)
    {
        (_context, _file, _order, _words, _memory) = (context, file, ngrams.Count, words, memory);
        _arpa = new ArpaText(_text, ngrams);
        _sorters = [.. Enumerable.Range(1, _order - 1).Select(_ => new ExternalSorter<T>(memory, context.OpenScratch))];
        _scratch = context.OpenScratch();
        _highest = new EntryWriter<T>(_scratch);
        _batches = [.. _sorters.Select(s => new EntryBatch<T>((some, cancellation) => s.AddAsync(some, cancellation))), new EntryBatch<T>((some, cancellation) => _highest.WriteAsync(some, cancellation))];
    }

    /// <summary>Begins a file of so many n-grams of every order.</summary>
    internal static async ValueTask<ArpaFile<T>> CreateAsync(ITaskContext context, IReadOnlyList<long> ngrams, Dictionary<ulong, byte[]> words, long memory, CancellationToken cancellation) =>
        new(context, await context.CreateExtraFileAsync(NgramModelStage.Folder, cancellation), ngrams, words, memory);

    /// <summary>Takes an n-gram; <see cref="FlushAsync"/> follows before long.</summary>
    /// <param name="lastFirst">Its words, the last first.</param>
    /// <param name="log">Log10 of its probability.</param>
    internal void Add(ReadOnlySpan<ulong> lastFirst, float log)
    {
        var entry = NgramEntry.Of<T>(lastFirst, BitConverter.SingleToUInt32Bits(log));
        NgramEntry.WordsOf(ref entry)[..lastFirst.Length].Reverse();
        _batches[lastFirst.Length - 1].Add(entry);
    }

    /// <summary>Passes on what was taken, where it is enough to be worth it or the end.</summary>
    internal async ValueTask FlushAsync(bool isEnd, CancellationToken cancellation)
    {
        foreach (var batch in _batches) await batch.FlushAsync(isEnd, cancellation);
        if (isEnd) await _highest.CompleteAsync(cancellation);
    }

    /// <summary>Writes the next order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="backoffs">Logarithms of the back-off weights of contexts by ascending names; also of such that were pruned.</param>
    /// <param name="cancellation">Ends the writing.</param>
    internal async ValueTask WriteAsync(int order, EntryReader<TableEntry>? backoffs, CancellationToken cancellation)
    {
        if (order == 1) _arpa.Begin();
        _arpa.BeginOrder();
        if (order == _order)
        {
            await using var highest = await EntryReader<T>.OpenAsync(_scratch, ScratchRun.Damaged, cancellation);
            await PutAsync(order, highest, null, cancellation);
            return;
        }

        await using var names = new ExternalSorter<TableEntry>(_memory, _context.OpenScratch);
        await using var ngrams = await ScratchRun.WriteAsync<T>(_context.OpenScratch, EntryFormat.BlockBytes, to => NameAsync(order, to, names, cancellation), cancellation);
        await using var places = new ExternalSorter<TableEntry>(_memory, _context.OpenScratch);
        await PlaceAsync(names, backoffs!, places, cancellation);
        await PutAsync(order, ngrams, EntryCursor<TableEntry>.Of(places), cancellation);
    }

    /// <summary>Publishes the file.</summary>
    internal async ValueTask CommitAsync(CancellationToken cancellation)
    {
        _arpa.Complete();
        await FlushTextAsync(cancellation);
        await _context.CommitExtraAsync(_file, NgramModelStage.Folder, NgramModelStage.ArpaExtension, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var sorter in _sorters) await sorter.DisposeAsync();
        await _scratch.DisposeAsync();
        await _file.DisposeAsync();
    }

    // Sorts the n-grams, and has their names with their places.
    private async ValueTask NameAsync(int order, EntryWriter<T> to, ExternalSorter<TableEntry> names, CancellationToken cancellation)
    {
        await _sorters[order - 1].SortAsync(cancellation);
        var cursor = EntryCursor<T>.Of(_sorters[order - 1]);
        for (var place = 0UL; await cursor.MoveAsync(cancellation); place++)
        {
            await to.WriteAsync(cursor.Current, cancellation);
            await names.AddAsync(new TableEntry(NameOf(cursor.Current, order), place), cancellation);
        }

        await _sorters[order - 1].DisposeAsync();
    }

    private static ulong NameOf(T ngram, int order) => NgramHash.Of(NgramEntry.Read(in ngram)[..order]);

    // The back-off weights by the places of their n-grams.
    private static async ValueTask PlaceAsync(ExternalSorter<TableEntry> names, EntryReader<TableEntry> backoffs, ExternalSorter<TableEntry> places, CancellationToken cancellation)
    {
        await names.SortAsync(cancellation);
        var (ngrams, contexts) = (EntryCursor<TableEntry>.Of(names), EntryCursor<TableEntry>.Of(backoffs));
        var any = await contexts.MoveAsync(cancellation);
        while (any && await ngrams.MoveAsync(cancellation))
        {
            while (any && contexts.Current.Hash < ngrams.Current.Hash) any = await contexts.MoveAsync(cancellation);
            if (any && contexts.Current.Hash == ngrams.Current.Hash) await places.AddAsync(contexts.Current with { Hash = ngrams.Current.Known }, cancellation);
        }

        await places.SortAsync(cancellation);
    }

    private async ValueTask PutAsync(int order, EntryReader<T> ngrams, EntryCursor<TableEntry>? backoffs, CancellationToken cancellation)
    {
        var cursor = EntryCursor<T>.Of(ngrams);
        var any = backoffs is not null && await backoffs.MoveAsync(cancellation);
        for (var place = 0UL; await cursor.MoveAsync(cancellation); place++)
        {
            var isContext = any && backoffs!.Current.Hash == place;
            Put(order, cursor.Current, isContext ? backoffs!.Current.Log : 0);
            if (isContext) any = await backoffs!.MoveAsync(cancellation);
            if (_text.WrittenCount >= FlushBytes) await FlushTextAsync(cancellation);
        }
    }

    private void Put(int order, T ngram, float backoff)
    {
        var words = NgramEntry.Read(in ngram);
        _arpa.Begin(BitConverter.UInt32BitsToSingle((uint)words[^1]));
        for (var i = 0; i < order; i++) _arpa.Word(_words[words[i]], i == 0);
        _arpa.End(backoff);
    }

    private async ValueTask FlushTextAsync(CancellationToken cancellation)
    {
        await _file.Stream.WriteAsync(_text.WrittenMemory, cancellation);
        _text.ResetWrittenCount();
    }
}
