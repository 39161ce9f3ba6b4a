using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Hashing;
using DataPipe.Text.Substrings;

namespace DataPipe.Curation.Substrings;

/// <summary>
/// Fourth phase: compares the runs of one bucket and marks the windows that do not stay, a section a shard. Where the distinct runs do not fit into memory, the bucket is
/// read several times, each time for other groups of runs, cut finer and finer until even the group of one key fits.
/// </summary>
internal sealed class CompareTask : IAsyncDisposable
{
    private const int MarksHeld = 1 << 16;

    private readonly SubstringOptions _options;
    private readonly ITaskContext _context;
    private readonly WindowShape _shape;
    private readonly int _symbolBytes;
    private readonly RunArena _arena;
    private readonly RepeatFinder _finder;
    private readonly ExternalSorter<SpanMark> _sorter;
    private readonly List<SpanMark> _marks = [];
    private KeyedRun[] _group = [];

    private CompareTask(SubstringOptions options, ITaskContext context)
    {
        (_options, _context, _shape, _symbolBytes) = (options, context, new WindowShape(options.Length), DocumentSymbols.SizeOf(options.Unit));
        var memory = options.Memory / context.Workers;
        var exceptFirst = options.Keep != SubstringKeep.None;
        _arena = new RunArena(_shape, _symbolBytes, exceptFirst, memory / 2);
        _finder = new RepeatFinder(_shape, _symbolBytes, exceptFirst);
        _sorter = new ExternalSorter<SpanMark>(memory / 4, context.OpenScratch);
    }

    internal static async Task RunAsync(TaskSpec task, ITaskContext context, SubstringOptions options, CancellationToken cancellation)
    {
        await using var compare = new CompareTask(options, context);
        await compare.RunAsync(task, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sorter.DisposeAsync();

    private async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        var shards = SubstringWork.Number(task, SubstringWork.ShardsArgument);
        // What an attempt marked before memory was full is true all the same.
        for (var (passes, level) = (1, 0); !await TryAsync(task.Index, shards, passes, level, cancellation); passes *= 2)
            level = Math.Min(level + 1, RunSlices.LastLevel(_shape));
        await _sorter.SortAsync(cancellation);
        await WorkEntries.WriteAsync<SpanMark>(_context, SubstringWork.Marks, writer => WriteAsync(writer, shards, cancellation), cancellation);
    }

    private async ValueTask<bool> TryAsync(int bucket, int shards, int passes, int level, CancellationToken cancellation)
    {
        for (var pass = 0; pass < passes; pass++)
        {
            _arena.Clear();
            for (var shard = 0; shard < shards; shard++)
                for (var part = 0; _context.FindWork(SubstringWork.Gather, shard, SubstringWork.RunsName(part)) is [var work, ..]; part++)
                {
                    await using var words = await WorkEntries.OpenAsync<ulong>(_context, work, cancellation);
                    words.Select(bucket);
                    var runs = new RunReader(words, _shape.Window, _symbolBytes);
                    while (await runs.NextBlockAsync(cancellation))
                    {
                        if (!TryLoad(runs, pass, passes, level)) return false;
                        await FlushAsync(MarksHeld, cancellation);
                    }
                }

            await CompareAsync(cancellation);
        }

        return true;
    }

    private bool TryLoad(RunReader runs, int pass, int passes, int level)
    {
        var slices = new RunSlices(_shape, _symbolBytes, level);
        while (runs.TryRead(out var run, out var symbols))
            for (var number = 0; number < slices.Count; number++)
                if (slices.TrySlice(run, symbols, number, out var slice, out var held)
                    && SubstringWork.Bucket(Mix64.Of(slice.Key), passes) == pass && !_arena.TryAdd(slice, held, _marks))
                    return false;
        return true;
    }

    private async ValueTask CompareAsync(CancellationToken cancellation)
    {
        var keys = new ulong[_arena.Count];
        var items = new int[_arena.Count];
        for (var i = 0; i < items.Length; i++) (keys[i], items[i]) = (_arena.Runs[i].Key, i);
        Array.Sort(keys, items);
        for (var at = 0; at < items.Length;)
        {
            var end = at + 1;
            while (end < items.Length && keys[end] == keys[at]) end++;
            if (end - at > 1) Find(items.AsSpan(at..end));
            at = end;
            if (_marks.Count >= MarksHeld) await FlushAsync(0, cancellation);
        }

        await FlushAsync(0, cancellation);
    }

    private void Find(Span<int> group)
    {
        group.Sort((left, right) => _arena.Runs[left].CompareTo(_arena.Runs[right]));
        if (_group.Length < group.Length) _group = new KeyedRun[Math.Max(group.Length, 2 * _group.Length)];
        for (var i = 0; i < group.Length; i++) _group[i] = _arena[group[i]];
        foreach (var found in _finder.Find(_group.AsSpan(0, group.Length), _arena.Symbols))
        {
            var run = _arena.Runs[group[found.Run]];
            _marks.Add(SpanMark.Of(run.Document, run.Start + found.First, found.Count));
        }
    }

    private async ValueTask FlushAsync(int beyond, CancellationToken cancellation)
    {
        if (_marks.Count <= beyond) return;
        foreach (var mark in _marks) await _sorter.AddAsync(mark, cancellation);
        _marks.Clear();
    }

    private async ValueTask WriteAsync(EntryWriter<SpanMark> writer, int shards, CancellationToken cancellation)
    {
        var section = -1;
        var merged = new SpanMerger();
        var some = new SpanMark[1 << 14];
        while (await _sorter.ReadAsync(some, cancellation) is var read and > 0)
            for (var i = 0; i < read; i++)
                if (merged.TryTake(some[i], out var whole))
                    section = await WriteAsync(writer, whole, section, cancellation);
        if (merged.TryEnd(out var last)) section = await WriteAsync(writer, last, section, cancellation);
        for (; section < shards - 1; section++) writer.BeginSection();
    }

    private static async ValueTask<int> WriteAsync(EntryWriter<SpanMark> writer, SpanMark mark, int section, CancellationToken cancellation)
    {
        for (; section < RowNumber.Shard(mark.Document); section++) writer.BeginSection();
        await writer.WriteAsync(mark, cancellation);
        return section;
    }
}
