using System.ComponentModel.DataAnnotations;

namespace DataPipe.Teachers.Batches;

/// <summary>When replies are needed, and what follows from it.</summary>
public sealed record BatchPolicy
{
    /// <summary>Time within which all replies are needed; null when a day, or more, does not matter.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Requests a minute that the way one by one is expected to manage.</summary>
    [Range(1, 1_000_000_000)]
    public int OnlineRequestsPerMinute { get; init; } = 600;

    /// <summary>Time that a provider promises to be done with a batch within. Source: OpenAI's completion window.</summary>
    public TimeSpan CompletionWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Shortest time for which a batch is worth while.</summary>
    public TimeSpan MinBatchTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The way for a number of requests.</summary>
    public BatchMode Choose(int requests) => Deadline is not { } deadline || deadline >= CompletionWindow + OnlineTime(requests)
        ? BatchMode.Batch
        : BatchTime(requests) >= MinBatchTime ? BatchMode.Both : BatchMode.Online;

    /// <summary>How long a batch may take so that all of it could still be asked one by one; null for no limit.</summary>
    public TimeSpan? BatchTime(int requests) => Deadline is { } deadline ? deadline - OnlineTime(requests) : null;

    private TimeSpan OnlineTime(int requests) => TimeSpan.FromMinutes((double)requests / OnlineRequestsPerMinute);
}
