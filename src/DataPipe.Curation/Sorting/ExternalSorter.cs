using System.Runtime.CompilerServices;
using DataPipe.Core.Faults;

namespace DataPipe.Curation.Sorting;

/// <summary>
/// Sorts any number of entries in bounded memory: add them all, call <see cref="SortAsync"/> once, then read them in order.
/// An entry is an unmanaged struct of <see cref="ulong"/> fields and nothing else. It is ordered by all of them, the first the most significant, so that equal
/// entries are the same entry, and what is read depends neither on the order of adding nor on the memory. Pack smaller fields into one word.
/// While all fits into memory nothing is written; beyond, sorted runs go to scratch files with a checksum on every block, which disposing deletes.
/// Nothing is allocated for an entry. One thread at a time.
/// </summary>
/// <typeparam name="T">The entry.</typeparam>
internal sealed class ExternalSorter<T> : IAsyncDisposable where T : unmanaged
{
    private const int MinBlockBytes = 1 << 12;
    private readonly Func<Stream> _openScratch;
    private readonly int _blockBytes, _maxRuns;
    private readonly List<EntryReader<T>> _runs = [];
    private EntryBuffer<T>? _buffer;
    private RunMerger<T>? _merger;
    private int _filled, _given;

    /// <summary>A sorter without entries.</summary>
    /// <param name="memoryBytes">All memory it may hold, in bytes; less than 64 KiB is taken as 64 KiB. What is not used is not taken.</param>
    /// <param name="openScratch">Opens a new file of its own that can be written, sought and read, and is gone when it is closed: <c>ITaskContext.OpenScratch</c>.</param>
    internal ExternalSorter(long memoryBytes, Func<Stream> openScratch)
    {
        _openScratch = openScratch;
        var memory = Math.Max(memoryBytes, 1 << 16);
        _blockBytes = (int)Math.Clamp(memory / 16, MinBlockBytes, EntryFormat.BlockBytes);
        // While runs are merged there is a block for each, one to write and one to read into; while they are made, one to write.
        _maxRuns = (int)Math.Clamp(memory / _blockBytes - 2, 2, 1024);
        _buffer = new((int)Math.Clamp((memory - _blockBytes) / Unsafe.SizeOf<T>(), 16, Array.MaxLength));
    }

    /// <summary>Entries added so far.</summary>
    internal long Count { get; private set; }

    /// <summary>Whether memory did not suffice so far.</summary>
    internal bool HasSpilled => _runs.Count > 0;

    /// <summary>Adds an entry.</summary>
    /// <exception cref="FaultException">A scratch file cannot be written.</exception>
    internal ValueTask AddAsync(T entry, CancellationToken cancellation)
    {
        if (_filled == Room().Capacity) return SpillAndAddAsync(entry, cancellation);
        _buffer!.GetSpan()[_filled++] = entry;
        Count++;
        return ValueTask.CompletedTask;
    }

    /// <summary>Adds entries.</summary>
    /// <exception cref="FaultException">A scratch file cannot be written.</exception>
    internal async ValueTask AddAsync(ReadOnlyMemory<T> entries, CancellationToken cancellation)
    {
        while (entries.Length > 0)
        {
            if (_filled == Room().Capacity) await SpillAsync(cancellation);
            var some = Math.Min(entries.Length, _buffer!.Capacity - _filled);
            entries.Span[..some].CopyTo(_buffer.GetSpan()[_filled..]);
            (_filled, Count) = (_filled + some, Count + some);
            entries = entries[some..];
        }
    }

    /// <summary>Ends the adding.</summary>
    /// <exception cref="FaultException">A scratch file cannot be written, or was damaged meanwhile.</exception>
    internal async ValueTask SortAsync(CancellationToken cancellation)
    {
        if (_runs.Count == 0)
        {
            RadixSort.Sort(Room().GetSpan()[.._filled]);
            return;
        }

        await SpillAsync(cancellation);
        Free();
        while (_runs.Count > _maxRuns) await MergeSomeAsync(cancellation);
        _merger = await RunMerger<T>.OpenAsync(_runs, cancellation);
    }

    /// <summary>Fills the destination from its start with the next entries in order and gives how many; 0 at the end.</summary>
    /// <exception cref="FaultException">A scratch file was damaged meanwhile.</exception>
    internal ValueTask<int> ReadAsync(Memory<T> destination, CancellationToken cancellation)
    {
        if (_merger is not null) return _merger.ReadAsync(destination, cancellation);
        var some = Math.Min(destination.Length, _filled - _given);
        Room().GetSpan().Slice(_given, some).CopyTo(destination.Span);
        _given += some;
        return ValueTask.FromResult(some);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Free();
        foreach (var run in _runs) await run.DisposeAsync();
        _runs.Clear();
    }

    private EntryBuffer<T> Room() => _buffer ?? throw new InvalidOperationException("the sorter takes and gives no entries any more");

    private void Free()
    {
        ((IDisposable?)_buffer)?.Dispose();
        _buffer = null;
    }

    private async ValueTask SpillAndAddAsync(T entry, CancellationToken cancellation)
    {
        await SpillAsync(cancellation);
        await AddAsync(entry, cancellation);
    }

    private async ValueTask SpillAsync(CancellationToken cancellation)
    {
        var entries = Room().Memory[.._filled];
        RadixSort.Sort(entries.Span);
        _runs.Add(await WriteRunAsync(writer => writer.WriteAsync(entries, cancellation), cancellation));
        _filled = 0;
    }

    // The oldest runs become one, the newest.
    private async ValueTask MergeSomeAsync(CancellationToken cancellation)
    {
        var some = _runs.GetRange(0, _maxRuns);
        await using (var merger = await RunMerger<T>.OpenAsync(some, cancellation))
        {
            var merged = new T[EntryFormat.BlockEntries<T>(_blockBytes)];
            _runs.Add(await WriteRunAsync(async writer =>
            {
                while (await merger.ReadAsync(merged, cancellation) is var read and > 0) await writer.WriteAsync(merged.AsMemory(0, read), cancellation);
            }, cancellation));
        }

        _runs.RemoveRange(0, some.Count);
    }

    private ValueTask<EntryReader<T>> WriteRunAsync(Func<EntryWriter<T>, ValueTask> write, CancellationToken cancellation) =>
        ScratchRun.WriteAsync(_openScratch, _blockBytes, write, cancellation);
}
