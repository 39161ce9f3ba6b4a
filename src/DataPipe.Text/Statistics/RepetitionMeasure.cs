using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>Measures how much a text repeats itself. Texts are compared by 64-bit hashes.</summary>
public static class RepetitionMeasure
{
    private const int MaxTextBytes = 1 << 29; // above it the tables could not keep a free slot

    /// <summary>The fractions of <paramref name="text"/> on <see cref="WordRule.Standard"/> words. Throws <see cref="ArgumentException"/> when the text is longer than 512 MiB.</summary>
    public static RepetitionFractions Measure(ReadOnlySpan<byte> text, RepetitionScratch scratch) => Measure(text, WordRule.Standard, scratch);

    /// <summary>The fractions of <paramref name="text"/> on the words of <paramref name="rule"/>. Throws <see cref="ArgumentException"/> when the text is longer than 512 MiB.</summary>
    public static RepetitionFractions Measure(ReadOnlySpan<byte> text, WordRule rule, RepetitionScratch scratch)
    {
        if (text.Length > MaxTextBytes) throw new ArgumentException("The text is longer than 512 MiB.", nameof(text));
        var chars = Utf8Runes.Count(text);
        if (chars == 0) return default;
        var trimmed = Whitespace.Trim(text);
        var (paragraphs, duplicateParagraphs, paragraphChars) = Duplicates(Lines.Of(trimmed, LineRule.BlankLine), trimmed, scratch.Seen);
        var (lines, duplicateLines, lineChars) = Duplicates(Lines.Of(text, LineRule.NewlineRun), text, scratch.Seen);
        scratch.Read(text, rule);
        var five = DuplicateNGram(scratch, 5);
        return new(
            scratch.Words,
            chars,
            (double)duplicateParagraphs / paragraphs,
            (double)paragraphChars / chars,
            (double)duplicateLines / lines,
            (double)lineChars / chars,
            (double)TopNGram(scratch, 2) / chars,
            (double)TopNGram(scratch, 3) / chars,
            (double)TopNGram(scratch, 4) / chars,
            (double)five / chars,
            (double)DuplicateNGram(scratch, 6) / chars,
            (double)DuplicateNGram(scratch, 7) / chars,
            (double)DuplicateNGram(scratch, 8) / chars,
            (double)DuplicateNGram(scratch, 9) / chars,
            (double)DuplicateNGram(scratch, 10) / chars);
    }

    private static (int Pieces, int Duplicates, long Chars) Duplicates(LineEnumerator pieces, ReadOnlySpan<byte> text, HashSet64 seen)
    {
        seen.Reset(text.Count((byte)'\n') + 1);
        int count = 0, duplicates = 0;
        long chars = 0;
        foreach (var piece in pieces)
        {
            count++;
            if (seen.Add(XxHash64.Hash(piece))) continue;
            duplicates++;
            chars += Utf8Runes.Count(piece);
        }
        return (count, duplicates, chars);
    }

    // The code points of the most frequent n-gram times its number; of equals the one seen first.
    private static long TopNGram(RepetitionScratch scratch, int n)
    {
        var words = scratch.WordHashes;
        var grams = words.Length - n + 1;
        if (grams <= 0) return 0;
        scratch.Seen.Reset(grams);
        int bestCount = 0, bestFirst = 0;
        for (var i = 0; i < grams; i++)
        {
            var hash = words[i];
            for (var j = 1; j < n; j++) hash = hash * 0xD6E8FEB86659FD93 + words[i + j];
            var count = scratch.Seen.Count(hash, i, out var first);
            if (count < bestCount || (count == bestCount && first > bestFirst)) continue;
            bestCount = count;
            bestFirst = first;
        }
        var runes = scratch.RunesBefore;
        return (long)(runes[bestFirst + n] - runes[bestFirst] + n - 1) * bestCount;
    }

    // Greedy and without overlap: a hit adds its code points and moves on by n words, a miss is remembered and moves on by one.
    private static long DuplicateNGram(RepetitionScratch scratch, int n)
    {
        var grams = scratch.Words - n + 1;
        if (grams <= 0) return 0;
        scratch.Seen.Reset(grams);
        var runes = scratch.RunesBefore;
        long repeated = 0;
        for (var i = 0; i < grams;)
        {
            if (scratch.Seen.Add(scratch.JoinedHash(i, i + n)))
            {
                i++;
                continue;
            }
            repeated += runes[i + n] - runes[i];
            i += n;
        }
        return repeated;
    }
}
