namespace DataPipe.Teachers;

/// <summary>One sampled answer.</summary>
/// <param name="Text">The answer's text without its reasoning; empty when the provider withheld it, or the model only asked for tools.</param>
/// <param name="Finish">Why it ended.</param>
/// <param name="Logprobs">Its tokens in order with log-probabilities; empty unless they were asked for.</param>
public sealed record Choice(string Text, FinishReason Finish, IReadOnlyList<TokenLogprob> Logprobs)
{
    /// <summary>What the model thought before it answered, where the provider shows it; null when it shows nothing.</summary>
    public string? Reasoning { get; init; }

    /// <summary>The tools the model asked for, in order.</summary>
    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>Whether the token limit cut the answer short.</summary>
    public bool IsCutShort => Finish == FinishReason.Length;
}
