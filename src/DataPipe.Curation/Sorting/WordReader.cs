namespace DataPipe.Curation.Sorting;

/// <summary>Reads what is several words long from a file of words, whose blocks end anywhere. Holds two blocks of the file.</summary>
internal sealed class WordReader(EntryReader<ulong> words)
{
    private ulong[] _held = [];
    private int _at, _end;

    /// <summary>The words that were read and not taken yet.</summary>
    internal ReadOnlySpan<ulong> Held => _held.AsSpan(_at, _end - _at);

    /// <summary>Takes so many words away from the front of <see cref="Held"/>; they stay valid until the next block.</summary>
    internal void Take(int count) => _at += count;

    /// <summary>Puts the next block behind what is held; false at the end.</summary>
    /// <exception cref="InvalidDataException">It ends with words that nobody took.</exception>
    internal async ValueTask<bool> NextBlockAsync(CancellationToken cancellation)
    {
        var left = _end - _at;
        if (!await words.NextBlockAsync(cancellation))
            return left == 0 ? false : throw new InvalidDataException("an intermediate file ends inside of a record");
        var held = _held.Length >= left + words.Block.Length ? _held : new ulong[left + words.Block.Length];
        _held.AsSpan(_at, left).CopyTo(held);
        words.Block.Span.CopyTo(held.AsSpan(left));
        (_held, _at, _end) = (held, 0, left + words.Block.Length);
        return true;
    }
}
