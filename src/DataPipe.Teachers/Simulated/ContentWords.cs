namespace DataPipe.Teachers.Simulated;

/// <summary>The words that say what a text is about: letters or digits, three or more of them, and not among the commonest.</summary>
internal static class ContentWords
{
    private const int MaxWords = 64;

    /// <summary>The distinct content words in order of first appearance, at most 64.</summary>
    public static List<string> Of(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var range in Ranges(text))
        {
            var word = text[range];
            if (word.Length < 3 || words.Count == MaxWords)
                continue;
            var known = word.ToString();
            if (!Vocabulary.Common.Contains(known) && seen.Add(known))
                words.Add(known);
        }

        return words;
    }

    /// <summary>All words, lower-cased.</summary>
    public static List<string> AllOf(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        foreach (var range in Ranges(text))
            words.Add(text[range].ToString().ToLowerInvariant());
        return words;
    }

    /// <summary>A phrase of the text that names its subject: the longest run of neighbouring content words, at most four.</summary>
    public static string SubjectOf(ReadOnlySpan<char> text)
    {
        var best = "";
        var bestCount = 0;
        var count = 0;
        var start = 0;
        var previousEnd = -2;
        foreach (var range in Ranges(text))
        {
            var word = text[range];
            var content = word.Length >= 3 && !Vocabulary.Common.Contains(word.ToString());
            if (content && count is > 0 and < 4 && range.Start.Value == previousEnd + 1 && text[previousEnd] == ' ')
            {
                count++;
            }
            else
            {
                count = content ? 1 : 0;
                start = range.Start.Value;
            }

            previousEnd = range.End.Value;
            if (count > bestCount)
            {
                bestCount = count;
                best = text[start..previousEnd].ToString();
            }
        }

        return best.Length == 0 ? "the matter" : best.ToLowerInvariant();
    }

    private static List<Range> Ranges(ReadOnlySpan<char> text)
    {
        var ranges = new List<Range>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsLetterOrDigit(text[i]) || (start >= 0 && text[i] is '\'' or '-' && i + 1 < text.Length && char.IsLetter(text[i + 1])));
            if (inside && start < 0)
                start = i;
            if (inside || start < 0)
                continue;
            ranges.Add(start..i);
            start = -1;
        }

        return ranges;
    }
}
