namespace DataPipe.Parquet.Writing;

/// <summary>The distinct numbers of a column chunk by their bits, in the order they came.</summary>
internal sealed class NumberDictionary(int maxCount)
{
    // Chains longer than this come from values chosen to collide: the dictionary then counts as full.
    private const int MaxProbes = 128;

    private int[] _slots = new int[1024];
    private long[] _entries = new long[256];

    public int Count { get; private set; }

    public ReadOnlySpan<long> Entries => _entries.AsSpan(0, Count);

    /// <summary>Position of the value, which is added when new; -1 when the dictionary has no room for it.</summary>
    public int GetOrAdd(long bits)
    {
        var mask = _slots.Length - 1;
        var slot = Hash(bits) & mask;
        for (var probes = 0; _slots[slot] != 0; slot = (slot + 1) & mask, probes++)
        {
            var entry = _slots[slot] - 1;
            if (_entries[entry] == bits)
                return entry;
            if (probes == MaxProbes)
                return -1;
        }
        if (Count >= maxCount)
            return -1;
        if (Count == _entries.Length)
            Array.Resize(ref _entries, 2 * Count);
        _entries[Count++] = bits;
        _slots[slot] = Count;
        if (2 * Count > _slots.Length)
            Grow();
        return Count - 1;
    }

    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        var mask = _slots.Length - 1;
        for (var entry = 0; entry < Count; entry++)
        {
            var slot = Hash(_entries[entry]) & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = entry + 1;
        }
    }

    private static int Hash(long bits)
    {
        var high = Math.BigMul((ulong)bits ^ 0xD6E8FEB86659FD93, 0x9E3779B97F4A7C15, out var low);
        return (int)((high ^ low) >> 8);
    }
}
