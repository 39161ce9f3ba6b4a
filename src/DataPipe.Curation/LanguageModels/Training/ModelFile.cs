using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>The model while it is written, order by order. Disposed without commit it leaves no trace.</summary>
internal sealed class ModelFile : IAsyncDisposable
{
    private const int FlushBytes = 1 << 20;
    private readonly ITaskContext _context;
    private readonly IStoreWriter _file;
    private readonly NgramModelWriter _writer;
    private (float Min, float Max) _probabilities, _backoffs;

    private ModelFile(ITaskContext context, IStoreWriter file, NgramModelHeader header) => (_context, _file, _writer) = (context, file, new NgramModelWriter(header));

    internal static async ValueTask<ModelFile> CreateAsync(ITaskContext context, NgramModelHeader header, CancellationToken cancellation) =>
        new(context, await context.CreateExtraFileAsync(NgramModelStage.Folder, cancellation), header);

    /// <summary>Writes the table of the next order.</summary>
    /// <param name="found">The logarithms of its probabilities, which are sorted here.</param>
    /// <param name="backoffs">Those of the back-off weights of contexts, sorted; also of such that were pruned.</param>
    /// <param name="cancellation">Ends the writing.</param>
    internal async ValueTask WriteAsync(ExternalSorter<TableEntry> found, EntryReader<TableEntry>? backoffs, CancellationToken cancellation)
    {
        await found.SortAsync(cancellation);
        _probabilities = _backoffs = found.Count == 0 ? default : (float.MaxValue, float.MinValue);
        // A section begins with the ranges of its numbers.
        await using var joined = await ScratchRun.WriteAsync<TableEntry>(_context.OpenScratch, EntryFormat.BlockBytes, to => JoinAsync(found, backoffs, to, cancellation), cancellation);
        _writer.Begin(_probabilities, _backoffs);
        while (await joined.NextBlockAsync(cancellation))
        {
            foreach (ref readonly var ngram in joined.Block.Span)
            {
                var (log, backoff) = NgramEntry.Numbers(ngram.Known);
                _writer.Add(ngram.Hash, log, backoff);
            }

            if (_writer.Pending.Length >= FlushBytes) await FlushAsync(cancellation);
        }
    }

    /// <summary>Publishes the file and gives its name.</summary>
    internal async ValueTask<string> CommitAsync(CancellationToken cancellation)
    {
        _writer.Complete();
        await FlushAsync(cancellation);
        return (await _context.CommitExtraAsync(_file, NgramModelStage.Folder, NgramModelStage.Extension, cancellation)).Name;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async ValueTask JoinAsync(ExternalSorter<TableEntry> found, EntryReader<TableEntry>? backoffs, EntryWriter<TableEntry> to, CancellationToken cancellation)
    {
        var block = new TableEntry[1 << 13];
        var contexts = default(ReadOnlyMemory<TableEntry>);
        while (await found.ReadAsync(block, cancellation) is var read and > 0)
        {
            for (var joined = 0; joined < read;)
            {
                if (contexts.IsEmpty && backoffs is not null && await backoffs.NextBlockAsync(cancellation)) contexts = backoffs.Block;
                joined += Join(block.AsSpan(joined, read - joined), ref contexts);
            }

            await to.WriteAsync(block.AsMemory(0, read), cancellation);
        }
    }

    // Puts back-off weights beside probabilities, until all have theirs or the contexts given are used up; gives how many have.
    private int Join(Span<TableEntry> ngrams, ref ReadOnlyMemory<TableEntry> contexts)
    {
        var known = contexts.Span;
        var at = 0;
        for (var i = 0; i < ngrams.Length; i++)
        {
            ref var ngram = ref ngrams[i];
            while (at < known.Length && known[at].Hash < ngram.Hash) at++;
            if (at == known.Length && known.Length > 0)
            {
                contexts = default;
                return i;
            }

            var (log, backoff) = (ngram.Log, at < known.Length && known[at].Hash == ngram.Hash ? known[at].Log : 0);
            _probabilities = (Math.Min(_probabilities.Min, log), Math.Max(_probabilities.Max, log));
            _backoffs = (Math.Min(_backoffs.Min, backoff), Math.Max(_backoffs.Max, backoff));
            ngram = ngram with { Known = NgramEntry.Pair(log, backoff) };
        }

        contexts = contexts[at..];
        return ngrams.Length;
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await _file.Stream.WriteAsync(_writer.Pending.ToArray(), cancellation);
        _writer.Clear();
    }
}
