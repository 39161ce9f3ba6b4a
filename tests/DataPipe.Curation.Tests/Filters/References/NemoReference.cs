using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Curation.Tests.Filters.References;

/// <summary>NeMo Curator's English heuristics as its code words them, in the order of its configuration; gives the first that a text fails. Of equally frequent phrases, of which the code takes any, the first of the text counts.</summary>
internal static partial class NemoReference
{
    private static readonly string[] Ellipses = ["...", "[...]", "…", "(...)", "[…]", "-»", "read more..", "read more"];
    private static readonly string[] StopWords = ["the", "be", "to", "of", "and", "that", "have", "with"];
    private static readonly string[] Policies =
    [
        "terms of use", "privacy policy", "cookie policy", "uses cookies", "privacy overview", "use of cookies", "use cookies", "privacy & cookies policy", "privacy and cookies policy",
        "necessary cookies are absolutely essential for the website to function properly", "any cookies that may not be particularly necessary for the website to function",
        "if you continue to browse this site without changing your cookie settings",
    ];

    /// <summary>The first rule that signals fail.</summary>
    internal static string Judge(double[] signals)
    {
        (string Reason, bool Fails)[] rules =
        [
            ("too-many-non-alphanumeric", signals[0] > 0.25), ("too-many-symbols", signals[1] > 0.1), ("too-many-numbers", signals[2] > 0.15), ("too-many-urls", signals[3] > 0.2),
            ("too-much-whitespace", signals[4] > 0.25), ("too-many-parentheses", signals[5] > 0.1), ("boilerplate", signals[6] > 0.4), ("repeated-lines", signals[7] < 0.7),
            ("repeated-paragraphs", signals[8] < 0.7), ("repeated-line-chars", signals[9] < 0.8), ("repeated-paragraph-chars", signals[10] < 0.8), ("short-doc", signals[11] < 50),
            ("long-doc", signals[11] > 100_000), ("too-many-unended-lines", signals[12] > 0.85), ("below-alphabetic-fraction", signals[13] < 0.8), ("too-few-stop-words", signals[14] < 2),
            ("below-mean-word-length", signals[15] < 3), ("above-mean-word-length", signals[15] > 10), ("long-word", signals[16] > 1000), ("too-many-end-ellipses", signals[17] > 0.3),
            ("top-2-gram", signals[18] > 0.2), ("top-3-gram", signals[19] > 0.18), ("top-4-gram", signals[20] > 0.16), ("dup-5-gram", signals[21] > 0.15), ("dup-6-gram", signals[22] > 0.14),
            ("dup-7-gram", signals[23] > 0.13), ("dup-8-gram", signals[24] > 0.12), ("dup-9-gram", signals[25] > 0.11), ("dup-10-gram", signals[26] > 0.10), ("too-many-bullets", signals[27] > 0.9),
        ];
        return rules.Where(r => r.Fails).Select(r => r.Reason).FirstOrDefault("keep");
    }

