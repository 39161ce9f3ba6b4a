using System.ComponentModel.DataAnnotations;

namespace DataPipe.Teachers.Batches;

/// <summary>How large a batch may be and how often to look after it. Source of the defaults: OpenAI's Batch API.</summary>
public sealed record BatchLimits
{
    /// <summary>Largest number of requests in one batch.</summary>
    [Range(1, 50_000)]
    public int MaxRequests { get; init; } = 50_000;

    /// <summary>Largest input file of one batch in bytes.</summary>
    [Range(1024, 1 << 30)]
    public long MaxFileBytes { get; init; } = 200_000_000;

    /// <summary>Tokens of prompts that may be queued at the provider at a time, estimated at three bytes of JSON each; null for no limit.</summary>
    [Range(1, 1_000_000_000_000)]
    public long? MaxQueuedTokens { get; init; }

    /// <summary>Wait before the first look at a batch; it doubles from there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between two looks.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxPoll { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a call about files and batches is tried before it counts as failed.</summary>
    [Range(1, 1000)]
    public int MaxAttempts { get; init; } = 12;

    /// <summary>Largest result file of one batch in bytes.</summary>
    [Range(1024, 1L << 40)]
    public long MaxResultBytes { get; init; } = 8L << 30;
}
