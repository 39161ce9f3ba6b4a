using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using DataPipe.Curation.Filters.Cleaning;

namespace DataPipe.Curation.Filters.Dclm;

/// <summary>
/// Words as DCLM counts them: what fastText parts at ASCII whitespace and NUL, where it begins with a letter or a number; a word behind a bracket or a quotation mark is none.
/// Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code.
/// </summary>
internal static class DclmWords
{
    /// <summary>How many there are.</summary>
    internal static int Count(ReadOnlySpan<byte> utf8)
    {
        var words = 0;
        var parts = 1u; // whether a separator, or nothing, stands before
        var at = 0;
        ref var source = ref MemoryMarshal.GetReference(utf8);
        for (; at + Vector256<byte>.Count <= utf8.Length; at += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref source, (nuint)at);
            var separators = (Vector256.Equals(block, Vector256.Create((byte)' ')) | Vector256.Equals(block, Vector256<byte>.Zero) | Below(block - Vector256.Create((byte)9), 5)).ExtractMostSignificantBits();
            var starts = ~separators & ((separators << 1) | parts);
            parts = separators >> 31;
            var plain = Below((block | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), 26) | Below(block - Vector256.Create((byte)'0'), 10);
            words += BitOperations.PopCount(starts & plain.ExtractMostSignificantBits());
            for (var wide = starts & block.ExtractMostSignificantBits(); wide != 0; wide &= wide - 1)
                if (Begins(utf8[(at + BitOperations.TrailingZeroCount(wide))..]))
                    words++;
        }

        for (; at < utf8.Length; at++)
        {
            var isSeparator = utf8[at] is 0 or (>= 9 and <= 13) or (byte)' ';
            if (parts != 0 && !isSeparator && Begins(utf8[at..])) words++;
            parts = isSeparator ? 1u : 0;
        }

        return words;
    }

    private static Vector256<byte> Below(Vector256<byte> bytes, byte bound) => Vector256.LessThan(bytes, Vector256.Create(bound));

    private static bool Begins(ReadOnlySpan<byte> word)
    {
        Rune.DecodeFromUtf8(word, out var rune, out _);
        return LineCharacters.IsLetterOrNumber(rune);
    }
}
