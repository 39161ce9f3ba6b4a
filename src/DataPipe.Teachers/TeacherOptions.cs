using System.ComponentModel.DataAnnotations;

namespace DataPipe.Teachers;

/// <summary>Which teacher to ask and how patiently. Holds the names of secrets, never a secret.</summary>
public sealed record TeacherOptions
{
    /// <summary>Kind of teacher: <c>simulated</c>, <c>openai</c> (any endpoint of that protocol) or <c>azure-openai</c>.</summary>
    public string Kind { get; init; } = "simulated";

    /// <summary>Model, or deployment, that is asked for.</summary>
    public string Model { get; init; } = "simulated-1";

    /// <summary>Address of the endpoint, such as <c>http://127.0.0.1:8000/v1</c>; null for the provider's own. Required for <c>azure-openai</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Name of the environment variable that holds the key; null for endpoints that need none.</summary>
    public string? ApiKeyVariable { get; init; } = "OPENAI_API_KEY";

    /// <summary>How to authenticate: <c>api-key</c>, or <c>entra</c> (Microsoft Entra ID, <c>azure-openai</c> over https only).</summary>
    public string Authentication { get; init; } = "api-key";

    /// <summary>Scope of the token asked for with <c>entra</c>.</summary>
    public string EntraScope { get; init; } = "https://ai.azure.com/.default";

    /// <summary>Whether a key may travel over http to a host that is not this machine.</summary>
    public bool AllowKeyOverHttp { get; init; }

    /// <summary>Whether to send the token limit as <c>max_tokens</c>, as older servers need, instead of <c>max_completion_tokens</c>.</summary>
    public bool LegacyMaxTokens { get; init; }

    /// <summary>Largest number of requests under way at a time.</summary>
    [Range(1, 4096)]
    public int MaxConcurrency { get; init; } = 8;

    /// <summary>Longest wait for the reply to one attempt, 10 ms to one day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Largest number of attempts for one prompt; 1 never repeats.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 6;

    /// <summary>Mean wait before the second attempt; it doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Largest wait that doubling leads to.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest wait that is granted when the provider asks for one; a longer one ends the attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Fraction of disturbed attempts within <see cref="BreakerWindow"/>, above 0 to 1, from which on all requests pause.</summary>
    [Range(0.01, 1)]
    public double BreakerFailureFraction { get; init; } = 0.8;

    /// <summary>Smallest number of attempts within <see cref="BreakerWindow"/> before the fraction counts.</summary>
    [Range(2, 100_000)]
    public int BreakerMinAttempts { get; init; } = 20;

    /// <summary>Time over which the fraction is taken, at least 0.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Length of the pause, at least 0.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest response body in bytes; a larger one fails the request.</summary>
    [Range(1024, 1L << 31)]
    public long MaxResponseBytes { get; init; } = 64L << 20;

    /// <summary>Seed of the simulated teacher's answers, and of the spread of waits before repeated attempts.</summary>
    public long Seed { get; init; }
}
