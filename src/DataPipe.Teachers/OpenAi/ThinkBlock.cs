namespace DataPipe.Teachers.OpenAi;

/// <summary>Parts the reasoning that some servers leave in the answer, between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>, from the answer.</summary>
internal static class ThinkBlock
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    /// <summary>The reasoning, null when there is none, and the answer after it.</summary>
    public static (string? Reasoning, string Text) Split(string answer)
    {
        var start = answer.AsSpan().TrimStart();
        var opened = start.StartsWith(Open, StringComparison.Ordinal);
        var close = answer.IndexOf(Close, StringComparison.Ordinal);
        // Templates that end in the opening mark leave only the closing one in the answer.
        if (close >= 0 && (opened || !answer.AsSpan(0, close).Contains(Open, StringComparison.Ordinal)))
        {
            var from = opened ? answer.Length - start.Length + Open.Length : 0;
            return (answer[from..close].Trim(), answer[(close + Close.Length)..].TrimStart());
        }

        return opened ? (start[Open.Length..].Trim().ToString(), "") : (null, answer);
    }
}
