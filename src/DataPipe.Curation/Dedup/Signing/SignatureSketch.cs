using System.Numerics;
using System.Runtime.InteropServices;

namespace DataPipe.Curation.Dedup.Signing;

/// <summary>
/// The low four bits of the first 64 hashes of a signature, in 32 bytes: enough to estimate a similarity to about 0.05. All zero without a signature.
/// Source: b-bit minwise hashing, Li and König 2010, with b = 4.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SignatureSketch(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    private const int Hashes = 64;

    // Two unrelated hashes agree on four bits once in 16.
    private const double Chance = 1.0 / 16;

    internal static SignatureSketch Of(ReadOnlySpan<ulong> signature)
    {
        Span<ulong> words = stackalloc ulong[4];
        words.Clear();
        for (var i = 0; i < Math.Min(Hashes, signature.Length); i++) words[i >> 4] |= (signature[i] & 15) << (4 * (i & 15));
        return new SignatureSketch(words[0], words[1], words[2], words[3]);
    }

    /// <summary>The estimated Jaccard similarity, 0..1, from the first so many hashes that both signatures have.</summary>
    internal double Similarity(SignatureSketch other, int hashes)
    {
        var compared = Math.Min(hashes, Hashes);
        var different = Different(First, other.First) + Different(Second, other.Second) + Different(Third, other.Third) + Different(Fourth, other.Fourth);
        return Math.Max(0, ((double)(compared - different) / compared - Chance) / (1 - Chance));
    }

    private static int Different(ulong first, ulong second)
    {
        var bits = first ^ second;
        bits |= bits >> 1;
        bits |= bits >> 2;
        return BitOperations.PopCount(bits & 0x1111_1111_1111_1111);
    }
}
