using System.Numerics;

namespace DataPipe.Text.Signals;

/// <summary>Counts hashes and remembers the slot of each, so that a second look costs no search. Reusable: emptied, not freed.</summary>
internal sealed class RepeatCounts
{
    private const int RetainedSlots = 1 << 20;
    private Slot[] _slots = new Slot[1024];
    private int _mask = 1023;

    private struct Slot
    {
        internal ulong Hash;
        internal int Count;
    }

    /// <summary>Empties it and makes room for so many different hashes.</summary>
    internal void Reset(int expected)
    {
        var slots = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((ulong)Math.Max(16, expected) * 2), 32UL, 1UL << 30);
        if (slots > _slots.Length || (_slots.Length > RetainedSlots && slots <= RetainedSlots)) _slots = new Slot[slots];
        else Array.Clear(_slots, 0, slots);
        _mask = slots - 1;
    }

    /// <summary>Counts one more and gives the slot.</summary>
    internal int Add(ulong hash)
    {
        if (hash == 0) hash = 1; // zero marks a free slot
        var at = (int)(hash >> 20) & _mask;
        while (true)
        {
            ref var slot = ref _slots[at];
            if (slot.Hash == hash)
            {
                slot.Count++;
                return at;
            }

            if (slot.Hash == 0)
            {
                slot.Hash = hash;
                slot.Count = 1;
                return at;
            }

            at = (at + 1) & _mask;
        }
    }

    /// <summary>The count of a slot.</summary>
    internal int At(int slot) => _slots[slot].Count;

    /// <summary>Takes the count of a slot away, so that the next look at it gives 0.</summary>
    internal int Take(int slot)
    {
        var count = _slots[slot].Count;
        _slots[slot].Count = 0;
        return count;
    }
}
