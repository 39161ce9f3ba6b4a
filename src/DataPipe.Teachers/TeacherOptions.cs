using System.ComponentModel.DataAnnotations;
using DataPipe.Teachers.Batches;
using DataPipe.Teachers.Pricing;
using DataPipe.Teachers.Terms;

namespace DataPipe.Teachers;

/// <summary>Which teacher to ask and how patiently. Holds the names of secrets, never a secret.</summary>
public sealed record TeacherOptions
{
    /// <summary>Kind of teacher: <c>simulated</c>, <c>openai</c> (any endpoint of that protocol), <c>azure-openai</c>, or <c>anthropic</c> (any endpoint of the Messages protocol).</summary>
    public string Kind { get; init; } = "simulated";

    /// <summary>Model, or deployment, that is asked for.</summary>
    public string Model { get; init; } = "simulated-1";

    /// <summary>Address of the endpoint, such as <c>http://127.0.0.1:8000/v1</c>; null for the provider's own. Required for <c>azure-openai</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Name of the environment variable that holds the key; null for endpoints that need none. Left as it is, kind <c>anthropic</c> reads <c>ANTHROPIC_API_KEY</c>.</summary>
    public string? ApiKeyVariable { get; init; } = "OPENAI_API_KEY";

    /// <summary>How to authenticate: <c>api-key</c>, or <c>entra</c> (Microsoft Entra ID, <c>azure-openai</c> over https only).</summary>
    public string Authentication { get; init; } = "api-key";

    /// <summary>Scope of the token asked for with <c>entra</c>.</summary>
    public string EntraScope { get; init; } = "https://ai.azure.com/.default";

    /// <summary>Whether a key may travel over http to a host that is not this machine.</summary>
    public bool AllowKeyOverHttp { get; init; }

    /// <summary>Whether to send the token limit as <c>max_tokens</c>, as older servers need, instead of <c>max_completion_tokens</c>.</summary>
    public bool LegacyMaxTokens { get; init; }

    /// <summary>Whether text between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c> at the start of an answer is taken out of it as its reasoning, for servers that leave it there.</summary>
    public bool SplitThinking { get; init; }

    /// <summary>For kind <c>anthropic</c>: largest length of an answer in tokens where a prompt sets none, because that protocol asks for one.</summary>
    [Range(1, 1_000_000)]
    public int UsualMaxTokens { get; init; } = 4096;

    /// <summary>For kind <c>anthropic</c>: tokens a model may think for where a prompt asks for reasoning, as models before 2026 and compatible servers want it; null lets the model adapt to the effort.</summary>
    [Range(1024, 1_000_000)]
    public int? ThinkingBudgetTokens { get; init; }

    /// <summary>Names of several environment variables that hold keys for the one endpoint, instead of the single one: each key has rate limits of its own, and all are used.</summary>
    public IReadOnlyList<string> ApiKeyVariables { get; init; } = [];

    /// <summary>Several endpoints of the one model, used as one teacher; each takes what it leaves open from the options around. Empty for the one endpoint.</summary>
    public IReadOnlyList<TeacherEndpoint> Endpoints { get; init; } = [];

    /// <summary>Requests allowed per minute for each key; null to learn it from what the provider says.</summary>
    [Range(1, 1_000_000_000)]
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens of prompts and answers allowed per minute for each key; null to learn it from what the provider says.</summary>
    [Range(1, 1_000_000_000_000)]
    public long? TokensPerMinute { get; init; }

    /// <summary>
    /// Sends a second copy of a request that takes longer than this fraction of the latest answers did, and keeps whichever answer comes first;
    /// 0.95 sends about one in twenty twice, and each copy is paid. Null never does.
    /// </summary>
    [Range(0.5, 0.999)]
    public double? HedgeAfterFraction { get; init; }

    /// <summary>Largest number of requests under way at a time, on all endpoints together; it adapts between 1 and this.</summary>
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

    /// <summary>Longest time one prompt is repeated for, from the end of its first attempt on.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxRepeatTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long requests under way are let end when the run stops (a budget used up, a failure, Ctrl-C), so that what they cost is not lost.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Fraction of disturbed attempts within <see cref="BreakerWindow"/>, above 0 to 1, from which on requests to an endpoint pause.</summary>
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

    /// <summary>How to ask it by batch, which is cheaper and takes up to a day; null asks one by one. <c>{}</c> takes the defaults. Kinds <c>openai</c> and <c>azure-openai</c>.</summary>
    public BatchOptions? Batch { get; init; }

    /// <summary>What its tokens cost; null for the built-in list, which knows the common models at their providers' own endpoints.</summary>
    public PriceOptions? Price { get; init; }

    /// <summary>Its terms of use; null for the built-in list.</summary>
    public TermsOptions? Terms { get; init; }

    /// <summary>Reason to ask it although the pipeline's <c>terms</c> would refuse it; the reason is recorded.</summary>
    public string? TermsOverride { get; init; }

    /// <summary>Seed of the simulated teacher's answers, and of the spread of waits before repeated attempts.</summary>
    public long Seed { get; init; }
}
