namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>Sorted entries whose last word is a count: those of the same n-gram become one.</summary>
internal sealed class CombinedCounts<T>(Func<Memory<T>, CancellationToken, ValueTask<int>> read) where T : unmanaged
{
    private readonly T[] _read = new T[1 << 13];
    private readonly T[] _combined = new T[(1 << 13) + 1];
    private T _open;
    private bool _any, _ended;

    /// <summary>Some of them; valid until the next call, empty at the end.</summary>
    internal async ValueTask<ReadOnlyMemory<T>> ReadAsync(CancellationToken cancellation)
    {
        while (!_ended)
        {
            var count = await read(_read, cancellation);
            _ended = count == 0;
            var combined = Combine(count);
            if (combined > 0) return _combined.AsMemory(0, combined);
        }

        return default;
    }

    private int Combine(int count)
    {
        var filled = 0;
        for (var i = 0; i < count; i++)
        {
            var next = NgramEntry.WordsOf(ref _read[i]);
            var open = NgramEntry.WordsOf(ref _open);
            if (_any && next[..^1].SequenceEqual(open[..^1]))
            {
                open[^1] += next[^1];
                continue;
            }

            if (_any) _combined[filled++] = _open;
            (_any, _open) = (true, _read[i]);
        }

        if (!_ended || !_any) return filled;
        _any = false;
        _combined[filled++] = _open;
        return filled;
    }
}
