using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>Measures what FineWeb's line rules look at. Holds memory for one thread.</summary>
public sealed class LineQualityMeasure
{
    /// <summary>The length in code points up to which FineWeb calls a line short.</summary>
    public const int FineWebShortLineChars = 30;

    private readonly HashSet64 _seen = new();

    /// <summary>The measures of the text of <paramref name="analysis"/> on the words of <paramref name="rule"/>, with lines of up to <paramref name="shortLineChars"/> code points short.</summary>
    public LineQuality Measure(TextAnalysis analysis, WordRule rule, int shortLineChars = FineWebShortLineChars) =>
        Lines(analysis, shortLineChars) with { NewlinesPerWord = NewlinesPerWord(analysis, rule) };

    /// <summary>The same without <see cref="LineQuality.NewlinesPerWord"/>, for which all words must be looked at.</summary>
    public LineQuality Lines(TextAnalysis analysis, int shortLineChars)
    {
        var text = analysis.Text;
        var table = analysis.Lines(LineRule.Newline);
        _seen.Reset(table.Count);
        int lines = 0, terminal = 0, shortLines = 0;
        long duplicateChars = 0;
        for (var i = 0; i < table.Count; i++)
        {
            var line = table.Of(text, i);
            if (Whitespace.TrimStart(line).IsEmpty) continue;
            lines++;
            var chars = analysis.RunesOf(line);
            if ((RuneTraits.Last(line, out _) & RuneTrait.Terminal) != 0) terminal++;
            if (chars <= shortLineChars) shortLines++;
            if (!_seen.Add(XxHash64.Hash(line))) duplicateChars += chars;
        }

        var visible = analysis.Runes - (table.Count - 1);
        return new(
            lines,
            lines == 0 ? 0 : (double)terminal / lines,
            lines == 0 ? 0 : (double)shortLines / lines,
            visible == 0 ? 0 : (double)duplicateChars / visible,
            0);
    }

    /// <summary>Newlines by words; infinite when there are newlines but no words.</summary>
    public static double NewlinesPerWord(TextAnalysis analysis, WordRule rule)
    {
        var newlines = analysis.Lines(LineRule.Newline).Count - 1;
        return newlines == 0 ? 0 : (double)newlines / analysis.Words(rule).Count;
    }

    /// <summary>Whether there are more newlines a word than <paramref name="most"/>; looks at no more words than it takes to say no.</summary>
    public static bool HasMoreNewlinesPerWord(TextAnalysis analysis, WordRule rule, double most)
    {
        var newlines = analysis.Lines(LineRule.Newline).Count - 1;
        if (newlines == 0) return 0 > most;
        if (analysis.HasWords(rule)) return NewlinesPerWord(analysis, rule) > most;
        var words = 0;
        foreach (var _ in DataPipe.Text.Words.Words.Of(analysis.Text, rule))
            if (!((double)newlines / ++words > most))
                return false;
        return (double)newlines / words > most;
    }
}
