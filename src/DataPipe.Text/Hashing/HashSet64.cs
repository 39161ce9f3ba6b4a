using System.Numerics;

namespace DataPipe.Text.Hashing;

/// <summary>A reusable open-addressing set of 64-bit hashes with a counter and the first position of each: emptied, not freed, between documents.</summary>
internal sealed class HashSet64
{
    private const int RetainedSlots = 1 << 21; // 32 MB of slots: beyond that one giant document should not cost memory for ever
    private ulong[] _keys = new ulong[1024];
    private int[] _counts = [];
    private int[] _firsts = [];
    private int _mask = 1023, _shift = 54;

    /// <summary>Empties the set and makes room for <paramref name="expected"/> different hashes; more than that must not be added.</summary>
    internal void Reset(int expected)
    {
        var slots = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((ulong)Math.Max(expected, 16) * 2), 32UL, 1UL << 30);
        if (slots > _keys.Length || (_keys.Length > RetainedSlots && slots <= RetainedSlots))
        {
            _keys = new ulong[slots];
            _counts = [];
            _firsts = [];
        }
        else
        {
            Array.Clear(_keys, 0, slots);
        }
        (_mask, _shift) = (slots - 1, 64 - BitOperations.Log2((uint)slots));
    }

    /// <summary>Adds <paramref name="hash"/>; false when it was there.</summary>
    internal bool Add(ulong hash)
    {
        if (hash == 0) hash = 1; // zero marks a free slot
        var keys = _keys;
        var slot = (int)(SecretMix.Of(hash) >> _shift);
        while (true)
        {
            var key = keys[slot];
            if (key == 0)
            {
                keys[slot] = hash;
                return true;
            }
            if (key == hash) return false;
            slot = (slot + 1) & _mask;
        }
    }

    /// <summary>Counts one more <paramref name="hash"/>, met at <paramref name="position"/>, and gives its number so far and the position it was first met at.</summary>
    internal int Count(ulong hash, int position, out int first)
    {
        if (hash == 0) hash = 1;
        if (_counts.Length < _keys.Length)
        {
            _counts = new int[_keys.Length];
            _firsts = new int[_keys.Length];
        }
        var slot = (int)(SecretMix.Of(hash) >> _shift);
        while (true)
        {
            var key = _keys[slot];
            if (key == hash)
            {
                first = _firsts[slot];
                return ++_counts[slot];
            }
            if (key == 0)
            {
                _keys[slot] = hash;
                _firsts[slot] = first = position;
                return _counts[slot] = 1;
            }
            slot = (slot + 1) & _mask;
        }
    }
}
