using System.Runtime.CompilerServices;

namespace DataPipe.Text.Hashing;

/// <summary>Bijective mixing of 64-bit words: every input bit reaches every output bit. Source: the splitmix64 finalizer (Steele, Lea and Flood 2014; constants of Stafford's variant 13).</summary>
public static class Mix64
{
    /// <summary>The step between successive states of a splitmix64 sequence: 2^64 divided by the golden ratio, made odd.</summary>
    public const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A well mixed word of <paramref name="value"/>; equal inputs give equal outputs and different inputs different ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>One word that depends on both words and on their order; the way to add a seed or a sample number to a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine(ulong first, ulong second) => Of(Of(first + Golden) ^ (second * 0xD6E8FEB86659FD93));

    /// <summary>A number in [0, 1) with 53 random bits, made of a mixed word: chance as a pure function of an id and a seed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToUnitInterval(ulong mixed) => (mixed >> 11) * (1.0 / (1UL << 53));
}
