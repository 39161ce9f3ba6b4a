namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>Rules about how an answer begins and ends.</summary>
internal static class EdgeRules
{
    private static readonly string[] Ends = ["Is there anything else I can help with?", "That is all there is to say.", "I hope that this is of use."];
    private static readonly string[] Starts = ["To begin with", "In short", "First of all"];

    public static IReadOnlyList<ConstraintRule> All { get; } =
    [
        new("end-with", "end", c => $"End your answer with exactly this sentence, and nothing behind it: {c.Text}",
            (c, text) => c.Text is { Length: > 0 } end && text.TrimEnd('"', ' ', '\n').EndsWith(end.Trim(), StringComparison.OrdinalIgnoreCase),
            below => new("end-with") { Text = Ends[below(Ends.Length)] }),
        new("start-with", "start", c => $"Begin your answer with exactly these words: {c.Text}",
            (c, text) => c.Text is { Length: > 0 } start && text.StartsWith(start.Trim(), StringComparison.OrdinalIgnoreCase),
            below => new("start-with") { Text = Starts[below(Starts.Length)] }),
        new("quotation", "start", _ => "Put your whole answer in double quotation marks.",
            (_, text) => text.Length > 2 && text[0] is '"' or '\u201C' && text[^1] is '"' or '\u201D', _ => new("quotation")),
        // The prompt itself is the constraint's text, written when it is put on the prompt.
        new("repeat-prompt", "start", c => "First repeat this request word for word without change, then give your answer. The request to repeat: " + c.Text,
            (c, text) => c.Text is { Length: > 0 } prompt && text.StartsWith(prompt.Trim(), StringComparison.OrdinalIgnoreCase) && text.Length > prompt.Trim().Length + 1,
            _ => new("repeat-prompt")),
    ];
}
