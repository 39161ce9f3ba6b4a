namespace DataPipe.Teachers;

/// <summary>One sampled answer.</summary>
/// <param name="Text">The answer's text; empty when the provider withheld it.</param>
/// <param name="Finish">Why it ended.</param>
/// <param name="Logprobs">Its tokens in order with log-probabilities; empty unless they were asked for.</param>
public sealed record Choice(string Text, FinishReason Finish, IReadOnlyList<TokenLogprob> Logprobs)
{
    /// <summary>Whether the token limit cut the answer short.</summary>
    public bool IsCutShort => Finish == FinishReason.Length;
}
