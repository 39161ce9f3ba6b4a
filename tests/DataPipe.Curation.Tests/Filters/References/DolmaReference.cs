using System.Text;

namespace DataPipe.Curation.Tests.Filters.References;

/// <summary>What Dolma's tagger gopher_v1 measures, worded plainly, and the limits of its rules in the order of the tagger.</summary>
internal static class DolmaReference
{
    private static readonly string[] StopWords = ["the", "be", "to", "of", "and", "that", "have", "with"];

    internal static string Judge(double[] signals)
    {
        (string Reason, bool Fails)[] rules =
        [
            ("short-doc", signals[0] < 50), ("long-doc", signals[0] > 100_000), ("below-median-word-length", signals[1] < 3), ("above-median-word-length", signals[1] > 10),
            ("too-many-symbols", signals[2] > 0.1), ("below-alphabetic-fraction", signals[3] < 0.8), ("too-few-stop-words", signals[4] < 2), ("too-many-bullets", signals[5] > 0.9),
            ("too-many-end-ellipses", signals[6] > 0.3), ("repeated-lines", signals[7] > 0.3), ("repeated-line-chars", signals[8] > 0.3),
            ("top-2-gram", signals[9] > 0.2), ("top-3-gram", signals[10] > 0.18), ("top-4-gram", signals[11] > 0.16), ("dup-5-gram", signals[12] > 0.15), ("dup-6-gram", signals[13] > 0.14),
            ("dup-7-gram", signals[14] > 0.13), ("dup-8-gram", signals[15] > 0.12), ("dup-9-gram", signals[16] > 0.11), ("dup-10-gram", signals[17] > 0.10),
        ];
        return rules.Where(r => r.Fails).Select(r => r.Reason).FirstOrDefault("keep");
    }

    internal static double[] Signals(string text)
    {
        var words = PythonText.Split(text);
        var (count, chars) = (Math.Max(words.Count, 1), Math.Max(words.Sum(PythonText.Len), 1));
        var lines = text.Split('\n');
        double lineCount = lines.Length;
        var repeated = lines.GroupBy(l => l).Where(g => g.Count() > 1).ToList();
        return
        [
            words.Count,
            Median([.. words.Select(w => Math.Min(PythonText.Len(w), 63)).Order()]),
            (double)words.Count(w => w.Contains('#', StringComparison.Ordinal) || w.Contains('…', StringComparison.Ordinal)) / count,
            (double)words.Count(w => w.EnumerateRunes().Any(Rune.IsLetter)) / count,
            words.Count(StopWords.Contains),
            lines.Count(l => l.StartsWith('*') || l.StartsWith('-')) / lineCount,
            lines.Count(l => l.EndsWith('…')) / lineCount,
            repeated.Sum(g => g.Count()) / lineCount,
            (double)repeated.Sum(g => g.Count() * PythonText.Len(g.Key)) / chars,
            .. Enumerable.Range(2, 9).Select(n => Phrases(words, n, chars)),
        ];
    }

    private static double Phrases(List<string> words, int n, double chars)
    {
        var phrases = Enumerable.Range(0, Math.Max(0, words.Count - n + 1)).Select(i => string.Join(' ', words.Skip(i).Take(n))).ToList();
        if (phrases.Count == 0) return 0;
        var counts = phrases.GroupBy(p => p).Select(g => (Count: g.Count(), Chars: PythonText.Len(g.Key) - n + 1)).ToList(); // in the order of the text
        var most = counts.MaxBy(c => c.Count);
        return n <= 4 ? most.Count * most.Chars / chars : counts.Where(c => c.Count > 1).Sum(c => (double)c.Count * c.Chars) / Math.Max(counts.Sum(c => (double)c.Count * c.Chars), 1);
    }

    private static double Median(int[] sorted) => sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
}
