using System.Runtime.Intrinsics;

namespace DataPipe.Text.MinHash;

/// <summary>
/// The hash permutations of a preset: x becomes ((a x + b) mod 2^64) mod (2^61 - 1), the arithmetic of datatrove, with its a and b of NumPy's RandomState(seed).
/// Scalar and vector paths give the same bits.
/// </summary>
internal sealed class Permutations
{
    private const ulong Prime = (1UL << 61) - 1;
    private const int Block = 8; // coefficients are padded to whole vectors
    private readonly ulong[] _a, _b, _minima;

    /// <summary>Draws the <paramref name="count"/> permutations of <paramref name="seed"/>.</summary>
    internal Permutations(int count, uint seed)
    {
        Count = count;
        var padded = (count + Block - 1) / Block * Block;
        (_a, _b, _minima) = (new ulong[padded], new ulong[padded], new ulong[padded]);
        var twister = new Mersenne19937(seed);
        for (var i = 0; i < count; i++) _a[i] = twister.Next(1, Prime);
        for (var i = 0; i < count; i++) _b[i] = twister.Next(0, Prime);
    }

    /// <summary>The number of permutations.</summary>
    internal int Count { get; }

    /// <summary>The factors.</summary>
    internal ReadOnlySpan<ulong> A => _a.AsSpan(0, Count);

    /// <summary>The summands.</summary>
    internal ReadOnlySpan<ulong> B => _b.AsSpan(0, Count);

    /// <summary>Writes the smallest permuted value of <paramref name="shingles"/> under each permutation, with the widest vectors of the machine.</summary>
    internal void Minima(ReadOnlySpan<ulong> shingles, Span<ulong> signature)
    {
        if (Vector512.IsHardwareAccelerated) Minima512(shingles);
        else if (Vector256.IsHardwareAccelerated) Minima256(shingles);
        else MinimaScalar(shingles);
        _minima.AsSpan(0, Count).CopyTo(signature);
    }

    /// <summary>The same with 64-bit words.</summary>
    internal void MinimaScalar(ReadOnlySpan<ulong> shingles, Span<ulong> signature)
    {
        MinimaScalar(shingles);
        _minima.AsSpan(0, Count).CopyTo(signature);
    }

    /// <summary>The same with 256-bit vectors.</summary>
    internal void Minima256(ReadOnlySpan<ulong> shingles, Span<ulong> signature)
    {
        Minima256(shingles);
        _minima.AsSpan(0, Count).CopyTo(signature);
    }

    private void MinimaScalar(ReadOnlySpan<ulong> shingles)
    {
        for (var i = 0; i < Count; i++)
        {
            ulong a = _a[i], b = _b[i], least = ulong.MaxValue;
            foreach (var shingle in shingles)
            {
                var value = shingle * a + b;
                value = (value & Prime) + (value >> 61); // 2^61 = 1 modulo the prime; at most the prime + 7
                least = Math.Min(least, Math.Min(value, value - Prime)); // the difference wraps to a huge number unless it is the remainder
            }
            _minima[i] = least;
        }
    }

    // Two vectors of permutations stay in registers while all shingles pass.
    private void Minima512(ReadOnlySpan<ulong> shingles)
    {
        var prime = Vector512.Create(Prime);
        for (var i = 0; i < _a.Length; i += 2 * Block)
        {
            var j = i + Block < _a.Length ? i + Block : i;
            Vector512<ulong> a1 = Vector512.Create(_a, i), b1 = Vector512.Create(_b, i), a2 = Vector512.Create(_a, j), b2 = Vector512.Create(_b, j);
            Vector512<ulong> least1 = Vector512<ulong>.AllBitsSet, least2 = least1;
            foreach (var shingle in shingles)
            {
                var x = Vector512.Create(shingle);
                Vector512<ulong> v1 = x * a1 + b1, v2 = x * a2 + b2;
                v1 = (v1 & prime) + Vector512.ShiftRightLogical(v1, 61);
                v2 = (v2 & prime) + Vector512.ShiftRightLogical(v2, 61);
                least1 = Vector512.Min(least1, Vector512.Min(v1, v1 - prime));
                least2 = Vector512.Min(least2, Vector512.Min(v2, v2 - prime));
            }
            least1.CopyTo(_minima, i);
            least2.CopyTo(_minima, j);
        }
    }

    private void Minima256(ReadOnlySpan<ulong> shingles)
    {
        var prime = Vector256.Create(Prime);
        for (var i = 0; i < _a.Length; i += Block)
        {
            Vector256<ulong> a1 = Vector256.Create(_a, i), b1 = Vector256.Create(_b, i), a2 = Vector256.Create(_a, i + 4), b2 = Vector256.Create(_b, i + 4);
            Vector256<ulong> least1 = Vector256<ulong>.AllBitsSet, least2 = least1;
            foreach (var shingle in shingles)
            {
                var x = Vector256.Create(shingle);
                Vector256<ulong> v1 = x * a1 + b1, v2 = x * a2 + b2;
                v1 = (v1 & prime) + Vector256.ShiftRightLogical(v1, 61);
                v2 = (v2 & prime) + Vector256.ShiftRightLogical(v2, 61);
                least1 = Vector256.Min(least1, Vector256.Min(v1, v1 - prime));
                least2 = Vector256.Min(least2, Vector256.Min(v2, v2 - prime));
            }
            least1.CopyTo(_minima, i);
            least2.CopyTo(_minima, i + 4);
        }
    }
}
