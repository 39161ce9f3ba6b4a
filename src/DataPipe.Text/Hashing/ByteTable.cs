using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace DataPipe.Text.Hashing;

/// <summary>An immutable set of short byte strings that gives each its place, found by span without allocation.</summary>
internal sealed class ByteTable
{
    private readonly byte[][] _entries;
    private readonly int[] _slots;
    private readonly ulong[] _shapes = new ulong[1024];

    /// <summary>Builds the table of <paramref name="entries"/>, at least one; the last of equal entries wins.</summary>
    internal ByteTable(IReadOnlyList<string> entries)
    {
        _entries = new byte[entries.Count][];
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)entries.Count * 4)];
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = _entries[i] = Encoding.UTF8.GetBytes(entries[i]);
            MaxBytes = Math.Max(MaxBytes, entry.Length);
            var shape = Shape(entry);
            _shapes[shape >> 6] |= 1UL << (int)shape;
            var slot = (int)FoldHash.Of(entry) & (_slots.Length - 1);
            while (_slots[slot] != 0 && !_entries[_slots[slot] - 1].AsSpan().SequenceEqual(entry)) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = i + 1;
        }
    }

    /// <summary>The length of the longest entry, in bytes.</summary>
    internal int MaxBytes { get; }

    /// <summary>The place of <paramref name="bytes"/> in the list the table was built from, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes.Length > MaxBytes) return -1;
        var shape = Shape(bytes); // three bytes and the length: refuses nearly every stranger before it is hashed
        return (_shapes[shape >> 6] & (1UL << (int)shape)) == 0 ? -1 : Probe(bytes);
    }

    private int Probe(ReadOnlySpan<byte> bytes)
    {
        var slot = (int)FoldHash.Of(bytes) & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
            if (bytes.SequenceEqual(_entries[_slots[slot] - 1])) return _slots[slot] - 1;
        return -1;
    }

    /// <summary>Whether <paramref name="bytes"/> is an entry.</summary>
    internal bool Contains(ReadOnlySpan<byte> bytes) => Find(bytes) >= 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Shape(ReadOnlySpan<byte> bytes) => (bytes[0] | ((uint)bytes[^1] << 8) | ((uint)bytes[bytes.Length / 2] << 16) | ((uint)bytes.Length << 24)) * 0x9E3779B1 >> 16;
}
