using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DataPipe.Curation.Sorting;

/// <summary>Writes entries of a fixed size to a stream in checksummed blocks, in sections that a reader finds again by number. Holds one block in memory.</summary>
internal sealed class EntryWriter<T> where T : unmanaged
{
    private readonly Stream _stream;
    private readonly int _blockEntries;
    private readonly EntryBlock<T> _block;
    private readonly List<long> _sections = [];
    private int _filled;
    private long _blocks;

    /// <summary>A writer to the start of a stream, which stays the caller's.</summary>
    internal EntryWriter(Stream stream, int blockBytes = EntryFormat.BlockBytes)
    {
        _stream = stream;
        _blockEntries = EntryFormat.BlockEntries<T>(blockBytes);
        // The checksum stands right behind the entries, so that a block is one call.
        _block = new EntryBlock<T>(_blockEntries + (EntryFormat.ChecksumBytes + Unsafe.SizeOf<T>() - 1) / Unsafe.SizeOf<T>());
    }

    /// <summary>Entries written so far.</summary>
    internal long Count => _blocks * _blockEntries + _filled;

    /// <summary>Begins the next section with the next entry; a section may be empty, and without any call there are none.</summary>
    internal void BeginSection() => _sections.Add(Count);

    /// <summary>Appends an entry.</summary>
    internal ValueTask WriteAsync(T entry, CancellationToken cancellation)
    {
        _block.Entries[_filled++] = entry;
        return _filled < _blockEntries ? ValueTask.CompletedTask : WriteBlockAsync(cancellation);
    }

    /// <summary>Appends entries.</summary>
    internal async ValueTask WriteAsync(ReadOnlyMemory<T> entries, CancellationToken cancellation)
    {
        while (entries.Length > 0)
        {
            var some = Math.Min(entries.Length, _blockEntries - _filled);
            entries.Span[..some].CopyTo(_block.Entries.AsSpan(_filled));
            _filled += some;
            entries = entries[some..];
            if (_filled == _blockEntries) await WriteBlockAsync(cancellation);
        }
    }

    /// <summary>Writes what is left and the trailer: the file is whole then.</summary>
    internal async ValueTask CompleteAsync(CancellationToken cancellation)
    {
        var count = Count;
        if (_filled > 0 || _blocks == 0) await WriteBlockAsync(cancellation);
        await _stream.WriteAsync(EntryFormat.Trailer(_sections, count), cancellation);
        await _stream.FlushAsync(cancellation);
    }

    private async ValueTask WriteBlockAsync(CancellationToken cancellation)
    {
        if (_blocks == 0) await _stream.WriteAsync(EntryFormat.Header<T>(_blockEntries), cancellation);
        if (_filled == 0) return;
        var bytes = _filled * Unsafe.SizeOf<T>();
        var checksum = EntryFormat.BlockChecksum(_block.Bytes.Span[..bytes], _blocks);
        BinaryPrimitives.WriteUInt64LittleEndian(_block.Bytes.Span[bytes..], checksum);
        await _stream.WriteAsync(_block.Bytes[..(bytes + EntryFormat.ChecksumBytes)], cancellation);
        _blocks++;
        _filled = 0;
    }
}
