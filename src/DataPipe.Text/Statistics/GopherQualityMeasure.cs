using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>Measures what Gopher's quality rules look at, over the words and the lines of an analysis, without allocation.</summary>
public static class GopherQualityMeasure
{
    private const ulong Blanks = 0x20202020;
    private static readonly uint[] StopWordsFilled = [Word("to  "u8), Word("of  "u8), Word("be  "u8), Word("the "u8), Word("and "u8), Word("that"u8), Word("have"u8), Word("with"u8)];

    /// <summary>The measures of <paramref name="utf8"/> on <see cref="WordRule.Standard"/> words.</summary>
    public static GopherQuality Measure(ReadOnlyMemory<byte> utf8)
    {
        var analysis = new TextAnalysis();
        analysis.Read(utf8);
        return Measure(analysis, WordRule.Standard);
    }

    /// <summary>The measures of the text of <paramref name="analysis"/> on the words of <paramref name="rule"/>, with lines that begin with one of <paramref name="bulletMarks"/> as list items.</summary>
    public static GopherQuality Measure(TextAnalysis analysis, WordRule rule, string bulletMarks = "•-")
    {
        var text = analysis.Text;
        var words = analysis.Words(rule);
        var (stopWords, distinct) = StopWords(text, words);
        var (lines, bullets, ellipsisLines) = LineEnds(text, analysis.Lines(LineRule.AllBoundaries), bulletMarks);
        var nonSymbolWords = words.Count - words.PunctuationWords;
        var ellipses = Occurrences(text, "..."u8) + Occurrences(text, "…"u8);
        return new(
            words.Count,
            nonSymbolWords,
            Ratio(words.Runes - words.PunctuationRunes, nonSymbolWords),
            Ratio(text.Count((byte)'#'), words.Count),
            Ratio(ellipses, words.Count),
            lines,
            Ratio(bullets, lines),
            Ratio(ellipsisLines, lines),
            Ratio(words.AlphabeticWords, words.Count),
            stopWords,
            distinct);
    }

    /// <summary>The median length of the words in code points, the mean of the middle two when their number is even, as Python's statistics.median; 0 without words.</summary>
    public static double MedianWordLengthChars(WordTable words)
    {
        if (words.Count == 0) return 0;
        const int Common = 64;
        Span<int> counts = stackalloc int[Common];
        counts.Clear();
        var runes = words.RunesBefore;
        for (var i = 0; i < words.Count; i++) counts[Math.Min(runes[i + 1] - runes[i], Common - 1)]++;
        var (lower, upper) = (At((words.Count - 1) / 2, counts), At(words.Count / 2, counts));
        return (lower + upper) / 2.0;

        // Longer ones are as long as that: a middle among them is far beyond any bound, and only the shorter are told exactly.
        static int At(int rank, ReadOnlySpan<int> counts)
        {
            var length = 0;
            for (; rank >= counts[length]; length++) rank -= counts[length];
            return length;
        }
    }

    private static uint Word(ReadOnlySpan<byte> filled) => BinaryPrimitives.ReadUInt32LittleEndian(filled);

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static (int Lines, int Bullets, int Ellipses) LineEnds(ReadOnlySpan<byte> text, LineTable lines, string bulletMarks)
    {
        int bullets = 0, ellipses = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines.Of(text, i);
            var start = Whitespace.TrimStart(line);
            if (start.IsEmpty) continue;
            if (!char.IsAsciiLetterOrDigit((char)start[0]) && IsMark(start, bulletMarks)) bullets++;
            var end = Whitespace.TrimEnd(line);
            if (end[^1] is (byte)'.' or 0xA6 && (end.EndsWith("..."u8) || end.EndsWith("…"u8))) ellipses++;
        }

        return (lines.Count, bullets, ellipses);
    }

    private static bool IsMark(ReadOnlySpan<byte> line, string marks)
    {
        Rune.DecodeFromUtf8(line, out var rune, out _);
        foreach (var mark in marks.EnumerateRunes())
            if (mark == rune)
                return true;
        return false;
    }

    // Without overlap, as Python's str.count.
    private static int Occurrences(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark)
    {
        var count = 0;
        for (var at = text.IndexOf(mark); at >= 0; at = text.IndexOf(mark))
        {
            count++;
            text = text[(at + mark.Length)..];
        }
        return count;
    }

    // Each word of two to four bytes, filled up with blanks that no word holds, against all stop words at once.
    private static (int All, int Distinct) StopWords(ReadOnlySpan<byte> text, WordTable words)
    {
        var starts = words.Starts;
        var bytes = words.Bytes;
        var known = Vector256.Create(StopWordsFilled);
        var found = Vector256<uint>.Zero;
        ref var source = ref MemoryMarshal.GetReference(text);
        var loaded = starts.Length; // those that four bytes can be loaded of
        while (loaded > 0 && starts[loaded - 1] + 4 > text.Length) loaded--;
        for (var i = 0; i < loaded; i++) found -= Vector256.Equals(Vector256.Create(Filled(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, starts[i])), bytes[i])), known);
        Span<byte> last = stackalloc byte[sizeof(uint)];
        for (var i = loaded; i < starts.Length; i++)
        {
            text[starts[i]..].CopyTo(last);
            found -= Vector256.Equals(Vector256.Create(Filled(BinaryPrimitives.ReadUInt32LittleEndian(last), bytes[i])), known);
        }

        return ((int)Vector256.Sum(found), BitOperations.PopCount((~Vector256.Equals(found, Vector256<uint>.Zero)).ExtractMostSignificantBits()));
    }

    // Zero, which is no stop word, for longer ones; without a branch, which word lengths would mislead.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Filled(uint first, int bytes)
    {
        if (!BitConverter.IsLittleEndian) first = BinaryPrimitives.ReverseEndianness(first);
        var all = (1UL << (8 * bytes)) - 1; // of lengths above four, some bits; those are masked below
        var isShort = (uint)((bytes - 5) >> 31);
        return ((first & (uint)all) | (uint)(Blanks << (8 * bytes))) & isShort;
    }
}
