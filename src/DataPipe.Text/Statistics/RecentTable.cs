using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataPipe.Text.Statistics;

/// <summary>Where each of many hashes was met last, compared by their lower halves. Looks at some slots and no more, so that a text made for collisions gains nothing.</summary>
internal sealed class RecentTable
{
    /// <summary>There was no such hash before.</summary>
    internal const int New = -1;

    /// <summary>There was no room for the hash among its slots: what is like it is not known.</summary>
    internal const int Full = -2;

    private const int MaxProbes = 64;
    private const int MaxSlots = 1 << 22; // beyond that more collisions cost less than more memory
    private const ulong Tag = 0xFFFFFFFF_00000000;
    private ulong[] _slots = new ulong[1024]; // the lower half of a hash, then the position and one; 0 is free
    private int _shift, _mask;

    /// <summary>Empties the table, with room for about so many hashes.</summary>
    internal void Reset(int expected)
    {
        var bits = Math.Min(BitOperations.Log2((uint)Math.Max(expected, 16)) + 2, BitOperations.Log2(MaxSlots));
        if (_slots.Length < 1 << bits) _slots = new ulong[1 << bits];
        else _slots.AsSpan(0, 1 << bits).Clear();
        (_shift, _mask) = (64 - bits, (1 << bits) - 1);
    }

    /// <summary>Notes that a mixed hash was met at <paramref name="position"/>; gives where one like it was met last, <see cref="New"/> or <see cref="Full"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Replace(ulong hash, int position)
    {
        var slots = _slots;
        var slot = (int)(hash >> _shift);
        for (var probe = 0; probe < MaxProbes; probe++)
        {
            var held = slots[slot];
            if (held == 0 || ((held ^ (hash << 32)) & Tag) == 0)
            {
                slots[slot] = (hash << 32) | (uint)(position + 1);
                return (int)(uint)held - 1; // new when the slot was free
            }

            slot = (slot + 1) & _mask;
        }

        return Full;
    }
}
