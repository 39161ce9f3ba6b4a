using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DataPipe.Text.Words;

namespace DataPipe.Text.Tokens;

/// <summary>
/// Counts word-like tokens: every run of letters and digits with their combining marks is one, every other code point that is not whitespace is one,
/// and every Han, kana, Hangul, Thai, Lao, Khmer or Burmese letter is one of its own. A malformed byte counts as one.
/// </summary>
public sealed class WordTokenCounter : ITokenCounter
{
    /// <summary>words-v1.</summary>
    public string Name => "words-v1";

    /// <inheritdoc/>
    public long Count(ReadOnlySpan<byte> utf8)
    {
        long tokens = 0;
        var inWord = false; // a letter or digit would go on with the token
        var takesMark = false; // a combining mark would
        while (!utf8.IsEmpty)
        {
            var ascii = CountAscii(utf8, ref tokens, ref inWord);
            if (ascii > 0) takesMark = inWord;
            utf8 = utf8[ascii..];
            while (!utf8.IsEmpty && utf8[0] >= 0x80)
            {
                var traits = RuneTraits.First(utf8, out var bytes);
                utf8 = utf8[bytes..];
                if ((traits & RuneTrait.Mark) != 0 && takesMark) continue;
                var isWord = (traits & (RuneTrait.Letter | RuneTrait.Digit)) != 0;
                var isSolo = (traits & RuneTrait.Solo) != 0;
                if (isSolo || !(isWord && inWord) && (traits & RuneTrait.Space) == 0) tokens++;
                inWord = isWord && !isSolo;
                takesMark = isWord || isSolo;
            }
        }
        return tokens;
    }

    // Counts up to the first byte that is not ASCII and gives its offset: 32 bytes a step as two masks, one of word bytes, one of marks.
    private static int CountAscii(ReadOnlySpan<byte> utf8, ref long tokens, ref bool inWord)
    {
        var at = 0;
        long count = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var before = inWord ? 1u : 0u;
            while (at + Vector256<byte>.Count <= utf8.Length)
            {
                var block = Vector256.Create(utf8[at..]);
                if (block.ExtractMostSignificantBits() != 0) break;
                var lower = block | Vector256.Create((byte)0x20);
                var words = InRange(lower, (byte)'a', 26) | InRange(block, (byte)'0', 10);
                var spaces = InRange(block, 9, 5) | InRange(block, 28, 5);
                var wordMask = words.ExtractMostSignificantBits();
                var markMask = ~(wordMask | spaces.ExtractMostSignificantBits());
                count += BitOperations.PopCount(wordMask & ~((wordMask << 1) | before)) + BitOperations.PopCount(markMask);
                before = wordMask >> 31;
                at += Vector256<byte>.Count;
            }
            inWord = before != 0;
        }

        var traits = RuneTraits.Ascii;
        for (; at < utf8.Length && utf8[at] < 0x80; at++)
        {
            var trait = traits[utf8[at]];
            if ((trait & (RuneTrait.Letter | RuneTrait.Digit)) != 0)
            {
                if (!inWord) count++;
                inWord = true;
            }
            else
            {
                inWord = false;
                if ((trait & RuneTrait.Space) == 0) count++;
            }
        }
        tokens += count;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> InRange(Vector256<byte> block, byte first, byte count) =>
        Vector256.LessThan(block - Vector256.Create(first), Vector256.Create(count));
}
