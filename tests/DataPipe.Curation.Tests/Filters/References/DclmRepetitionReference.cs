using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Tests.Filters.References;

/// <summary>DCLM's repetition rules as its code words them, in its order. The words are Unicode's, which have tests of their own.</summary>
internal static class DclmRepetitionReference
{
    internal static string Judge(double[] signals)
    {
        string[] reasons =
        [
            "repeated-lines", "repeated-paragraphs", "repeated-line-chars", "repeated-paragraph-chars", "top-2-gram", "top-3-gram", "top-4-gram",
            "repeated-5-gram", "repeated-6-gram", "repeated-7-gram", "repeated-8-gram", "repeated-9-gram", "repeated-10-gram",
        ];
        double[] limits = [0.3, 0.3, 0.2, 0.2, 0.2, 0.18, 0.16, 0.15, 0.14, 0.13, 0.12, 0.11, 0.10];
        return reasons.Where((_, i) => signals[i] > limits[i]).FirstOrDefault("keep");
    }

    internal static double[] Signals(string text)
    {
        var (lines, paragraphs) = (Segments(text, "\n"), Segments(text, "\n\n"));
        List<string> words = [];
        foreach (var piece in new UnicodeWords(Encoding.UTF8.GetBytes(text))) words.Add(Encoding.UTF8.GetString(piece));
        words = [.. words.Where(w => PythonText.IsAlnum(w.EnumerateRunes().First()))];
        return [Fraction(lines, _ => 1), Fraction(paragraphs, _ => 1), Fraction(lines, PythonText.Len), Fraction(paragraphs, PythonText.Len), .. Enumerable.Range(2, 9).Select(n => Phrases(words, n))];
    }

    private static List<string> Segments(string text, string separator) => [.. text.Split(separator).Select(PythonText.Strip).Where(s => s.Length > 0)];

    private static double Fraction(List<string> segments, Func<string, int> weight)
    {
        if (segments.Count < 2) return segments.Count == 0 ? 1 : 0;
        return (double)segments.GroupBy(s => s).Where(g => g.Count() > 1).Sum(g => g.Count() * weight(g.Key)) / segments.Sum(weight);
    }

    private static double Phrases(List<string> words, int n)
    {
        var phrases = Enumerable.Range(0, Math.Max(0, words.Count - n + 1)).Select(i => string.Join('\n', words.Skip(i).Take(n))).ToList();
        var counts = phrases.GroupBy(p => p).ToDictionary(g => g.Key, g => g.Count());
        if (counts.Count == 0 || counts.Values.Max() == 1) return 0;
        double chars = words.Sum(PythonText.Len);
        var most = counts.Values.Max();
        if (n <= 4) return most * counts.Where(c => c.Value == most).Max(c => PythonText.Len(c.Key) - n + 1) / chars;
        return Enumerable.Range(0, phrases.Count).Where(i => counts[phrases[i]] > 1).SelectMany(i => Enumerable.Range(i, n)).Distinct().Sum(i => PythonText.Len(words[i])) / chars;
    }
}
