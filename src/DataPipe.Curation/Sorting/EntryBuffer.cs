using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataPipe.Curation.Sorting;

/// <summary>Room for so many entries outside of the collected heap: pages that nobody wrote to take no memory, and all of it goes back to the system at once when it is disposed of.</summary>
internal sealed unsafe class EntryBuffer<T>(int capacity) : MemoryManager<T> where T : unmanaged
{
    private T* _entries = (T*)NativeMemory.Alloc((nuint)capacity, (nuint)Unsafe.SizeOf<T>());

    /// <summary>Entries it has room for.</summary>
    internal int Capacity { get; } = capacity;

    /// <inheritdoc/>
    public override Span<T> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_entries is null, this);
        return new(_entries, Capacity);
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_entries + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(_entries);
        _entries = null;
    }
}