    /// <summary>What the filters score, in their order, words once. Where the code divides by nothing, for texts that an earlier filter drops, 0 for what must be large.</summary>
    internal static double[] Signals(string text)
    {
        double chars = PythonText.Len(text);
        var words = PythonText.Split(text);
        var paragraphs = text.Split("\n\n");
        var lower = paragraphs.Select(p => p.ToLowerInvariant()).ToList();
        var lines = text.Split('\n').Where(l => PythonText.Strip(l).Length > 0).ToList();
        var stripped = lines.Select(PythonText.Strip).ToList();
        double OfText(double part) => chars > 0 ? part / chars : 1;
        double OfWords(Func<string, bool> what, double without) => words.Count > 0 ? (double)words.Count(what) / words.Count : without;
        double OfLines(Func<string, bool> what) => lines.Count > 0 ? (double)stripped.Count(what) / stripped.Count : 1;
        return
        [
            OfText(PythonText.Count(text, c => !c.IsAscii || !(char.IsAsciiLetterOrDigit((char)c.Value) || "\n?!,.".Contains((char)c.Value, StringComparison.Ordinal)))),
            OfWords(w => Ellipses.Contains(w) || (double)Signs().Count(w) / PythonText.Len(w) > 0.5, 1),
            OfText(text.Count(char.IsAsciiDigit)),
            OfText(Url().Matches(text).Sum(m => m.Length)),
            OfText(text.Count(c => "\t\n\r\b ".Contains(c, StringComparison.Ordinal))),
            OfText(text.Count(c => "{}⟨⟩[]()".Contains(c, StringComparison.Ordinal))),
            lower.Any(p => p.Contains("lorem ipsum", StringComparison.Ordinal)) ? 1 : (double)lower.Count(p => Policies.Any(s => p.Contains(s, StringComparison.Ordinal))) / paragraphs.Length,
            lines.Count == 0 ? 0 : (double)lines.Distinct().Count() / lines.Count,
            words.Count == 0 ? 0 : (double)paragraphs.Distinct().Count() / paragraphs.Length,
            lines.Count == 0 ? 0 : (double)lines.Distinct().Sum(PythonText.Len) / lines.Sum(PythonText.Len),
            words.Count == 0 ? 0 : (double)paragraphs.Distinct().Sum(PythonText.Len) / paragraphs.Sum(PythonText.Len),
            words.Count,
            OfLines(l => !".?!\"'".Contains(l[^1], StringComparison.Ordinal)),
            OfWords(w => w.EnumerateRunes().Any(Rune.IsLetter), 0),
            words.Count(StopWords.Contains),
            words.Count == 0 ? 0 : (double)words.Sum(PythonText.Len) / words.Count,
            words.Count == 0 ? 0 : words.Max(PythonText.Len),
            OfLines(l => Ellipses.Any(e => l.ToLowerInvariant().EndsWith(e, StringComparison.Ordinal))),
            .. Enumerable.Range(2, 3).Select(n => words.Count < n ? 1 : OfText(TopChars(text, words, n))),
            .. Enumerable.Range(5, 6).Select(n => words.Count < n ? 1 : OfText(DuplicateChars(words, n))),
            OfLines(l => "•‣⁃⁌⁍∙○●◘◦⦾⦿".Contains(l[0], StringComparison.Ordinal)),
        ];
    }

    private static double TopChars(string text, List<string> words, int n)
    {
        Dictionary<string, int> counts = [];
        List<string> order = [];
        foreach (var gram in Grams(words, n))
        {
            if (!counts.TryGetValue(gram, out var count)) order.Add(gram);
            counts[gram] = count + 1;
        }

        var most = counts.Values.Max();
        var top = order.First(g => counts[g] == most);
        return PythonText.Len(text) - PythonText.Len(text.Replace(top, "", StringComparison.Ordinal));
    }

    private static double DuplicateChars(List<string> words, int n)
    {
        HashSet<string> seen = [];
        int chars = 0, overlap = 0;
        var grams = Grams(words, n).ToList();
        for (var i = 0; i < grams.Count; i++)
        {
            if (!seen.Add(grams[i]))
            {
                chars += words.Skip(i + overlap).Take(n - overlap).Sum(PythonText.Len) + Math.Min(n - overlap, n - 1);
                overlap = n;
            }

            overlap = Math.Max(overlap - 1, 0);
        }

        return chars;
    }

    private static IEnumerable<string> Grams(List<string> words, int n) => Enumerable.Range(0, Math.Max(0, words.Count - n + 1)).Select(i => string.Join(' ', words.Skip(i).Take(n)));

    [GeneratedRegex("#+")]
    private static partial Regex Signs();

    [GeneratedRegex(@"http[s]?://(?:[a-zA-Z]|[0-9]|[$\-_@.&+]|[!*\(\),]|(?:%[0-9a-fA-F][0-9a-fA-F]))+")]
    private static partial Regex Url();
}
