using System.Runtime.CompilerServices;

namespace DataPipe.Text.Hashing;

/// <summary>Mixes words for places in tables by a multiplier of the process's own.</summary>
internal static class SecretMix
{
    private static readonly ulong Multiplier = ProcessSecret.Draw();

    /// <summary>A word whose upper bits depend on all of <paramref name="value"/>; different words give different ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Of(ulong value) => (value ^ (value >> 32)) * Multiplier;
}
