using System.Numerics;
using System.Runtime.CompilerServices;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Statistics;

/// <summary>Counts the pairs of neighbouring words of a text in a table without keys: no pair came more often than its count, and but for collisions it came that often. Tells cheaply what cannot be frequent.</summary>
internal sealed class PairScreen
{
    private const int SlotsPerPair = 4;
    private const int MaxSlots = 1 << 22; // beyond that more collisions cost less than more memory
    private ushort[] _counts = new ushort[1024];
    private int _shift = 64;
    private uint _pairs;

    /// <summary>Empties the screen for so many pairs.</summary>
    internal void Reset(int expected)
    {
        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(expected, 16)) + BitOperations.Log2(SlotsPerPair), 6, BitOperations.Log2(MaxSlots));
        if (_counts.Length < 1 << bits) _counts = new ushort[1 << bits];
        else _counts.AsSpan(0, 1 << bits).Clear();
        (_shift, _pairs) = (64 - bits, (uint)expected);
    }

    /// <summary>Counts a pair by its bytes; gives as often as it may have come so far at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Add(ref byte joined, int at, int bytes)
    {
        ref var count = ref _counts[Place(ref joined, at, bytes)];
        if (count < ushort.MaxValue) count++;
        return AtMost(count);
    }

    /// <summary>As often as a pair may have been counted at most.</summary>
    internal uint Most(ref byte joined, int at, int bytes) => AtMost(_counts[Place(ref joined, at, bytes)]);

    // A place that counts no further may stand for all.
    private uint AtMost(uint counted) => counted == ushort.MaxValue ? Math.Max(_pairs, counted) : counted;

    // By its length and its first and last eight bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Place(ref byte joined, int at, int bytes)
    {
        var (first, last) = WordRuns.Ends(ref joined, at, bytes);
        return (int)(SecretMix.Of(((first * Mix64.Golden) ^ last) + ((ulong)bytes << 56)) >> _shift);
    }
}
