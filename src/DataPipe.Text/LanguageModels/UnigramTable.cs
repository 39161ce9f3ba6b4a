using System.Numerics;

namespace DataPipe.Text.LanguageModels;

/// <summary>How frequent words are: the natural logarithm of each word's share, by hash. Everything may share it.</summary>
public sealed class UnigramTable
{
    private readonly ulong[] _hashes;
    private readonly float[] _logs;

    /// <summary>A table of words and how often they occur; the counts of a word that is given twice add up.</summary>
    /// <param name="counts">Hash of the word and its count, more than 0.</param>
    public UnigramTable(IReadOnlyCollection<(ulong Hash, long Count)> counts)
    {
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * counts.Count));
        (_hashes, _logs) = (new ulong[slots], new float[slots]);
        var sums = new double[slots];
        var total = 0.0;
        foreach (var (hash, count) in counts)
        {
            var slot = Slot(hash);
            if (_hashes[slot] == 0) Count++;
            _hashes[slot] = hash;
            sums[slot] += count;
            total += count;
        }

        for (var slot = 0; slot < slots; slot++)
            if (_hashes[slot] != 0)
                _logs[slot] = (float)Math.Log(sums[slot] / total);
    }

    /// <summary>Different words.</summary>
    public int Count { get; }

    /// <summary>The logarithm of a word's share; false for a word that is not in the table.</summary>
    public bool TryFind(ulong hash, out float log)
    {
        var slot = Slot(hash);
        log = _logs[slot];
        return _hashes[slot] == hash;
    }

    private int Slot(ulong hash)
    {
        var (hashes, mask) = (_hashes, _hashes.Length - 1);
        var slot = (int)(hash >> 32) & mask;
        while (hashes[slot] != 0 && hashes[slot] != hash) slot = (slot + 1) & mask;
        return slot;
    }
}
