using System.Numerics;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>Measures what Gopher's quality rules look at, in one walk over the words and one over the line ends, without allocation.</summary>
public static class GopherQualityMeasure
{
    /// <summary>The measures of <paramref name="text"/> on <see cref="WordRule.Standard"/> words.</summary>
    public static GopherQuality Measure(ReadOnlySpan<byte> text) => Measure(text, WordRule.Standard);

    /// <summary>The measures of <paramref name="text"/> on the words of <paramref name="rule"/>.</summary>
    public static GopherQuality Measure(ReadOnlySpan<byte> text, WordRule rule)
    {
        int words = 0, symbolWords = 0, alphabetic = 0, stopWords = 0;
        long chars = 0;
        uint distinct = 0;
        foreach (var word in DataPipe.Text.Words.Words.Of(text, rule))
        {
            words++;
            if (word.IsPunctuation) symbolWords++;
            else chars += word.Runes;
            if (!word.HasAlphabetic) continue;
            alphabetic++;
            var stopWord = StopWord(word.Span);
            if (stopWord == 0) continue;
            stopWords++;
            distinct |= stopWord;
        }

        int lines = 0, bullets = 0, ellipsisLines = 0;
        foreach (var line in Lines.Of(text))
        {
            lines++;
            var start = Whitespace.TrimStart(line);
            if (start.StartsWith("-"u8) || start.StartsWith("•"u8)) bullets++;
            var end = Whitespace.TrimEnd(line);
            if (end.EndsWith("..."u8) || end.EndsWith("…"u8)) ellipsisLines++;
        }

        var nonSymbolWords = words - symbolWords;
        var ellipses = Occurrences(text, "..."u8) + Occurrences(text, "…"u8);
        return new(
            words,
            nonSymbolWords,
            Ratio(chars, nonSymbolWords),
            Ratio(text.Count((byte)'#'), words),
            Ratio(ellipses, words),
            lines,
            Ratio(bullets, lines),
            Ratio(ellipsisLines, lines),
            Ratio(alphabetic, words),
            stopWords,
            BitOperations.PopCount(distinct));
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

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

    private static uint StopWord(ReadOnlySpan<byte> word) => word.Length switch
    {
        2 => word.SequenceEqual("be"u8) ? 1u : word.SequenceEqual("to"u8) ? 2u : word.SequenceEqual("of"u8) ? 4u : 0,
        3 => word.SequenceEqual("the"u8) ? 8u : word.SequenceEqual("and"u8) ? 16u : 0,
        4 => word.SequenceEqual("that"u8) ? 32u : word.SequenceEqual("have"u8) ? 64u : word.SequenceEqual("with"u8) ? 128u : 0,
        _ => 0,
    };
}
