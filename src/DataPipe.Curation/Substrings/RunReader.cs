using System.Runtime.InteropServices;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Substrings;

/// <summary>Reads the runs of a section of a file of runs.</summary>
/// <param name="file">The file, at the section.</param>
/// <param name="window">Symbols of a window.</param>
/// <param name="symbolBytes">Bytes of a symbol.</param>
internal sealed class RunReader(EntryReader<ulong> file, int window, int symbolBytes)
{
    private readonly WordReader _words = new(file);

    /// <summary>Reads the next block, whose runs <see cref="TryRead"/> gives; false at the end.</summary>
    /// <exception cref="InvalidDataException">The section ends inside of a run.</exception>
    internal ValueTask<bool> NextBlockAsync(CancellationToken cancellation) => _words.NextBlockAsync(cancellation);

    /// <summary>The next run of the block with its symbols, valid until the next block; false when the rest of it is in the next block.</summary>
    internal bool TryRead(out RunHeader header, out ReadOnlySpan<byte> symbols)
    {
        var held = _words.Held;
        header = default;
        symbols = default;
        if (held.Length < RunHeader.Words) return false;
        header = new RunHeader(held[0], held[1], held[2], held[3], held[4]);
        var bytes = (header.Count + window - 1) * symbolBytes;
        var length = RunHeader.Words + (bytes + sizeof(ulong) - 1) / sizeof(ulong);
        if (held.Length < length) return false;
        symbols = MemoryMarshal.AsBytes(held[RunHeader.Words..length])[..bytes];
        _words.Take(length);
        return true;
    }
}
