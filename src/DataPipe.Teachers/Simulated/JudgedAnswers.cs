namespace DataPipe.Teachers.Simulated;

/// <summary>Reads what a judge's prompt shows between its markers. Source of the markers: MT-bench, arXiv:2306.05685, appendix A.</summary>
internal static class JudgedAnswers
{
    /// <summary>The two answers to compare.</summary>
    public static bool TryPair(string text, out string question, out string first, out string second)
    {
        question = first = second = "";
        if (Between(text, "[The Start of Assistant A's Answer]", "[The End of Assistant A's Answer]") is not { } a
            || Between(text, "[The Start of Assistant B's Answer]", "[The End of Assistant B's Answer]") is not { } b)
            return false;
        question = QuestionOf(text);
        first = a;
        second = b;
        return true;
    }

    /// <summary>The one answer to rate.</summary>
    public static bool TrySingle(string text, out string question, out string answer)
    {
        question = answer = "";
        if (Between(text, "[The Start of Assistant's Answer]", "[The End of Assistant's Answer]") is not { } single)
            return false;
        question = QuestionOf(text);
        answer = single;
        return true;
    }

    /// <summary>The reference answer, or null when none is shown.</summary>
    public static string? ReferenceOf(string text) => Between(text, "[The Start of Reference Answer]", "[The End of Reference Answer]");

    private static string QuestionOf(string text)
    {
        var end = text.IndexOf("[The Start of ", StringComparison.OrdinalIgnoreCase);
        var before = end < 0 ? text : text[..end];
        foreach (var marker in (ReadOnlySpan<string>)["[User Question]", "[Question]"])
        {
            var at = before.LastIndexOf(marker, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
                return before[(at + marker.Length)..].Trim();
        }

        return before.Trim();
    }

    private static string? Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.OrdinalIgnoreCase);
        if (from < 0)
            return null;
        from += start.Length;
        var to = text.IndexOf(end, from, StringComparison.OrdinalIgnoreCase);
        return to < 0 ? null : text[from..to].Trim();
    }
}
