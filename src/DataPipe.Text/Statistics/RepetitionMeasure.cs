using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>Measures how much a text repeats itself, each part when it is asked for. Texts are compared by 64-bit hashes. Holds memory for one thread.</summary>
public sealed class RepetitionMeasure
{
    private const int MaxTextBytes = 1 << 29; // above it the tables could not keep a free slot
    private readonly HashSet64 _seen = new();
    private readonly NgramRepetition _ngrams = new();

    /// <summary>All fractions of the text of <paramref name="analysis"/> on the words of <paramref name="rule"/>. Throws <see cref="ArgumentException"/> when the text is longer than 512 MiB.</summary>
    public RepetitionFractions Measure(TextAnalysis analysis, WordRule rule)
    {
        CheckLength(analysis);
        var chars = analysis.Runes;
        if (chars == 0) return default;
        var paragraphs = Paragraphs(analysis);
        var lines = Lines(analysis);
        var words = analysis.Words(rule);
        _ngrams.Read(analysis.Text, words);
        return new(
            words.Count,
            chars,
            paragraphs.Fraction,
            paragraphs.CharFraction,
            lines.Fraction,
            lines.CharFraction,
            Top(2),
            Top(3),
            Top(4),
            Duplicate(5),
            Duplicate(6),
            Duplicate(7),
            Duplicate(8),
            Duplicate(9),
            Duplicate(10));

        double Top(int n) => (double)_ngrams.Top(n, words) / chars;
        double Duplicate(int n) => (double)_ngrams.Duplicates(n, words) / chars;
    }

    /// <summary>The paragraphs of a text that were seen before in it, by all its paragraphs, and the code points in them by all.</summary>
    public (double Fraction, double CharFraction) Paragraphs(TextAnalysis analysis)
    {
        CheckLength(analysis);
        var trimmed = Whitespace.Trim(analysis.Text);
        // Without an empty line there is one paragraph, which nothing comes before.
        return trimmed.IndexOf("\n\n"u8) < 0 ? default : Duplicates(DataPipe.Text.Words.Lines.Of(trimmed, LineRule.BlankLine), analysis);
    }

    /// <summary>The lines of a text, cut at runs of newlines, that were seen before in it, by all its lines, and the code points in them by all.</summary>
    public (double Fraction, double CharFraction) Lines(TextAnalysis analysis)
    {
        CheckLength(analysis);
        return analysis.Runes == 0 ? default : Duplicates(DataPipe.Text.Words.Lines.Of(analysis.Text, LineRule.NewlineRun), analysis);
    }

    /// <summary>Code points of the most frequent run of <paramref name="n"/> words, 2 to 4, joined by blanks, times its number, by all code points; of equals the one seen first.</summary>
    public double TopNGram(TextAnalysis analysis, WordRule rule, int n)
    {
        var words = ReadWords(analysis, rule);
        return analysis.Runes == 0 ? 0 : (double)_ngrams.Top(n, words) / analysis.Runes;
    }

    /// <summary>As much as <see cref="TopNGram"/> may be at most: costs far less, and most texts need no more. How far above it lies differs from process to process.</summary>
    public double TopNGramAtMost(TextAnalysis analysis, WordRule rule, int n)
    {
        var words = ReadWords(analysis, rule);
        return analysis.Runes == 0 ? 0 : (double)_ngrams.TopAtMost(n, words) / analysis.Runes;
    }

    /// <summary>Code points of runs of <paramref name="n"/> words, 5 or more, that were seen before, joined without blanks, by all code points; a hit moves on by <paramref name="n"/> words.</summary>
    public double DuplicateNGram(TextAnalysis analysis, WordRule rule, int n)
    {
        var words = ReadWords(analysis, rule);
        return analysis.Runes == 0 ? 0 : (double)_ngrams.Duplicates(n, words) / analysis.Runes;
    }

    /// <summary>Whether <see cref="DuplicateNGram"/> is above <paramref name="limit"/>: stops where that is settled, which for most texts is early.</summary>
    public bool DuplicateNGramExceeds(TextAnalysis analysis, WordRule rule, int n, double limit)
    {
        var words = ReadWords(analysis, rule);
        var runes = analysis.Runes;
        if (runes == 0) return 0 > limit;
        if (!(limit >= 0 && limit < 1)) return (double)_ngrams.Duplicates(n, words) / runes > limit;
        var least = (long)(limit * runes); // the first number above the limit, as it is divided
        while (least > 0 && (double)(least - 1) / runes > limit) least--;
        while ((double)least / runes <= limit) least++;
        return _ngrams.DuplicatesReach(n, words, least);
    }

    private WordTable ReadWords(TextAnalysis analysis, WordRule rule)
    {
        CheckLength(analysis);
        var words = analysis.Words(rule);
        _ngrams.Read(analysis.Text, words);
        return words;
    }

    private static void CheckLength(TextAnalysis analysis)
    {
        if (analysis.Text.Length > MaxTextBytes) throw new ArgumentException("The text is longer than 512 MiB.", nameof(analysis));
    }

    private (double Fraction, double CharFraction) Duplicates(LineEnumerator pieces, TextAnalysis analysis)
    {
        _seen.Reset(analysis.Text.Count((byte)'\n') + 1);
        int count = 0, duplicates = 0;
        long chars = 0;
        foreach (var piece in pieces)
        {
            count++;
            if (_seen.Add(FoldHash.Of(piece))) continue;
            duplicates++;
            chars += analysis.RunesOf(piece);
        }

        return ((double)duplicates / count, (double)chars / analysis.Runes);
    }
}
