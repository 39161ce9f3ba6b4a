namespace DataPipe.Text.MinHash;

/// <summary>The exact set of a text's shingles: the truth that signatures estimate.</summary>
public sealed class ShingleSet
{
    private readonly HashSet<ulong> _shingles;

    private ShingleSet(HashSet<ulong> shingles) => _shingles = shingles;

    /// <summary>The number of different shingles.</summary>
    public int Count => _shingles.Count;

    /// <summary>The shingles of <paramref name="utf8"/> by the normalisation, words and shingle length of <paramref name="preset"/>.</summary>
    public static ShingleSet Of(ReadOnlySpan<byte> utf8, MinHashPreset preset)
    {
        var set = new HashSet<ulong>();
        var reader = new ShingleReader(preset);
        for (reader.Begin(); reader.Next(utf8);)
            foreach (var shingle in reader.Hashes)
                set.Add(shingle);
        return new(set);
    }

    /// <summary>The Jaccard similarity, 0..1: common shingles by all different ones; 0 when both sets are empty.</summary>
    public double Jaccard(ShingleSet other)
    {
        var common = 0;
        foreach (var shingle in _shingles)
            if (other._shingles.Contains(shingle)) common++;
        var all = Count + other.Count - common;
        return all == 0 ? 0 : (double)common / all;
    }
}
