using System.Globalization;

namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>Numbers and lists in the words of constraints.</summary>
internal static class Wordings
{
    /// <summary>"at least 3 words", "exactly one word".</summary>
    public static string Amount(Constraint constraint, string one, string many)
    {
        var relation = constraint.Relation switch { "at-most" => "at most", "exactly" => "exactly", _ => "at least" };
        return string.Create(CultureInfo.InvariantCulture, $"{relation} {constraint.Count ?? 1} {(constraint.Count is 1 or null ? one : many)}");
    }

    /// <summary>'"a", "b" and "c"'.</summary>
    public static string Quoted(IReadOnlyList<string>? words) => words switch
    {
        null or [] => "",
        [var only] => $"\"{only}\"",
        _ => $"{string.Join(", ", words.SkipLast(1).Select(w => $"\"{w}\""))} and \"{words[^1]}\"",
    };

    /// <summary>Some words by chance, each once.</summary>
    public static IReadOnlyList<string> Some(IReadOnlyList<string> from, int count, Func<int, int> below)
    {
        List<string> left = [.. from], some = [];
        while (some.Count < count && left.Count > 0)
        {
            var at = below(left.Count);
            some.Add(left[at]);
            left.RemoveAt(at);
        }

        return some;
    }

    public static string Relation(Func<int, int> below) => below(2) == 0 ? "at-least" : "at-most";
}
