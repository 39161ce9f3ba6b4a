using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>
/// The weights of the n-grams of one order: every number from 0 up comes once, in any order, and they are taken in the order of the numbers. Each goes straight to its place;
/// what memory has no room for goes to the disk by stretches of numbers, and to its place when its stretch is the next.
/// </summary>
internal sealed class WeightTable : IAsyncDisposable
{
    private const int BlockBytes = 1 << 12, MaxStretches = 256;
    private readonly EntryBuffer<ulong> _places;
    private readonly long _count;
    private readonly Stream[] _streams; // of the stretches behind the first
    private readonly EntryWriter<WeightEntry>[] _writers;
    private long _next, _end;

    /// <summary>A table of so many, in so much memory.</summary>
    internal WeightTable(long count, long memoryBytes, Func<Stream> openScratch)
    {
        _count = count;
        // A stretch on the disk has a block in memory and an open file while it is written; where these would be too many, stretches are longer than memory has room for.
        var places = Math.Max(memoryBytes / sizeof(ulong), 1 << 13);
        var stretches = Math.Min((count + places - 1) / places, Math.Clamp(memoryBytes / 2 / BlockBytes, 1, MaxStretches));
        Stretch = Math.Max(1, stretches == 0 ? 0 : (count + stretches - 1) / stretches);
        _places = new EntryBuffer<ulong>((int)Math.Min(Stretch, Array.MaxLength));
        _streams = [.. Enumerable.Range(1, (int)Math.Max(0, stretches - 1)).Select(_ => openScratch())];
        _writers = [.. _streams.Select(s => new EntryWriter<WeightEntry>(s, BlockBytes))];
        _end = Math.Min(Stretch, count);
    }

    /// <summary>Numbers that are in memory at once.</summary>
    internal long Stretch { get; }

    /// <summary>Puts weights at their places.</summary>
    internal async ValueTask AddAsync(ReadOnlyMemory<WeightEntry> entries, CancellationToken cancellation)
    {
        if (_streams.Length == 0)
        {
            Place(entries.Span, 0);
            return;
        }

        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries.Span[i];
            var stretch = (long)entry.Number / Stretch;
            if (stretch == 0) _places.GetSpan()[(int)entry.Number] = entry.Weights;
            else await _writers[stretch - 1].WriteAsync(entry, cancellation);
        }
    }

    /// <summary>Ends the adding.</summary>
    internal async ValueTask CompleteAsync(CancellationToken cancellation)
    {
        foreach (var writer in _writers) await writer.CompleteAsync(cancellation);
    }

    /// <summary>Fills the destination with the next weights, and gives how many; 0 at the end.</summary>
    internal async ValueTask<int> ReadAsync(Memory<ulong> destination, CancellationToken cancellation)
    {
        if (_next == _end && _end < _count) await LoadAsync(cancellation);
        var some = (int)Math.Min(destination.Length, _end - _next);
        _places.GetSpan().Slice((int)(_next % Stretch), some).CopyTo(destination.Span);
        _next += some;
        return some;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        ((IDisposable)_places).Dispose();
        foreach (var stream in _streams) await stream.DisposeAsync();
    }

    private async ValueTask LoadAsync(CancellationToken cancellation)
    {
        await using var reader = await EntryReader<WeightEntry>.OpenAsync(_streams[_next / Stretch - 1], ScratchRun.Damaged, cancellation);
        while (await reader.NextBlockAsync(cancellation)) Place(reader.Block.Span, (ulong)_next);
        _end = Math.Min(_next + Stretch, _count);
    }

    private void Place(ReadOnlySpan<WeightEntry> entries, ulong from)
    {
        var places = _places.GetSpan();
        foreach (ref readonly var entry in entries) places[(int)(entry.Number - from)] = entry.Weights;
    }
}
