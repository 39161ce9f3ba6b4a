namespace DataPipe.Curation.Tests.Filters.References;

/// <summary>DCLM's quality rules as its code words them, in the order of its configuration; gives the first that a page fails.</summary>
internal static class DclmQualityReference
{
    private static readonly string[] StopWords = ["the", "be", "to", "of", "and", "that", "have", "with"];

    internal static string Judge(string page)
    {
        var counted = DclmLinesReference.Words(page);
        if (counted < 50) return "short-doc";
        if (counted > 100_000) return "long-doc";
        var words = PythonText.Split(page);
        var mean = (double)words.Sum(PythonText.Len) / words.Count;
        if (mean < 3) return "below-mean-word-length";
        if (mean > 10) return "above-mean-word-length";
        var symbols = new[] { "#", "...", ". . .", "…" }.Sum(s => PythonText.Occurrences(page, s));
        if ((double)symbols / words.Count > 0.1) return "too-many-symbols";
        var lines = page.Split('\n').Select(PythonText.Strip).Where(l => l.Length > 0).ToList();
        if (lines.Count(l => l[0] is '●' or '•' or '*' or '-') > 0.9 * lines.Count) return "too-many-bullets";
        if (lines.Count(l => new[] { "...", ". . .", "…" }.Any(e => l.EndsWith(e, StringComparison.Ordinal))) > 0.3 * lines.Count) return "too-many-end-ellipses";
        if ((double)words.Count(w => !w.EnumerateRunes().Any(System.Text.Rune.IsLetter)) / words.Count > 0.2) return "too-many-non-alphabetic-words";
        return words.Count(w => StopWords.Contains(w.ToLowerInvariant())) < 2 ? "too-few-stop-words" : "keep";
    }
}
