using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DataPipe.Text.Words;

/// <summary>
/// Remembers how short chunks, what lies between ASCII whitespace, were cut into words: language has few that are frequent, and to look one up costs a fraction of cutting it.
/// A table of fixed size in which a chunk takes the place of another; what it holds never shows in a result.
/// </summary>
internal sealed class ChunkMemory
{
    /// <summary>The longest chunk that is remembered, in bytes.</summary>
    internal const int MaxChunkBytes = 31;

    /// <summary>The most words of a chunk that is remembered.</summary>
    internal const int MaxWords = 8;

    private const int SlotBits = 13;
    private readonly Vector256<byte>[] _keys = new Vector256<byte>[1 << SlotBits];
    private readonly byte[] _counts = new byte[1 << SlotBits]; // 0: nothing is remembered here
    private readonly ChunkWord[] _words = new ChunkWord[MaxWords << SlotBits];

    /// <summary>The chunk that the first bytes of a block are, ended by a blank that no chunk holds, so that chunks that end with NULs differ; the rest is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<byte> Key(Vector256<byte> block, int bytes)
    {
        var inside = Vector256.LessThan(Vector256<byte>.Indices, Vector256.Create((byte)bytes));
        var end = Vector256.Equals(Vector256<byte>.Indices, Vector256.Create((byte)bytes));
        return (block & inside) | (end & Vector256.Create((byte)' '));
    }

    /// <summary>The place of a chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int SlotOf(Vector256<byte> key)
    {
        var lanes = key.AsUInt64();
        var hash = (lanes.GetElement(0) * 0x9E3779B97F4A7C15) ^ (lanes.GetElement(1) * 0xC2B2AE3D27D4EB4F) ^ ((lanes.GetElement(2) + lanes.GetElement(3)) * 0x165667B19E3779F9);
        return (int)((hash ^ (hash >> 29)) * 0xD6E8FEB86659FD93 >> (64 - SlotBits));
    }

    /// <summary>The words of a chunk; empty when it is not remembered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<ChunkWord> Find(Vector256<byte> key, int slot) => _keys[slot] == key ? _words.AsSpan(slot * MaxWords, _counts[slot]) : default;

    /// <summary>Remembers the words of a chunk, at least one and at most <see cref="MaxWords"/>.</summary>
    internal void Keep(Vector256<byte> key, int slot, ReadOnlySpan<ChunkWord> words)
    {
        _keys[slot] = key;
        _counts[slot] = (byte)words.Length;
        words.CopyTo(_words.AsSpan(slot * MaxWords));
    }

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        _keys.AsSpan().Clear();
        _counts.AsSpan().Clear();
    }
}
