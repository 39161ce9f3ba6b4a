using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using DataPipe.Text.Hashing;
using DataPipe.Text.MinHash;
using DataPipe.Text.Words;

namespace DataPipe.Text.Ngrams;

/// <summary>Walks the words of a text as hashes, as many at a time as there is room for; nothing is allocated.</summary>
public ref struct HashedWords
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly NgramRule _rule;
    private WordEnumerator _exact;
    private int _at;

    /// <summary>A walk over <paramref name="utf8"/>.</summary>
    public HashedWords(ReadOnlySpan<byte> utf8, NgramRule rule)
    {
        _text = utf8;
        _rule = rule;
        if (rule == NgramRule.Exact) _exact = new WordEnumerator(utf8, WordRule.Whitespace);
    }

    /// <summary>Fills the destination from its start with the next words and gives how many; 0 at the end of the text.</summary>
    public int Read(Span<HashedWord> destination)
    {
        var count = 0;
        if (_rule == NgramRule.Exact)
        {
            while (count < destination.Length && _exact.MoveNext())
            {
                var word = _exact.Current;
                destination[count++] = new HashedWord(XxHash64.Hash(word.Span), word.Start, word.Start + word.Span.Length);
            }

            return count;
        }

        while (count < destination.Length && (TryPlain(out destination[count]) || TryAny(out destination[count]))) count++;
        return count;
    }

    /// <summary>Ends the walk.</summary>
    public void Dispose() => _exact.Dispose();

    // A word of ASCII letters and digits by one vector look; false where the slow way must look, with nothing taken but what separates words.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryPlain(out HashedWord word)
    {
        word = default;
        if (!Vector256.IsHardwareAccelerated) return false;
        ref var text = ref MemoryMarshal.GetReference(_text);
        var at = _at;
        var last = _text.Length - Vector256<byte>.Count;
        while (at <= last)
        {
            var block = Vector256.LoadUnsafe(ref text, (nuint)at);
            var letters = Vector256.LessThan((block | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
            var digits = Vector256.LessThan(block - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
            var plain = (letters | digits).ExtractMostSignificantBits();
            var wide = block.ExtractMostSignificantBits();
            if ((plain | wide) == 0)
            {
                at += Vector256<byte>.Count;
                continue;
            }

            var skipped = BitOperations.TrailingZeroCount(plain | wide);
            if (skipped > 0)
            {
                at += skipped; // its word may reach beyond this block
                continue;
            }

            _at = at;
            var bytes = BitOperations.TrailingZeroCount(~plain);
            if (bytes is 0 or >= 32 || ((wide >> bytes) & 1) != 0) return false; // it begins, goes on or ends beyond ASCII, or is very long
            ulong folded = 0;
            var from = at;
            for (; bytes - (from - at) > 8; from += 8) folded = WordHash.Fold(folded, Load(ref text, from));
            folded = WordHash.Fold(folded, Load(ref text, from) & (ulong.MaxValue >> (64 - 8 * (bytes - (from - at)))));
            word = new HashedWord(WordHash.Finish(folded, bytes), at, at + bytes);
            _at = at + bytes;
            return true;
        }

        _at = at;
        return false;
    }

    // Eight bytes in lower case, the first the lowest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte text, int at)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, at)) | 0x2020202020202020;
        return BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryAny(out HashedWord word)
    {
        var hash = default(WordHash);
        var start = -1;
        var at = _at;
        Span<char> hangul = stackalloc char[3];
        Span<byte> bytes = stackalloc byte[4];
        while (at < _text.Length)
        {
            Rune.DecodeFromUtf8(_text[at..], out var rune, out var length);
            var traits = RuneTraits.Of(rune.Value);
            if ((traits & (RuneTrait.Letter | RuneTrait.Digit | RuneTrait.Mark)) == 0 && !IsInvisible(rune.Value))
            {
                if (hash.Bytes > 0) break;
                start = -1; // marks that belong to no letter are no word
            }
            else if ((traits & (RuneTrait.Cjk | RuneTrait.Letter)) == (RuneTrait.Cjk | RuneTrait.Letter))
            {
                if (hash.Bytes > 0) break;
                (start, hash) = (at, default);
                Append(rune, ref hash, hangul, bytes);
                at += length;
                break;
            }
            else if (!IsInvisible(rune.Value))
            {
                if (start < 0) start = at;
                Append(rune, ref hash, hangul, bytes);
            }

            at += length;
        }

        _at = at;
        word = new HashedWord(hash.Finish(), start, at);
        return hash.Bytes > 0;
    }

    private static void Append(Rune rune, ref WordHash hash, Span<char> hangul, Span<byte> bytes)
    {
        if (rune.IsAscii)
        {
            hash.Append((byte)(rune.Value | 0x20));
            return;
        }

        var lower = Rune.ToLowerInvariant(rune);
        if (!BareLetters.TryReplace(lower, hangul, out var left)) Append(lower, ref hash, bytes);
        else foreach (var part in left.EnumerateRunes()) Append(part, ref hash, bytes);
    }

    private static void Append(Rune rune, ref WordHash hash, Span<byte> bytes)
    {
        foreach (var b in bytes[..rune.EncodeToUtf8(bytes)]) hash.Append(b);
    }

    // Soft hyphens, joiners and the like stand inside words and are not seen.
    private static bool IsInvisible(int code) => code is 0xAD or (>= 0x200B and <= 0x200D) or 0x2060 or 0xFEFF;
}
