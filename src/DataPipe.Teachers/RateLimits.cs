namespace DataPipe.Teachers;

/// <summary>
/// What a provider said about its rate limits with a reply; null where it said nothing. Source: the x-ratelimit-* headers of the OpenAI protocol
/// and the anthropic-ratelimit-* headers.
/// </summary>
public sealed record RateLimits
{
    /// <summary>Requests allowed per window.</summary>
    public long? LimitRequests { get; init; }

    /// <summary>Requests left in the window.</summary>
    public long? RemainingRequests { get; init; }

    /// <summary>Time until the requests are all available again.</summary>
    public TimeSpan? ResetRequests { get; init; }

    /// <summary>Tokens of prompts and answers together allowed per window.</summary>
    public long? LimitTokens { get; init; }

    /// <summary>Tokens left in the window.</summary>
    public long? RemainingTokens { get; init; }

    /// <summary>Time until the tokens are all available again.</summary>
    public TimeSpan? ResetTokens { get; init; }

    /// <summary>Tokens of prompts allowed per window, where they are limited apart.</summary>
    public long? LimitInputTokens { get; init; }

    /// <summary>Tokens of prompts left in the window.</summary>
    public long? RemainingInputTokens { get; init; }

    /// <summary>Time until the tokens of prompts are all available again.</summary>
    public TimeSpan? ResetInputTokens { get; init; }

    /// <summary>Tokens of answers allowed per window, where they are limited apart.</summary>
    public long? LimitOutputTokens { get; init; }

    /// <summary>Tokens of answers left in the window.</summary>
    public long? RemainingOutputTokens { get; init; }

    /// <summary>Time until the tokens of answers are all available again.</summary>
    public TimeSpan? ResetOutputTokens { get; init; }
}
