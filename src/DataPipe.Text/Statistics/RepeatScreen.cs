using System.Numerics;

namespace DataPipe.Text.Statistics;

/// <summary>Counts hashes in a table without keys: each count is at least how often the hash came, and exactly that but for collisions. Tells cheaply what cannot be a repeat.</summary>
internal sealed class RepeatScreen
{
    private const int SlotsPerHash = 4;
    private const int MaxSlots = 1 << 22; // beyond that more collisions cost less than more memory
    private uint[] _counts = new uint[1024];
    private int _shift = 64;

    /// <summary>Empties the screen for so many hashes.</summary>
    internal void Reset(int expected)
    {
        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(expected, 16)) + 1 + BitOperations.Log2(SlotsPerHash), 6, BitOperations.Log2(MaxSlots));
        if (_counts.Length < 1 << bits) _counts = new uint[1 << bits];
        else _counts.AsSpan(0, 1 << bits).Clear();
        _shift = 64 - bits;
    }

    /// <summary>Counts a mixed hash; gives its place.</summary>
    internal uint Add(ulong hash)
    {
        var place = (uint)(hash >> _shift);
        _counts[place]++;
        return place;
    }

    /// <summary>At least how often the hash at this place was counted.</summary>
    internal uint Most(uint place) => _counts[place];
}
