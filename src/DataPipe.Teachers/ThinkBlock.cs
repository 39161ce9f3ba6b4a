namespace DataPipe.Teachers;

/// <summary>Parts the reasoning that a model leaves in its answer from the answer: <c>&lt;think&gt;</c>, <c>&lt;thinking&gt;</c>, <c>&lt;reasoning&gt;</c> or <c>&lt;thought&gt;</c> at its beginning.</summary>
public static class ThinkBlock
{
    private static readonly (string Open, string Close)[] Tags = [("<think>", "</think>"), ("<thinking>", "</thinking>"), ("<reasoning>", "</reasoning>"), ("<thought>", "</thought>")];

    /// <summary>The reasoning, null when there is none, and the answer after it. A block that never ends is all reasoning; templates that end in the opening mark leave only the closing one in the answer.</summary>
    public static (string? Reasoning, string Text) Split(string answer)
    {
        var start = answer.AsSpan().TrimStart();
        foreach (var (open, close) in Tags)
        {
            var opened = start.StartsWith(open, StringComparison.Ordinal);
            var end = answer.IndexOf(close, StringComparison.Ordinal);
            if (end >= 0 && (opened || !answer.AsSpan(0, end).Contains(open, StringComparison.Ordinal)))
            {
                var from = opened ? answer.Length - start.Length + open.Length : 0;
                return (answer[from..end].Trim(), answer[(end + close.Length)..].TrimStart());
            }

            if (opened) return (start[open.Length..].Trim().ToString(), "");
        }

        return (null, answer);
    }
}
