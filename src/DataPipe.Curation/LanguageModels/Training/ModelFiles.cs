using System.Buffers;
using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>The files of a model while they are written, order by order: ours, and that of the ARPA format where it is asked for. Holds what a sorter may, and the words for ARPA.</summary>
internal sealed class ModelFiles<T> : IAsyncDisposable where T : unmanaged
{
    private const int FlushBytes = 1 << 20;
    private readonly ITaskContext _context;
    private readonly IStoreWriter _model;
    private readonly IStoreWriter? _arpa;
    private readonly NgramModelWriter _writer;
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly ArpaText _arpaText;
    private readonly Dictionary<ulong, byte[]> _words;
    private readonly long _memory;
    private ExternalSorter<TableEntry>? _table;
    private (float Min, float Max) _probabilities, _backoffs;

    private ModelFiles(ITaskContext context, IStoreWriter model, IStoreWriter? arpa, NgramModelHeader header, Dictionary<ulong, byte[]> words, long memory)
    {
        (_context, _model, _arpa, _words, _memory) = (context, model, arpa, words, memory);
        _writer = new NgramModelWriter(header);
        _arpaText = new ArpaText(_text, header.Ngrams);
        if (arpa is not null) _arpaText.Begin();
    }

    internal static async ValueTask<ModelFiles<T>> CreateAsync(ITaskContext context, NgramModelHeader header, Dictionary<ulong, byte[]>? words, long memory, CancellationToken cancellation) => new(
        context,
        await context.CreateExtraFileAsync(NgramModelStage.Folder, cancellation),
        words is null ? null : await context.CreateExtraFileAsync(NgramModelStage.Folder, cancellation),
        header, words ?? [], memory);

    /// <summary>Begins the next order.</summary>
    internal void BeginOrder()
    {
        _table = new ExternalSorter<TableEntry>(_memory, _context.OpenScratch);
        _probabilities = _backoffs = (float.MaxValue, float.MinValue);
        if (_arpa is not null) _arpaText.BeginOrder();
    }

    /// <summary>Takes an n-gram of the order, in any order.</summary>
    /// <param name="words">Its words, the first first.</param>
    /// <param name="logProbability">Log10.</param>
    /// <param name="backoff">Log10; 0 where it is no context.</param>
    /// <param name="cancellation">Ends the writing.</param>
    internal ValueTask AddAsync(ReadOnlySpan<ulong> words, float logProbability, float backoff, CancellationToken cancellation)
    {
        _probabilities = (Math.Min(_probabilities.Min, logProbability), Math.Max(_probabilities.Max, logProbability));
        _backoffs = (Math.Min(_backoffs.Min, backoff), Math.Max(_backoffs.Max, backoff));
        if (_arpa is not null)
        {
            _arpaText.Begin(logProbability);
            for (var i = 0; i < words.Length; i++) _arpaText.Word(_words[words[i]], i == 0);
            _arpaText.End(backoff);
        }

        return AddAsync(new TableEntry(NgramHash.Of(words), NgramEntry.Pair(logProbability, backoff)), cancellation);
    }

    /// <summary>Writes the order's table.</summary>
    internal async ValueTask EndOrderAsync(CancellationToken cancellation)
    {
        await using var table = _table!;
        await table.SortAsync(cancellation);
        if (table.Count == 0) _probabilities = _backoffs = default;
        _writer.Begin(_probabilities, _backoffs);
        var entries = EntryCursor<TableEntry>.Of(table);
        while (await entries.MoveAsync(cancellation))
        {
            var (logProbability, backoff) = NgramEntry.Numbers(entries.Current.Logs);
            _writer.Add(entries.Current.Hash, logProbability, backoff);
            if (_writer.Pending.Length >= FlushBytes) await FlushModelAsync(cancellation);
        }

        await FlushTextAsync(cancellation);
    }

    /// <summary>Publishes the files and gives the name of the model's.</summary>
    internal async ValueTask<string> CommitAsync(CancellationToken cancellation)
    {
        _writer.Complete();
        await FlushModelAsync(cancellation);
        var model = await _context.CommitExtraAsync(_model, NgramModelStage.Folder, NgramModelStage.Extension, cancellation);
        if (_arpa is null) return model.Name;
        _arpaText.Complete();
        await FlushTextAsync(cancellation);
        await _context.CommitExtraAsync(_arpa, NgramModelStage.Folder, NgramModelStage.ArpaExtension, cancellation);
        return model.Name;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        if (_arpa is not null) await _arpa.DisposeAsync();
    }

    private async ValueTask AddAsync(TableEntry entry, CancellationToken cancellation)
    {
        await _table!.AddAsync(entry, cancellation);
        if (_text.WrittenCount >= FlushBytes) await FlushTextAsync(cancellation);
    }

    private async ValueTask FlushModelAsync(CancellationToken cancellation)
    {
        await _model.Stream.WriteAsync(_writer.Pending.ToArray(), cancellation);
        _writer.Clear();
    }

    private async ValueTask FlushTextAsync(CancellationToken cancellation)
    {
        if (_arpa is null) return;
        await _arpa.Stream.WriteAsync(_text.WrittenMemory, cancellation);
        _text.ResetWrittenCount();
    }
}
