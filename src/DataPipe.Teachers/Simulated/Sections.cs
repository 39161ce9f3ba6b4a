namespace DataPipe.Teachers.Simulated;

/// <summary>Reads prompts whose parts stand under headings in square brackets on lines of their own.</summary>
internal static class Sections
{
    /// <summary>What stands under a heading, up to the next one that is named, or to the end; null when the heading is not there.</summary>
    public static string? Under(string text, string heading, params ReadOnlySpan<string> next)
    {
        var at = Find(text, heading, 0);
        if (at < 0) return null;
        var start = at + heading.Length;
        var end = text.Length;
        foreach (var other in next)
            if (Find(text, other, start) is >= 0 and var found && found < end)
                end = found;
        return text[start..end].Trim();
    }

    /// <summary>Whether the text ends with a heading, after which the answer is to come.</summary>
    public static bool EndsWith(string text, string heading) => text.AsSpan().TrimEnd().EndsWith(heading, StringComparison.Ordinal);

    private static int Find(string text, string heading, int from)
    {
        for (var at = from; (at = text.IndexOf(heading, at, StringComparison.Ordinal)) >= 0; at += heading.Length)
            if (at == 0 || text[at - 1] == '\n')
                return at;
        return -1;
    }
}
