using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using DataPipe.Core.Faults;

namespace DataPipe.Curation.Sorting;

/// <summary>Reads what <see cref="EntryWriter{T}"/> wrote, block by block, and gives out no entry whose checksum it has not verified. Holds one block in memory.</summary>
internal sealed class EntryReader<T> : IAsyncDisposable where T : unmanaged
{
    private readonly Stream _stream;
    private readonly Func<FaultException> _damaged;
    private readonly int _blockEntries;
    private readonly long[] _sections; // the first entry of each, and behind them the number of all entries
    private EntryBlock<T>? _block;
    private long _next; // the block that comes next
    private long _skip, _left; // entries of the next block to pass over, entries to give out

    private EntryReader(Stream stream, Func<FaultException> damaged, int blockEntries, long[] sections)
    {
        (_stream, _damaged, _blockEntries, _sections) = (stream, damaged, blockEntries, sections);
        Count = _left = sections[^1];
    }

    /// <summary>Entries of the file.</summary>
    internal long Count { get; }

    /// <summary>Sections of the file.</summary>
    internal int Sections => _sections.Length - 1;

    /// <summary>The entries that <see cref="NextBlockAsync"/> read; of one block, in file order.</summary>
    internal ReadOnlyMemory<T> Block { get; private set; }

    /// <summary>The number of the first entry of <see cref="Block"/>.</summary>
    internal long BlockStart { get; private set; }

    /// <summary>Opens a file at its first entry.</summary>
    /// <param name="stream">The file, which the reader closes.</param>
    /// <param name="damaged">Gives what is thrown where the file is not what a writer of such entries wrote.</param>
    /// <param name="cancellation">Ends the reading.</param>
    internal static async ValueTask<EntryReader<T>> OpenAsync(Stream stream, Func<FaultException> damaged, CancellationToken cancellation)
    {
        try
        {
            var header = new byte[EntryFormat.HeaderBytes];
            stream.Position = 0;
            await stream.ReadExactlyAsync(header, cancellation);
            var blockEntries = EntryFormat.BlockEntries<T>(header);
            if (blockEntries == 0) throw damaged();
            return new EntryReader<T>(stream, damaged, blockEntries, await TrailerAsync(stream, blockEntries, damaged, cancellation));
        }
        catch (Exception failure)
        {
            await stream.DisposeAsync();
            if (failure is EndOfStreamException) throw damaged();
            throw;
        }
    }

    /// <summary>Goes to sections that follow one another: what is read next is their entries and no others.</summary>
    internal void Select(int section, int sections = 1) => Select(_sections[section], _sections[section + sections] - _sections[section]);

    /// <summary>Goes to so many entries from one on, of which there are as many: what is read next is these and no others.</summary>
    internal void Select(long first, long count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, Count);
        _next = first / _blockEntries;
        _skip = first % _blockEntries;
        _left = count;
        _stream.Position = EntryFormat.BlockOffset<T>(_blockEntries, _next);
        Block = default;
    }

    /// <summary>Reads the next <see cref="Block"/>; false at the end.</summary>
    /// <exception cref="FaultException">It is damaged.</exception>
    internal async ValueTask<bool> NextBlockAsync(CancellationToken cancellation)
    {
        if (_left == 0)
        {
            Block = default;
            return false;
        }

        if (_next == 0) _stream.Position = EntryFormat.HeaderBytes;
        var entries = (int)Math.Min(_blockEntries, Count - _next * _blockEntries);
        _block ??= new EntryBlock<T>((int)Math.Min(_blockEntries, Count) + (EntryFormat.ChecksumBytes + Unsafe.SizeOf<T>() - 1) / Unsafe.SizeOf<T>());
        var bytes = entries * Unsafe.SizeOf<T>();
        try
        {
            await _stream.ReadExactlyAsync(_block.Bytes[..(bytes + EntryFormat.ChecksumBytes)], cancellation);
        }
        catch (EndOfStreamException)
        {
            throw _damaged();
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(_block.Bytes.Span[bytes..]) != EntryFormat.BlockChecksum(_block.Bytes.Span[..bytes], _next)) throw _damaged();
        var given = (int)Math.Min(entries - _skip, _left);
        Block = _block.Entries.AsMemory((int)_skip, given);
        BlockStart = _next * _blockEntries + _skip;
        (_skip, _left) = (0, _left - given);
        _next++;
        return true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async ValueTask<long[]> TrailerAsync(Stream stream, int blockEntries, Func<FaultException> damaged, CancellationToken cancellation)
    {
        var end = stream.Length;
        var tail = new byte[EntryFormat.TrailerBytes(0)];
        stream.Position = Math.Max(0, end - tail.Length);
        await stream.ReadExactlyAsync(tail, cancellation);
        var (sections, count) = (EntryFormat.Read(tail, 0), EntryFormat.Read(tail, 1));
        // The file's size says whether both can be true before anything is made of them.
        if (sections > int.MaxValue / 16 || count > (ulong)end || EntryFormat.FileBytes<T>(blockEntries, (long)count, (int)sections) != end) throw damaged();
        var trailer = new byte[EntryFormat.TrailerBytes((int)sections)];
        stream.Position = end - trailer.Length;
        await stream.ReadExactlyAsync(trailer, cancellation);
        if (!EntryFormat.IsTrailer(trailer)) throw damaged();
        var starts = new long[sections + 1];
        for (var i = 0; i < starts.Length - 1; i++) starts[i] = (long)EntryFormat.Read(trailer, i);
        starts[^1] = (long)count;
        stream.Position = EntryFormat.HeaderBytes;
        return starts;
    }
}
