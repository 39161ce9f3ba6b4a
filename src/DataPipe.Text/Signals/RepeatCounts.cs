using System.Numerics;

namespace DataPipe.Text.Signals;

/// <summary>Counts hashes and remembers the slot of each, so that a second look costs no search. Reusable: emptied, not freed.</summary>
internal sealed class RepeatCounts
{
    private const int RetainedSlots = 1 << 21;
    private ulong[] _hashes = new ulong[1024];
    private int[] _counts = new int[1024];
    private int _mask = 1023;

    /// <summary>Empties it and makes room for so many different hashes.</summary>
    internal void Reset(int expected)
    {
        var slots = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((ulong)Math.Max(16, expected) * 2), 32UL, 1UL << 30);
        if (slots > _hashes.Length || (_hashes.Length > RetainedSlots && slots <= RetainedSlots)) (_hashes, _counts) = (new ulong[slots], new int[slots]);
        else
        {
            Array.Clear(_hashes, 0, slots);
            Array.Clear(_counts, 0, slots);
        }

        _mask = slots - 1;
    }

    /// <summary>Counts one more and gives the slot.</summary>
    internal int Add(ulong hash)
    {
        if (hash == 0) hash = 1;
        var slot = (int)(hash >> 20) & _mask;
        while (_hashes[slot] != hash && _hashes[slot] != 0) slot = (slot + 1) & _mask;
        _hashes[slot] = hash;
        _counts[slot]++;
        return slot;
    }

    /// <summary>The count of a slot.</summary>
    internal int At(int slot) => _counts[slot];

    /// <summary>Takes the count of a slot away, so that the next look at it gives 0.</summary>
    internal int Take(int slot)
    {
        var count = _counts[slot];
        _counts[slot] = 0;
        return count;
    }
}
