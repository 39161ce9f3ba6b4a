using System.Runtime.Intrinsics;

namespace DataPipe.Text.MinHash;

/// <summary>
/// The hash permutations of a preset: x becomes ((a x + b) mod 2^64) mod (2^61 - 1), the arithmetic of datatrove, with its a and b of NumPy's RandomState(seed).
/// Scalar and vector paths give the same bits.
/// </summary>
internal sealed class Permutations
{
    private const ulong Prime = (1UL << 61) - 1;
    private const int Lanes = 8; // coefficients are padded to whole vectors
    private readonly ulong[] _a, _b, _minima;

    /// <summary>Draws the <paramref name="count"/> permutations of <paramref name="seed"/>.</summary>
    internal Permutations(int count, uint seed)
    {
        Count = count;
        var padded = (count + Lanes - 1) / Lanes * Lanes;
        (_a, _b, _minima) = (new ulong[padded], new ulong[padded], new ulong[padded]);
        var twister = new Mersenne19937(seed);
        for (var i = 0; i < count; i++) _a[i] = twister.Next(1, Prime);
        for (var i = 0; i < count; i++) _b[i] = twister.Next(0, Prime);
        Begin();
    }

    /// <summary>The number of permutations.</summary>
    internal int Count { get; }

    /// <summary>The factors.</summary>
    internal ReadOnlySpan<ulong> A => _a.AsSpan(0, Count);

    /// <summary>The summands.</summary>
    internal ReadOnlySpan<ulong> B => _b.AsSpan(0, Count);

    /// <summary>The smallest permuted value of all added shingles under each permutation; <see cref="ulong.MaxValue"/> without any.</summary>
    internal ReadOnlySpan<ulong> Minima => _minima.AsSpan(0, Count);

    /// <summary>Forgets all shingles.</summary>
    internal void Begin() => _minima.AsSpan().Fill(ulong.MaxValue);

    /// <summary>Adds shingles, with the widest vectors of the machine.</summary>
    internal void Add(ReadOnlySpan<ulong> shingles)
    {
        if (Vector512.IsHardwareAccelerated) Add512(shingles);
        else if (Vector256.IsHardwareAccelerated) Add256(shingles);
        else AddScalar(shingles);
    }

    /// <summary>The same with 64-bit words.</summary>
    internal void AddScalar(ReadOnlySpan<ulong> shingles)
    {
        for (var i = 0; i < Count; i++) AddScalar(shingles, i);
    }

