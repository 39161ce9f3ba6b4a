using System.Runtime.InteropServices;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Substrings;

/// <summary>Reads the runs of a section of a file of runs. Holds two blocks of the file.</summary>
/// <param name="words">The file, at the section.</param>
/// <param name="window">Symbols of a window.</param>
/// <param name="symbolBytes">Bytes of a symbol.</param>
internal sealed class RunReader(EntryReader<ulong> words, int window, int symbolBytes)
{
    private ulong[] _held = [];
    private int _at, _end;

    /// <summary>Reads the next block, whose runs <see cref="TryRead"/> gives; false at the end.</summary>
    /// <exception cref="InvalidDataException">The section ends inside of a run.</exception>
    internal async ValueTask<bool> NextBlockAsync(CancellationToken cancellation)
    {
        var left = _end - _at;
        if (!await words.NextBlockAsync(cancellation))
            return left == 0 ? false : throw new InvalidDataException("a file of runs ends inside of a run");
        if (_held.Length < left + words.Block.Length)
        {
            var larger = new ulong[left + words.Block.Length];
            _held.AsSpan(_at, left).CopyTo(larger);
            _held = larger;
        }
        else
        {
            _held.AsSpan(_at, left).CopyTo(_held);
        }

        words.Block.Span.CopyTo(_held.AsSpan(left));
        (_at, _end) = (0, left + words.Block.Length);
        return true;
    }

    /// <summary>The next run of the block with its symbols, valid until the next block; false when the rest of it is in the next block.</summary>
    internal bool TryRead(out RunHeader header, out ReadOnlySpan<byte> symbols)
    {
        var some = _held.AsSpan(_at, _end - _at);
        header = default;
        symbols = default;
        if (some.Length < RunHeader.Words) return false;
        header = new RunHeader(some[0], some[1], some[2], some[3], some[4]);
        var bytes = (header.Count + window - 1) * symbolBytes;
        var length = RunHeader.Words + (bytes + sizeof(ulong) - 1) / sizeof(ulong);
        if (some.Length < length) return false;
        symbols = MemoryMarshal.AsBytes(some[RunHeader.Words..length])[..bytes];
        _at += length;
        return true;
    }
}
