using System.Buffers.Binary;
using System.Numerics;
using DataPipe.Parquet.Buffers;

namespace DataPipe.Parquet.Writing;

/// <summary>The distinct byte arrays of a column chunk, in the order they came, stored as the dictionary page wants them: behind
/// their length, or without it where all have the given one.</summary>
internal sealed class BinaryDictionary(int maxBytes, int? fixedBytes)
{
    // Chains longer than this come from values chosen to collide: the dictionary then counts as full.
    private const int MaxProbes = 128;

    private readonly ByteBuffer _page = new();
    private int[] _slots = new int[1024];
    private int[] _offsets = new int[256];
    private uint[] _hashes = new uint[256];

    public int Count { get; private set; }

    /// <summary>The entries in the PLAIN encoding.</summary>
    public ReadOnlySpan<byte> Page => _page.Written;

    /// <summary>Position of the value, which is added when new; -1 when the dictionary has no room for it.</summary>
    public int GetOrAdd(ReadOnlySpan<byte> value)
    {
        var hash = Hash(value);
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        for (var probes = 0; _slots[slot] != 0; slot = (slot + 1) & mask, probes++)
        {
            var entry = _slots[slot] - 1;
            if (_hashes[entry] == hash && Entry(entry).SequenceEqual(value))
                return entry;
            if (probes == MaxProbes)
                return -1;
        }
        if (_page.Length + sizeof(int) + (long)value.Length > maxBytes)
            return -1;
        _slots[slot] = Count + 1;
        Add(value, hash);
        return Count - 1;
    }

    public ReadOnlySpan<byte> Entry(int index)
    {
        var page = _page.Written[_offsets[index]..];
        return fixedBytes is { } length ? page[..length] : page.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(page));
    }

    /// <summary>An entry in the PLAIN encoding.</summary>
    public ReadOnlySpan<byte> PlainEntry(int index) =>
        _page.Written[_offsets[index]..(index + 1 < Count ? _offsets[index + 1] : _page.Length)];

    public void Clear()
    {
        Array.Clear(_slots);
        _page.Clear();
        Count = 0;
    }

    /// <summary>Gives the memory of the entries back.</summary>
    public void Release()
    {
        Clear();
        _page.Release();
    }

    private void Add(ReadOnlySpan<byte> value, uint hash)
    {
        if (Count == _offsets.Length)
        {
            Array.Resize(ref _offsets, 2 * Count);
            Array.Resize(ref _hashes, 2 * Count);
        }
        _offsets[Count] = _page.Length;
        _hashes[Count] = hash;
        Count++;
        if (fixedBytes is null)
            _page.WriteInt32(value.Length);
        _page.Write(value);
        if (2 * Count > _slots.Length)
            Grow();
    }

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        var mask = _slots.Length - 1;
        for (var entry = 0; entry < Count; entry++)
        {
            var slot = (int)_hashes[entry] & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = entry + 1;
        }
    }

    /// <summary>Multiplies and folds, eight bytes a step. Which hash it is shows nowhere in the file.</summary>
    internal static uint Hash(ReadOnlySpan<byte> value)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15;
        var hash = (ulong)value.Length * Multiplier;
        for (; value.Length >= 8; value = value[8..])
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(value), Multiplier);
        ulong tail = 0;
        foreach (var next in value)
            tail = (tail << 8) | next;
        return (uint)(Fold(hash ^ tail, Multiplier) >> 16);

        static ulong Fold(ulong a, ulong b)
        {
            var high = Math.BigMul(a, b, out var low);
            return BitOperations.RotateLeft(a, 29) ^ high ^ low;
        }
    }
}
