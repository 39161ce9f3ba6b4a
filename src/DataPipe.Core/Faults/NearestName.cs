namespace DataPipe.Core.Faults;

/// <summary>Finds the known name that a mistyped one most likely meant.</summary>
public static class NearestName
{
    private const int PrefixChars = 3;

    /// <summary>The nearest name by edit distance (optimal string alignment), or one that begins with the name; null when none is near enough: more than a third of the longer name differs.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        known = [.. known];
        foreach (var candidate in known.Order(StringComparer.Ordinal))
        {
            var distance = Distance(Fold(name), Fold(candidate));
            if (distance < bestDistance && distance * 3 <= Math.Max(name.Length, candidate.Length) + 2)
                (best, bestDistance) = (candidate, distance);
        }

        return best ?? (name.Length >= PrefixChars ? known.Order(StringComparer.Ordinal).FirstOrDefault(k => Fold(k).StartsWith(Fold(name), StringComparison.Ordinal)) : null);
    }

    /// <summary><c> (did you mean 'x'?)</c>, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> known) => Of(name, known) is { } near ? $" (did you mean '{near}'?)" : "";

    private static string Fold(string name) => name.Replace('_', '-').ToLowerInvariant();

    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }

        return rows[a.Length, b.Length];
    }
}
