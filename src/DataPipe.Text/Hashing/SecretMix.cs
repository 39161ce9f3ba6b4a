using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DataPipe.Text.Hashing;

/// <summary>
/// Mixes words for places in tables by a multiplier that each process draws anew, so that no text can be made to fall into one place. Only where something lies in memory may depend on it,
/// never what is found there.
/// </summary>
internal static class SecretMix
{
    private static readonly ulong Multiplier = Draw();

    /// <summary>A word whose upper bits depend on all of <paramref name="value"/>; different words give different ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Of(ulong value) => (value ^ (value >> 32)) * Multiplier;

    private static ulong Draw()
    {
        ulong drawn = 0;
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref drawn)));
        return drawn | 1;
    }
}
