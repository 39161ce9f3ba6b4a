using System.Numerics;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Language;

/// <summary>An immutable table from 64-bit keys to rows of one number a language.</summary>
internal sealed class NGramRows
{
    private readonly ulong[] _keys;
    private readonly int[] _places;
    private readonly float[] _values;

    /// <summary>Copies <paramref name="rows"/>, each of <paramref name="width"/> numbers; keys are not 0.</summary>
    internal NGramRows(Dictionary<ulong, float[]> rows, int width)
    {
        Width = width;
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(rows.Count, 8) * 3);
        (_keys, _places, _values) = (new ulong[slots], new int[slots], new float[rows.Count * width]);
        var place = 0;
        foreach (var (key, row) in rows)
        {
            var slot = Slot(key);
            while (_keys[slot] != 0) slot = (slot + 1) & (slots - 1);
            _keys[slot] = key;
            _places[slot] = place;
            row.CopyTo(_values.AsSpan(place));
            place += width;
        }
    }

    /// <summary>The numbers in a row.</summary>
    internal int Width { get; }

    /// <summary>Adds the row of <paramref name="key"/> to <paramref name="sums"/>; false when there is none.</summary>
    internal bool TryAdd(ulong key, Span<float> sums)
    {
        for (var slot = Slot(key); _keys[slot] != 0; slot = (slot + 1) & (_keys.Length - 1))
        {
            if (_keys[slot] != key) continue;
            var row = _values.AsSpan(_places[slot], Width);
            for (var i = 0; i + Vector<float>.Count <= row.Length; i += Vector<float>.Count)
                (new Vector<float>(sums[i..]) + new Vector<float>(row[i..])).CopyTo(sums[i..]);
            return true;
        }
        return false;
    }

    private int Slot(ulong key) => (int)(Mix64.Of(key) >> 24) & (_keys.Length - 1);
}
