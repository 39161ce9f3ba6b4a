using System.Buffers;
using System.Runtime.InteropServices;

namespace DataPipe.Curation.Sorting;

/// <summary>An array of entries that streams read into and write from as bytes, without a copy.</summary>
internal sealed class EntryBlock<T> where T : unmanaged
{
    /// <summary>A block of so many entries, uncleared.</summary>
    internal EntryBlock(int entries)
    {
        Entries = GC.AllocateUninitializedArray<T>(entries);
        Bytes = new ByteView(Entries).Memory;
    }

    /// <summary>The entries.</summary>
    internal T[] Entries { get; }

    /// <summary>The same memory.</summary>
    internal Memory<byte> Bytes { get; }

    private sealed class ByteView(T[] entries) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(entries.AsSpan());

        public override unsafe MemoryHandle Pin(int elementIndex = 0)
        {
            var handle = GCHandle.Alloc(entries, GCHandleType.Pinned);
            return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + elementIndex, handle, this);
        }

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
