namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>Entries on their way to a sorter or a file, so that what makes them need not wait at each. Reused; grows to the most that was added between two flushes.</summary>
internal sealed class EntryBatch<T>(Func<Memory<T>, CancellationToken, ValueTask> take) where T : unmanaged
{
    private T[] _entries = new T[1 << 13];
    private int _filled;

    /// <summary>Whether there is enough to be worth giving away.</summary>
    internal bool IsLarge => _filled >= 1 << 12;

    internal void Add(T entry)
    {
        if (_filled == _entries.Length) Array.Resize(ref _entries, 2 * _filled);
        _entries[_filled++] = entry;
    }

    /// <summary>Gives away what was added here, where it is enough to be worth it or the end.</summary>
    internal async ValueTask FlushAsync(bool isEnd, CancellationToken cancellation)
    {
        if (!isEnd && !IsLarge) return;
        await take(_entries.AsMemory(0, _filled), cancellation);
        _filled = 0;
    }
}
