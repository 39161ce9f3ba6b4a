using System.ComponentModel.DataAnnotations;

namespace DataPipe.Teachers.Batches;

/// <summary>How a teacher is asked by batch: cheaper than one by one, and answered within a day. Source of the defaults: OpenAI's Batch API.</summary>
public sealed record BatchOptions
{
    /// <summary>
    /// Time within which a reply is needed, from when it was asked for, through all restarts; null when a day, or more, does not matter. Where a day is too long, a batch gets
    /// what the way one by one leaves of the time, and what it has not done by then is asked one by one; where even that is short, no batch is made.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan? Deadline { get; init; }

    /// <summary>Requests a minute that the way one by one is expected to manage.</summary>
    [Range(1, 1_000_000_000)]
    public int OnlineRequestsPerMinute { get; init; } = 600;

    /// <summary>Shortest time for which a batch is worth while. Source: ours.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MinBatchTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long no further request may come before those that came are sent as a batch. Source: ours.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Gather { get; init; } = TimeSpan.FromSeconds(2);

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

    // Time that a provider promises to be done with a batch within.
    private static readonly TimeSpan CompletionWindow = TimeSpan.FromHours(24);

    /// <summary>The way for a number of requests.</summary>
    public BatchMode Choose(int requests) => Deadline is not { } deadline || deadline >= CompletionWindow + OnlineTime(requests)
        ? BatchMode.Batch
        : BatchTime(requests) >= MinBatchTime ? BatchMode.Both : BatchMode.Online;

    /// <summary>How long a batch may take so that all of it could still be asked one by one; null for no limit.</summary>
    public TimeSpan? BatchTime(int requests) => Deadline is { } deadline ? deadline - OnlineTime(requests) : null;

    private TimeSpan OnlineTime(int requests) => TimeSpan.FromMinutes((double)requests / OnlineRequestsPerMinute);
}