    /// <summary>The same with 256-bit vectors.</summary>
    internal void Add256(ReadOnlySpan<ulong> shingles)
    {
        var prime = Vector256.Create(Prime);
        for (var i = 0; i < _a.Length; i += Lanes)
        {
            Vector256<ulong> a1 = Vector256.Create(_a, i), b1 = Vector256.Create(_b, i), a2 = Vector256.Create(_a, i + 4), b2 = Vector256.Create(_b, i + 4);
            Vector256<ulong> least1 = Vector256.Create(_minima, i), least2 = Vector256.Create(_minima, i + 4);
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

    /// <summary>
    /// The same with 512-bit vectors, four of which stay in registers while all shingles pass. The sum of the low 61 bits and the high 3 is the remainder itself unless it reaches
    /// the prime, which one in 2^58 does: the largest sum tells, and a vector that met one is done again word by word.
    /// </summary>
    internal void Add512(ReadOnlySpan<ulong> shingles)
    {
        var prime = Vector512.Create(Prime);
        var i = 0;
        for (; i + 4 * Lanes <= _a.Length; i += 4 * Lanes)
        {
            Vector512<ulong> a1 = Vector512.Create(_a, i), a2 = Vector512.Create(_a, i + Lanes), a3 = Vector512.Create(_a, i + 2 * Lanes), a4 = Vector512.Create(_a, i + 3 * Lanes);
            Vector512<ulong> b1 = Vector512.Create(_b, i), b2 = Vector512.Create(_b, i + Lanes), b3 = Vector512.Create(_b, i + 2 * Lanes), b4 = Vector512.Create(_b, i + 3 * Lanes);
            Vector512<ulong> least1 = Vector512<ulong>.AllBitsSet, least2 = least1, least3 = least1, least4 = least1;
            Vector512<ulong> most1 = Vector512<ulong>.Zero, most2 = most1;
            foreach (var shingle in shingles)
            {
                var x = Vector512.Create(shingle);
                Vector512<ulong> v1 = x * a1 + b1, v2 = x * a2 + b2, v3 = x * a3 + b3, v4 = x * a4 + b4;
                v1 = (v1 & prime) + Vector512.ShiftRightLogical(v1, 61);
                v2 = (v2 & prime) + Vector512.ShiftRightLogical(v2, 61);
                v3 = (v3 & prime) + Vector512.ShiftRightLogical(v3, 61);
                v4 = (v4 & prime) + Vector512.ShiftRightLogical(v4, 61);
                least1 = Vector512.Min(least1, v1);
                least2 = Vector512.Min(least2, v2);
                least3 = Vector512.Min(least3, v3);
                least4 = Vector512.Min(least4, v4);
                most1 = Vector512.Max(Vector512.Max(most1, v1), v2);
                most2 = Vector512.Max(Vector512.Max(most2, v3), v4);
            }

            if (Vector512.GreaterThanOrEqualAny(Vector512.Max(most1, most2), prime))
            {
                for (var j = i; j < i + 4 * Lanes; j++) AddScalar(shingles, j);
                continue;
            }

            Vector512.Min(least1, Vector512.Create(_minima, i)).CopyTo(_minima, i);
            Vector512.Min(least2, Vector512.Create(_minima, i + Lanes)).CopyTo(_minima, i + Lanes);
            Vector512.Min(least3, Vector512.Create(_minima, i + 2 * Lanes)).CopyTo(_minima, i + 2 * Lanes);
            Vector512.Min(least4, Vector512.Create(_minima, i + 3 * Lanes)).CopyTo(_minima, i + 3 * Lanes);
        }

        for (; i < _a.Length; i += 2 * Lanes) Two512(shingles, i, i + Lanes < _a.Length ? i + Lanes : i);
    }

    private void Two512(ReadOnlySpan<ulong> shingles, int first, int second)
    {
        var prime = Vector512.Create(Prime);
        Vector512<ulong> a1 = Vector512.Create(_a, first), b1 = Vector512.Create(_b, first), a2 = Vector512.Create(_a, second), b2 = Vector512.Create(_b, second);
        Vector512<ulong> least1 = Vector512.Create(_minima, first), least2 = Vector512.Create(_minima, second);
        foreach (var shingle in shingles)
        {
            var x = Vector512.Create(shingle);
            Vector512<ulong> v1 = x * a1 + b1, v2 = x * a2 + b2;
            v1 = (v1 & prime) + Vector512.ShiftRightLogical(v1, 61);
            v2 = (v2 & prime) + Vector512.ShiftRightLogical(v2, 61);
            least1 = Vector512.Min(least1, Vector512.Min(v1, v1 - prime));
            least2 = Vector512.Min(least2, Vector512.Min(v2, v2 - prime));
        }

        least1.CopyTo(_minima, first);
        least2.CopyTo(_minima, second);
    }

    private void AddScalar(ReadOnlySpan<ulong> shingles, int permutation)
    {
        ulong a = _a[permutation], b = _b[permutation], least = _minima[permutation];
        foreach (var shingle in shingles)
        {
            var value = shingle * a + b;
            value = (value & Prime) + (value >> 61); // 2^61 = 1 modulo the prime; at most the prime + 7
            least = Math.Min(least, Math.Min(value, value - Prime)); // the difference wraps to a huge number unless it is the remainder
        }
        _minima[permutation] = least;
    }
}
