namespace DataPipe.Synthesis.Reasoning;

/// <summary>Parts the reasoning that a model leaves in its answer from the answer: <c>&lt;think&gt;</c>, <c>&lt;thinking&gt;</c>, <c>&lt;reasoning&gt;</c> or <c>&lt;thought&gt;</c> at its beginning.</summary>
public static class ThinkTags
{
    private static readonly string[] Names = ["think", "thinking", "reasoning", "thought"];

    /// <summary>The reasoning, null when there is none, and what is behind it. A block that never ends is all reasoning; one whose beginning stands in the prompt's template begins with the answer.</summary>
    public static (string? Reasoning, string Answer) Split(string text)
    {
        var start = text.AsSpan().TrimStart();
        var skipped = text.Length - start.Length;
        foreach (var name in Names)
        {
            string open = $"<{name}>", close = $"</{name}>";
            var opened = start.StartsWith(open, StringComparison.OrdinalIgnoreCase);
            var end = text.IndexOf(close, StringComparison.OrdinalIgnoreCase);
            if (end >= 0 && (opened || text.IndexOf(open, 0, end, StringComparison.OrdinalIgnoreCase) < 0))
                return (text[(opened ? skipped + open.Length : 0)..end].Trim(), text[(end + close.Length)..].TrimStart());
            if (opened) return (start[open.Length..].Trim().ToString(), "");
        }

        return (null, text);
    }
}
