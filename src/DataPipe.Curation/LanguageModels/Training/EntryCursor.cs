using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>Walks entries one by one.</summary>
internal sealed class EntryCursor<T> where T : unmanaged
{
    private readonly Func<CancellationToken, ValueTask<ReadOnlyMemory<T>>> _next;
    private ReadOnlyMemory<T> _block;
    private int _at = -1;

    private EntryCursor(Func<CancellationToken, ValueTask<ReadOnlyMemory<T>>> next) => _next = next;

    /// <summary>The entry.</summary>
    internal T Current { get; private set; }

    /// <summary>Whether it went past the last entry.</summary>
    internal bool IsEnded { get; private set; }

    /// <summary>Along what a sorter sorted.</summary>
    internal static EntryCursor<T> Of(ExternalSorter<T> sorted)
    {
        var buffer = new T[1 << 13];
        return new(async cancellation => buffer.AsMemory(0, await sorted.ReadAsync(buffer, cancellation)));
    }

    /// <summary>Along a file, from its first entry.</summary>
    internal static EntryCursor<T> Of(EntryReader<T> file)
    {
        file.Select(0, file.Count);
        return new(async cancellation => await file.NextBlockAsync(cancellation) ? file.Block : default);
    }

    /// <summary>Steps to the next entry where it has been read already.</summary>
    internal bool TryMove()
    {
        if (_at + 1 >= _block.Length) return false;
        Current = _block.Span[++_at];
        return true;
    }

    /// <summary>Steps to the next entry; false at the end.</summary>
    internal ValueTask<bool> MoveAsync(CancellationToken cancellation)
    {
        if (++_at < _block.Length)
        {
            Current = _block.Span[_at];
            return ValueTask.FromResult(true);
        }

        return LoadAsync(cancellation);
    }

    private async ValueTask<bool> LoadAsync(CancellationToken cancellation)
    {
        _block = await _next(cancellation);
        _at = 0;
        IsEnded = _block.IsEmpty;
        if (IsEnded) return false;
        Current = _block.Span[0];
        return true;
    }
}
