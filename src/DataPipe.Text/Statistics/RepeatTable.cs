using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataPipe.Text.Statistics;

/// <summary>Finds which of many hashes come more than once, by the lower half of each, and the first position of each. What comes once is told as a repeat only when such halves collide, or when there are millions.</summary>
internal sealed class RepeatTable
{
    private const int MaxSlots = 1 << 22; // beyond that more collisions cost less than more memory
    private const ulong Tag = 0xFFFFFFFF_00000000;
    private ulong[] _slots = new ulong[1024]; // the tag, then the position and one; 0 is free
    private int _shift, _mask;
    private ulong _compared;

    /// <summary>Empties the table for at most so many hashes.</summary>
    internal void Reset(int expected)
    {
        var bits = Math.Min(BitOperations.Log2((uint)Math.Max(expected, 16)) + 2, BitOperations.Log2(MaxSlots));
        if (_slots.Length < 1 << bits) _slots = new ulong[1 << bits];
        else _slots.AsSpan(0, 1 << bits).Clear();
        (_shift, _mask) = (64 - bits, (1 << bits) - 1);
        _compared = expected <= MaxSlots / 2 ? Tag : 0; // no slot is probed for when they may run out: all that fall into one are alike
    }

    /// <summary>Adds a mixed hash met at <paramref name="position"/>; gives the first position of one like it, or -1 when it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Add(ulong hash, int position)
    {
        var slots = _slots;
        var slot = (int)(hash >> _shift);
        while (true)
        {
            var held = slots[slot];
            if (held == 0)
            {
                slots[slot] = (hash << 32) | (uint)(position + 1);
                return -1;
            }

            if (((held ^ (hash << 32)) & _compared) == 0) return (int)(uint)held - 1;
            slot = (slot + 1) & _mask;
        }
    }
}
