using System.Runtime.InteropServices;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Signing;

/// <summary>Reads ids that <see cref="IdWriter"/> wrote, one after the other or from any place.</summary>
internal sealed class IdReader(EntryReader<ulong> words) : IAsyncDisposable
{
    private ulong[] _id = new ulong[32];
    private ReadOnlyMemory<ulong> _block;
    private int _at; // in the block

    /// <summary>The id that comes next, as UTF-8, valid until the next call; null at the end.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellation)
    {
        if (_at == _block.Length && !await LoadAsync(cancellation)) return null;
        var bytes = (int)_block.Span[_at++];
        var count = (bytes + 7) / 8;
        if (_id.Length < count) _id = new ulong[count];
        for (var filled = 0; filled < count;)
        {
            if (_at == _block.Length && !await LoadAsync(cancellation)) throw new InvalidDataException("an id is cut short");
            var some = Math.Min(count - filled, _block.Length - _at);
            _block.Span.Slice(_at, some).CopyTo(_id.AsSpan(filled));
            (_at, filled) = (_at + some, filled + some);
        }

        return Bytes(bytes);
    }

    /// <summary>Passes over ids.</summary>
    internal async ValueTask SkipAsync(long ids, CancellationToken cancellation)
    {
        for (; ids > 0; ids--)
        {
            if (_at == _block.Length && !await LoadAsync(cancellation)) return;
            for (var left = ((long)_block.Span[_at++] + 7) / 8; left > 0;)
            {
                if (_at == _block.Length && !await LoadAsync(cancellation)) return;
                var some = (int)Math.Min(left, _block.Length - _at);
                (_at, left) = (_at + some, left - some);
            }
        }
    }

    /// <summary>The id at a place.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>> AtAsync(long place, CancellationToken cancellation)
    {
        if (place >= words.BlockStart && place < words.BlockStart + _block.Length)
        {
            _at = (int)(place - words.BlockStart);
        }
        else
        {
            words.Select(place, words.Count - place);
            (_block, _at) = (default, 0);
        }

        return await NextAsync(cancellation) ?? throw new InvalidDataException("there is no id at this place");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => words.DisposeAsync();

    private async ValueTask<bool> LoadAsync(CancellationToken cancellation)
    {
        var any = await words.NextBlockAsync(cancellation);
        (_block, _at) = (words.Block, 0);
        return any;
    }

    private ReadOnlyMemory<byte> Bytes(int bytes) => MemoryMarshal.AsBytes(_id.AsSpan()).Slice(0, bytes).ToArray();
}
