using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>Measures what FineWeb's line rules look at.</summary>
public static class LineQualityMeasure
{
    /// <summary>The length in code points up to which FineWeb calls a line short.</summary>
    public const int FineWebShortLineChars = 30;

    /// <summary>The measures of <paramref name="text"/> on <see cref="WordRule.Standard"/> words, with lines of up to 30 code points short.</summary>
    public static LineQuality Measure(ReadOnlySpan<byte> text, RepetitionScratch scratch) => Measure(text, WordRule.Standard, FineWebShortLineChars, scratch);

    /// <summary>The measures of <paramref name="text"/> on the words of <paramref name="rule"/>, with lines of up to <paramref name="shortLineChars"/> code points short.</summary>
    public static LineQuality Measure(ReadOnlySpan<byte> text, WordRule rule, int shortLineChars, RepetitionScratch scratch)
    {
        var newlines = text.Count((byte)'\n');
        scratch.Seen.Reset(newlines + 1);
        int lines = 0, terminal = 0, shortLines = 0;
        long duplicateChars = 0;
        foreach (var line in Lines.Of(text, LineRule.Newline))
        {
            if (Whitespace.TrimStart(line).IsEmpty) continue;
            lines++;
            var chars = Utf8Runes.Count(line);
            if ((RuneTraits.Last(line, out _) & RuneTrait.Terminal) != 0) terminal++;
            if (chars <= shortLineChars) shortLines++;
            if (!scratch.Seen.Add(XxHash64.Hash(line))) duplicateChars += chars;
        }
        var visible = Utf8Runes.Count(text) - newlines;
        var words = DataPipe.Text.Words.Words.Count(text, rule);
        return new(
            lines,
            lines == 0 ? 0 : (double)terminal / lines,
            lines == 0 ? 0 : (double)shortLines / lines,
            visible == 0 ? 0 : (double)duplicateChars / visible,
            newlines == 0 ? 0 : (double)newlines / words);
    }
}
