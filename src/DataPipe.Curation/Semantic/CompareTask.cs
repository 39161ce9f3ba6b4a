using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Vectors;

namespace DataPipe.Curation.Semantic;

/// <summary>
/// Compares the vectors of some clusters with those that are looked at before them in their cluster. Holds 60 bytes a document, and as many vectors as memory allows:
/// of a cluster that does not fit, one block after the other is held and the rest streams past it.
/// </summary>
internal sealed class CompareTask : IAsyncDisposable
{
    private readonly SemanticOptions _options;
    private readonly ITaskContext _context;
    private readonly long _memory;
    private readonly ExternalSorter<SemanticVerdict> _verdicts;
    private readonly List<Shard> _files = [];
    private readonly List<VectorRow> _rows = []; // in file order
    private int[] _order = []; // rows in the order they are looked at, cluster by cluster
    private int[] _places = []; // the place of each row in that order
    private int[] _starts = []; // [places] where the cluster of a place begins
    private float[] _nearest = []; // [places]
    private float[] _block = [];
    private int _dimensions;

    private CompareTask(SemanticOptions options, ITaskContext context)
    {
        (_options, _context) = (options, context);
        _memory = options.Memory / context.Workers;
        _verdicts = new ExternalSorter<SemanticVerdict>(_memory / 4, context.OpenScratch);
    }

    internal static async Task RunAsync(TaskSpec task, ITaskContext context, SemanticOptions options, CancellationToken cancellation)
    {
        await using var compare = new CompareTask(options, context);
        await compare.RunAsync(task, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _verdicts.DisposeAsync();

    private async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        var shards = SemanticWork.Number(task, SemanticWork.ShardsArgument);
        for (var part = 0; part < SemanticWork.Number(task, SemanticWork.PartsArgument); part++) _files.AddRange(_context.FindWork(SemanticWork.Assign, part, SemanticWork.BucketName(task.Index)));
        await ReadRowsAsync(cancellation);
        Sort();
        var room = (int)Math.Clamp(_memory / 2 / Math.Max(1, sizeof(float) * _dimensions), 1, Math.Min(Array.MaxLength / Math.Max(1, _dimensions), Math.Max(1, _rows.Count)));
        _block = new float[room * _dimensions];
        for (var from = 0; from < _rows.Count; from += room) await CompareBlockAsync(from, Math.Min(from + room, _rows.Count), cancellation);
        await SortVerdictsAsync(cancellation);
        await WorkEntries.WriteAsync<SemanticVerdict>(_context, SemanticWork.Verdicts, file => WriteAsync(file, shards, cancellation), cancellation);
    }

    private async ValueTask ReadRowsAsync(CancellationToken cancellation)
    {
        foreach (var file in _files)
        {
            await using var reader = await VectorReader.OpenAsync(_context, file, cancellation);
            _dimensions = reader.Dimensions;
            while (await reader.NextBlockAsync(cancellation))
                while (reader.TryRead(out var row, out _))
                    _rows.Add(row);
        }
    }

    private void Sort()
    {
        var count = _rows.Count;
        (_order, _places, _starts, _nearest) = (new int[count], new int[count], new int[count], new float[count]);
        for (var i = 0; i < count; i++) _order[i] = i;
        Array.Sort(_order, (left, right) =>
            _rows[left].Cluster != _rows[right].Cluster ? _rows[left].Cluster.CompareTo(_rows[right].Cluster) : _rows[left].CompareTo(_rows[right], _options.Keep));
        for (var place = 0; place < count; place++)
        {
            _places[_order[place]] = place;
            _starts[place] = place > 0 && _rows[_order[place - 1]].Cluster == _rows[_order[place]].Cluster ? _starts[place - 1] : place;
            _nearest[place] = float.NegativeInfinity;
        }
    }

    // Loads the vectors of these places, compares them with each other, and what comes behind them in the last of their clusters with them.
    private async ValueTask CompareBlockAsync(int from, int to, CancellationToken cancellation)
    {
        await StreamAsync(from, to, (place, vector) => vector.CopyTo(VectorAt(place - from)), cancellation);
        for (var place = from; place < to; place++) Compare(place, VectorAt(place - from), from, place);
        var behind = to;
        while (behind < _rows.Count && _starts[behind] < to) behind++;
        if (behind > to) await StreamAsync(to, behind, (place, vector) => Compare(place, vector, from, to), cancellation);
    }

    // Compares a vector with those of the block that stand before it in its cluster.
    private void Compare(int place, ReadOnlySpan<float> vector, int from, int to)
    {
        var first = Math.Max(from, _starts[place]);
        if (first >= to) return;
        var (_, nearest) = UnitVector.Nearest(vector, _block.AsSpan((first - from) * _dimensions, (to - first) * _dimensions));
        _nearest[place] = Math.Max(_nearest[place], nearest);
    }

    private Span<float> VectorAt(int row) => _block.AsSpan(row * _dimensions, _dimensions);

    private async ValueTask StreamAsync(int from, int to, Action<int, ReadOnlySpan<float>> visit, CancellationToken cancellation)
    {
        var number = 0;
        foreach (var file in _files)
        {
            await using var reader = await VectorReader.OpenAsync(_context, file, cancellation);
            while (await reader.NextBlockAsync(cancellation))
                while (reader.TryRead(out _, out var vector))
                {
                    var place = _places[number++];
                    if (place >= from && place < to) visit(place, vector);
                }
        }
    }

    private async ValueTask SortVerdictsAsync(CancellationToken cancellation)
    {
        for (int place = 0, end = 0; place < _rows.Count; place++)
        {
            while (end < _rows.Count && _starts[end] <= place) end++;
            var row = _rows[_order[place]];
            await _verdicts.AddAsync(SemanticVerdict.Of(row, end - _starts[place], _nearest[place]), cancellation);
        }

        await _verdicts.SortAsync(cancellation);
    }

    private async ValueTask WriteAsync(EntryWriter<SemanticVerdict> writer, int shards, CancellationToken cancellation)
    {
        var section = -1;
        var some = new SemanticVerdict[1 << 12];
        while (await _verdicts.ReadAsync(some, cancellation) is var read and > 0)
            for (var i = 0; i < read; i++)
            {
                for (; section < RowNumber.Shard(some[i].Document); section++) writer.BeginSection();
                await writer.WriteAsync(some[i], cancellation);
            }

        for (; section < shards - 1; section++) writer.BeginSection();
    }
}
