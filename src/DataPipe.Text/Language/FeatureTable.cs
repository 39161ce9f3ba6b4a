using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataPipe.Text.Language;

/// <summary>
/// Finds the place of a key by one comparison of a bucket of seven, without a branch that depends on whether it is there. Immutable.
/// Places number the keys bucket by bucket, so that a bucket tells the places of its keys by that of the first.
/// </summary>
internal sealed class FeatureTable
{
    private const int Lanes = 8;
    private const int KeysInBucket = Lanes - 1;
    private const uint KeyMask = (1u << KeysInBucket) - 1;

    // Buckets of eight numbers: seven keys, which are odd, 0 where there is none, filled from the first; then twice the place of the first, which is even.
    private readonly uint[] _buckets;
    private readonly uint _mask;

    /// <summary>Takes the keys.</summary>
    /// <param name="keys">Odd and no two the same, [keys].</param>
    /// <param name="first">The first place.</param>
    /// <param name="order">Of each place, counted from <paramref name="first"/>, the key that is there, [keys].</param>
    internal FeatureTable(ReadOnlySpan<uint> keys, int first, Span<int> order)
    {
        var buckets = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, keys.Length / 3 + 1));
        (_buckets, _mask) = (new uint[buckets * Lanes], (uint)buckets - 1);
        var origins = new int[buckets * Lanes];
        for (var i = 0; i < keys.Length; i++)
        {
            var at = Start(keys[i]);
            var lane = 0;
            while (_buckets[at + lane] != 0)
            {
                if (++lane < KeysInBucket) continue;
                (at, lane) = (Next(at), 0);
            }

            (_buckets[at + lane], origins[at + lane]) = (keys[i], i);
        }

        var place = 0;
        for (var at = 0; at < _buckets.Length; at += Lanes)
        {
            _buckets[at + KeysInBucket] = (uint)(first + place) * 2;
            for (var lane = 0; lane < KeysInBucket && _buckets[at + lane] != 0; lane++) order[place++] = origins[at + lane];
        }
    }

    /// <summary>The place of <paramref name="key"/>, which is odd; 0 where it is unknown.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(uint key)
    {
        ref var buckets = ref MemoryMarshal.GetArrayDataReference(_buckets);
        var at = Start(key);
        var equal = Vector256.Equals(Vector256.LoadUnsafe(ref buckets, (nuint)at), Vector256.Create(key)).ExtractMostSignificantBits();
        if (equal == 0 && Unsafe.Add(ref buckets, at + KeysInBucket - 1) != 0) return FindFurther(key, Next(at));
        var found = -(int)((equal + KeyMask) >> KeysInBucket); // all bits where a lane is equal, else none
        return ((int)(Unsafe.Add(ref buckets, at + KeysInBucket) >> 1) + BitOperations.TrailingZeroCount(equal)) & found;
    }

    // Full buckets are rare: their further keys are in the next ones.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindFurther(uint key, int at)
    {
        for (; ; at = Next(at))
        {
            var lane = _buckets.AsSpan(at, KeysInBucket).IndexOf(key);
            if (lane >= 0) return (int)(_buckets[at + KeysInBucket] >> 1) + lane;
            if (_buckets[at + KeysInBucket - 1] == 0) return 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Start(uint key) => (int)((key >> 1) & _mask) * Lanes;

    private int Next(int at) => (at + Lanes) & (_buckets.Length - 1);
}
