using System.ComponentModel.DataAnnotations;
using DataPipe.Teachers.Serving.Faults;

namespace DataPipe.Teachers.Serving;

/// <summary>How a <see cref="TeacherServer"/> listens and what it allows.</summary>
public sealed record TeacherServerOptions
{
    /// <summary>Port on the loopback address; 0 takes any free one.</summary>
    [Range(0, 65535)]
    public int Port { get; init; }

    /// <summary>Seed of the simulated teacher.</summary>
    public long Seed { get; init; }

    /// <summary>Requests allowed per minute; null for no limit.</summary>
    [Range(1, 1_000_000_000)]
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens of prompts and answers allowed per minute; null for no limit.</summary>
    [Range(1, 1_000_000_000)]
    public int? TokensPerMinute { get; init; }

    /// <summary>What goes wrong on purpose and how often; together at most 1.</summary>
    public IReadOnlyList<FaultRate> Faults { get; init; } = [];

    /// <summary>Median of the wait before an answer's first token; null for none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan? LatencyMedian { get; init; }

    /// <summary>95th percentile of that wait, which is distributed lognormally; null for a wait that is always the median.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan? LatencyP95 { get; init; }

    /// <summary>Tokens of an answer made per second; null for all at once.</summary>
    [Range(0.001, 1e9)]
    public double? TokensPerSecond { get; init; }

    /// <summary>How long a request with the fault <see cref="Fault.Hang"/> is kept without response before its connection is reset.</summary>
    public TimeSpan HangTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a body with the fault <see cref="Fault.Drip"/> takes.</summary>
    public TimeSpan DripTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a batch takes from its creation to its end.</summary>
    public TimeSpan BatchTime { get; init; } = TimeSpan.Zero;

    /// <summary>Tokens that may be queued in batches at a time; a batch beyond it fails. Null for no limit.</summary>
    public long? BatchQueuedTokens { get; init; }

    /// <summary>Largest uploaded file in bytes.</summary>
    [Range(1024, 1 << 30)]
    public long MaxFileBytes { get; init; } = 200_000_000;

    /// <summary>Largest request body in bytes.</summary>
    [Range(1024, 1 << 30)]
    public int MaxBodyBytes { get; init; } = 8 << 20;

    /// <summary>The key every request has to bring, as a bearer token or in the <c>api-key</c> header; null to ask for none.</summary>
    public string? RequiredApiKey { get; init; }

    /// <summary>The options in words, without the key.</summary>
    public override string ToString() =>
        $"{nameof(TeacherServerOptions)} {{ Port = {Port}, Seed = {Seed}, RequestsPerMinute = {RequestsPerMinute}, TokensPerMinute = {TokensPerMinute}, MaxBodyBytes = {MaxBodyBytes}, Faults = {Faults.Count}, RequiresKey = {RequiredApiKey is not null} }}";
}
