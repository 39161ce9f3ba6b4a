namespace DataPipe.Teachers;

/// <summary>What a request consumed, as the provider counts it.</summary>
/// <param name="InputTokens">Tokens of the prompt.</param>
/// <param name="OutputTokens">Tokens of all answers together, hidden reasoning included.</param>
/// <param name="CachedInputTokens">The part of <paramref name="InputTokens"/> that the provider had in its cache.</param>
public sealed record Usage(long InputTokens, long OutputTokens, long CachedInputTokens)
{
    /// <summary>No tokens at all.</summary>
    public static Usage None { get; } = new(0, 0, 0);

    /// <summary>Stands for what was consumed where the provider answered without counting.</summary>
    public static Usage Unreported { get; } = new(0, 0, 0) { IsReported = false };

    /// <summary>The part of <see cref="OutputTokens"/> that was hidden reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>The part of <see cref="InputTokens"/> that the provider wrote to its cache, which some charge more for.</summary>
    public long CacheWriteInputTokens { get; init; }

    /// <summary>Whether the provider counted at all: some compatible servers do not, and their zeros are no free lunch.</summary>
    public bool IsReported { get; init; } = true;

    /// <summary>Both together; reported when both are.</summary>
    /// <param name="other">What else was consumed.</param>
    public Usage Plus(Usage other) => new(InputTokens + other.InputTokens, OutputTokens + other.OutputTokens, CachedInputTokens + other.CachedInputTokens)
    {
        ReasoningTokens = ReasoningTokens + other.ReasoningTokens,
        CacheWriteInputTokens = CacheWriteInputTokens + other.CacheWriteInputTokens,
        IsReported = IsReported && other.IsReported,
    };
}
