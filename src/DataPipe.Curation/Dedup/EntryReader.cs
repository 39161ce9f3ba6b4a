using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataPipe.Curation.Dedup;

/// <summary>Reads the entries of an intermediate file in order.</summary>
internal sealed class EntryReader<T>(Stream stream, long count) : IAsyncDisposable where T : unmanaged
{
    private const int BufferBytes = 1 << 18;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private long _left = count;
    private bool _disposed;

    /// <summary>All entries of the file.</summary>
    internal long Count { get; } = count;

    /// <summary>Fills the destination from its start with the next entries and gives how many; 0 at the end.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter than its header says.</exception>
    internal async ValueTask<int> ReadAsync(Memory<T> destination, CancellationToken cancellation)
    {
        var wanted = (int)Math.Min(destination.Length, _left);
        var perBuffer = BufferBytes / Unsafe.SizeOf<T>();
        for (var at = 0; at < wanted;)
        {
            var entries = Math.Min(perBuffer, wanted - at);
            var bytes = _buffer.AsMemory(0, entries * Unsafe.SizeOf<T>());
            await stream.ReadExactlyAsync(bytes, cancellation);
            MemoryMarshal.Cast<byte, T>(bytes.Span).CopyTo(destination.Span[at..]);
            at += entries;
        }

        _left -= wanted;
        return wanted;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        ArrayPool<byte>.Shared.Return(_buffer);
        await stream.DisposeAsync();
    }
}
