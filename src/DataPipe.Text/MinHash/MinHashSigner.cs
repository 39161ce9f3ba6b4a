using DataPipe.Text.Hashing;

namespace DataPipe.Text.MinHash;

/// <summary>
/// Signs texts for near-duplicate search. Reusable memory of one thread: nothing is allocated once it has met the longest text.
/// With <see cref="MinHashPreset.FineWeb"/> signatures are those of datatrove 0.10 (64-bit xxHash); a text with fewer words than a shingle is signed as one shingle, which datatrove leaves out.
/// </summary>
public sealed class MinHashSigner
{
    private readonly ShingleReader _shingles;
    private readonly Permutations _permutations;

    /// <summary>A signer by <paramref name="preset"/>. Throws <see cref="ArgumentException"/> unless bands, rows and shingle words are 1 or more and a signature has at most 65,536 hashes.</summary>
    public MinHashSigner(MinHashPreset preset)
    {
        if (preset.Bands < 1 || preset.Rows < 1 || preset.ShingleWords < 1 || (long)preset.Bands * preset.Rows > 1 << 16)
            throw new ArgumentException("MinHash needs at least one band, one row and one word a shingle, and at most 65,536 hashes.", nameof(preset));
        Preset = preset;
        _shingles = new(preset);
        _permutations = new(preset.Hashes, preset.Seed);
    }

    /// <summary>The parameters signed with.</summary>
    public MinHashPreset Preset { get; }

    /// <summary>
    /// Writes the signature of <paramref name="utf8"/> into <paramref name="signature"/> [bands x rows], band after band, and gives the number of shingles.
    /// 0 shingles: nothing is left of the text, every hash is <see cref="ulong.MaxValue"/>, and it must not be clustered.
    /// Throws <see cref="ArgumentException"/> when the signature has another length.
    /// </summary>
    public int Sign(ReadOnlySpan<byte> utf8, Span<ulong> signature)
    {
        CheckLength(signature);
        var shingles = 0;
        _permutations.Begin();
        for (_shingles.Begin(); _shingles.Next(utf8); shingles += _shingles.Hashes.Length) _permutations.Add(_shingles.Hashes);
        _permutations.Minima.CopyTo(signature);
        return shingles;
    }

    /// <summary>Writes the key of each band of <paramref name="signature"/> into <paramref name="keys"/> [bands]: a hash of the band's number and rows, equal for equal rows. Throws <see cref="ArgumentException"/> on other lengths.</summary>
    public void BandKeys(ReadOnlySpan<ulong> signature, Span<ulong> keys)
    {
        CheckLength(signature);
        if (keys.Length != Preset.Bands) throw new ArgumentException($"There are {Preset.Bands} band keys, not {keys.Length}.", nameof(keys));
        for (var band = 0; band < keys.Length; band++)
        {
            var key = Mix64.Of((ulong)band + 1);
            foreach (var row in signature.Slice(band * Preset.Rows, Preset.Rows)) key = Mix64.Combine(key, row);
            keys[band] = key;
        }
    }

    /// <summary>The estimated Jaccard similarity, 0..1, of two signed texts: the fraction of equal hashes; 0 when one has no shingles. Throws <see cref="ArgumentException"/> when the lengths differ or are 0.</summary>
    public static double EstimateJaccard(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second)
    {
        if (first.Length != second.Length || first.IsEmpty) throw new ArgumentException("Only signatures of one preset can be compared.", nameof(second));
        var equal = 0;
        for (var i = 0; i < first.Length; i++)
            if (first[i] == second[i] && first[i] != ulong.MaxValue) equal++;
        return (double)equal / first.Length;
    }

    /// <summary>As <see cref="Sign"/> without vectors; for tests and benchmarks.</summary>
    internal int SignScalar(ReadOnlySpan<byte> utf8, Span<ulong> signature)
    {
        var shingles = 0;
        _permutations.Begin();
        for (_shingles.Begin(); _shingles.Next(utf8); shingles += _shingles.Hashes.Length) _permutations.AddScalar(_shingles.Hashes);
        _permutations.Minima.CopyTo(signature);
        return shingles;
    }

    private void CheckLength(ReadOnlySpan<ulong> signature)
    {
        if (signature.Length != Preset.Hashes) throw new ArgumentException($"A signature of this preset has {Preset.Hashes} hashes, not {signature.Length}.", nameof(signature));
    }
}
