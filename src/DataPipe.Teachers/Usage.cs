namespace DataPipe.Teachers;

/// <summary>What a request consumed, as the provider counts it.</summary>
/// <param name="InputTokens">Tokens of the prompt.</param>
/// <param name="OutputTokens">Tokens of all answers together, hidden reasoning included.</param>
/// <param name="CachedInputTokens">The part of <paramref name="InputTokens"/> that the provider had in its cache.</param>
public sealed record Usage(long InputTokens, long OutputTokens, long CachedInputTokens)
{
    /// <summary>No tokens at all.</summary>
    public static Usage None { get; } = new(0, 0, 0);
}
