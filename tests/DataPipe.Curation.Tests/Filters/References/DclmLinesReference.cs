using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Curation.Tests.Filters.References;

/// <summary>DCLM's line rules as its code words them: one pass over the page for each, in the order of its configuration. Null for a page that goes, and why.</summary>
/// <param name="Strips">Whether the page is stripped behind the passes that strip it, as the code does, or behind all of them.</param>
/// <param name="Flagged">Whether all words of a line that was touched count as lost, as RefinedWeb has it.</param>
internal sealed partial record DclmLinesReference(bool Strips, bool Flagged)
{
    private const double MaxUppercase = 0.5, MaxNumeric = 0.999999, MaxRemoved = 0.05;

    internal (string? Text, string Outcome) Clean(string page)
    {
        var before = Words(page);
        // Each line with the words it had at first and those it has now.
        var lines = page.Split('\n').Select(l => (Text: l, At: l)).ToList();
        Func<string, string?>[] passes =
        [
            line => line.Length > 0 && (double)PythonText.Count(line, PythonText.IsUpper) / PythonText.Len(line) > MaxUppercase ? null : line,
            line => line.Length > 0 && (double)PythonText.Count(line, PythonText.IsDigit) / PythonText.Len(line) > MaxNumeric ? null : line,
            line => Counter().IsMatch(Lower(line)) ? null : line,
            line => line.Length > 0 && PythonText.Split(line).Count < 2 ? null : line,
            line => Cut(line, Anywhere()),
            line => Cut(line, End()),
            line => Cut(line, Start()),
        ];
        for (var pass = 0; pass < passes.Length; pass++)
        {
            lines = [.. lines.Select(l => (Text: passes[pass](l.Text)!, l.At)).Where(l => l.Text is not null)];
            if (Strips && pass != 3) lines = Strip(lines);
            if (string.Concat(lines.Select(l => l.Text)).Length == 0) return (null, "nothing-left");
        }

        var after = string.Join('\n', lines.Select(l => l.Text));
        var left = Flagged ? lines.Where(l => l.Text == l.At).Sum(l => Words(l.Text)) : Words(after);
        if (before == 0 || (double)(before - left) / before > MaxRemoved) return (null, "too-many-words-removed");
        return (PythonText.Strip(after), "keep");
    }

    // What fastText parts, where it begins with a letter or a number.
    internal static int Words(string text) =>
        text.Split([' ', '\n', '\r', '\t', '\v', '\f', '\0'], StringSplitOptions.RemoveEmptyEntries).Count(w => PythonText.IsAlnum(w.EnumerateRunes().First()));

    private static List<(string Text, string At)> Strip(List<(string Text, string At)> lines)
    {
        while (lines.Count > 0 && PythonText.Strip(lines[0].Text).Length == 0) lines.RemoveAt(0);
        while (lines.Count > 0 && PythonText.Strip(lines[^1].Text).Length == 0) lines.RemoveAt(lines.Count - 1);
        if (lines.Count == 0) return lines;
        var first = lines[0].Text;
        lines[0] = (first[first.IndexOf(PythonText.Strip(first), StringComparison.Ordinal)..], lines[0].At);
        var last = lines[^1].Text;
        lines[^1] = (last[..(last.LastIndexOf(PythonText.Strip(last), StringComparison.Ordinal) + PythonText.Strip(last).Length)], lines[^1].At);
        return lines;
    }

    private static string? Cut(string line, Regex phrase)
    {
        if (PythonText.Split(line).Count > 10) return line;
        var cut = phrase.Replace(line, "");
        return line.Length > 0 && PythonText.Strip(cut).Length == 0 ? null : cut;
    }

    private static string Lower(string line) => string.Concat(line.Select(c => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c));

    // Characters beyond the sixteenth bit are two to these expressions and one to ours: none is in the texts that are compared.
    private const string Space = @"[\s\x1c-\x1f]";

    [GeneratedRegex(@"^[^\p{L}\p{N}_]*\p{Nd}(?:,|\.|\p{Nd})*[kmb]?" + Space + @"+(?:likes|shares|comments|retweets|reposts|quotes|bookmarks|upvotes|downvotes|downloads|views|followers)[^\p{L}\p{N}_]*\z")]
    private static partial Regex Counter();

    [GeneratedRegex(Space + "?[iI][tT][eE][mM][sS] [iI][nN] [cC][aA][rR][tT]")]
    private static partial Regex Anywhere();

    [GeneratedRegex(Space + @"?[rR][eE][aA][dD] [mM][oO][rR][eE][^\n]{3}\z")]
    private static partial Regex End();

    [GeneratedRegex(@"\A[sS][iI][gG][nN]-[iI][nN]" + Space + "?")]
    private static partial Regex Start();
}
