using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>Measures what Gopher's quality rules look at, over the words and the lines of an analysis, without allocation.</summary>
public static class GopherQualityMeasure
{
    private static readonly ushort To = MemoryMarshal.Read<ushort>("to"u8), Of = MemoryMarshal.Read<ushort>("of"u8), Be = MemoryMarshal.Read<ushort>("be"u8);
    private static readonly uint That = MemoryMarshal.Read<uint>("that"u8), Have = MemoryMarshal.Read<uint>("have"u8), With = MemoryMarshal.Read<uint>("with"u8);

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

    private static (int All, int Distinct) StopWords(ReadOnlySpan<byte> text, WordTable words)
    {
        var starts = words.Starts;
        var bytes = words.Bytes;
        var all = 0;
        var distinct = 0u;
        for (var i = 0; i < starts.Length; i++)
        {
            if ((uint)(bytes[i] - 2) > 2) continue;
            var bit = StopWord(text.Slice(starts[i], bytes[i]));
            distinct |= bit;
            all += bit != 0 ? 1 : 0;
        }

        return (all, BitOperations.PopCount(distinct));
    }

    private static uint StopWord(ReadOnlySpan<byte> word)
    {
        switch (word.Length)
        {
            case 2:
                var two = MemoryMarshal.Read<ushort>(word);
                return two == To ? 1u : two == Of ? 2u : two == Be ? 4u : 0;
            case 3:
                return word[0] == 't' ? word[1] == 'h' && word[2] == 'e' ? 8u : 0 : word[0] == 'a' && word[1] == 'n' && word[2] == 'd' ? 16u : 0;
            default:
                var four = MemoryMarshal.Read<uint>(word);
                return four == That ? 32u : four == Have ? 64u : four == With ? 128u : 0;
        }
    }
}
