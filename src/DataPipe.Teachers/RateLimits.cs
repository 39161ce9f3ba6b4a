namespace DataPipe.Teachers;

/// <summary>What a provider said about its rate limits with a reply; null where it said nothing. Source: the x-ratelimit-* headers.</summary>
public sealed record RateLimits
{
    /// <summary>Requests allowed per window.</summary>
    public long? LimitRequests { get; init; }

    /// <summary>Requests left in the window.</summary>
    public long? RemainingRequests { get; init; }

    /// <summary>Time until the requests are all available again.</summary>
    public TimeSpan? ResetRequests { get; init; }

    /// <summary>Tokens allowed per window.</summary>
    public long? LimitTokens { get; init; }

    /// <summary>Tokens left in the window.</summary>
    public long? RemainingTokens { get; init; }

    /// <summary>Time until the tokens are all available again.</summary>
    public TimeSpan? ResetTokens { get; init; }
}
