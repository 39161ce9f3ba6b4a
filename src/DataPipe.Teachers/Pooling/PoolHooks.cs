using DataPipe.Teachers.Rate;

namespace DataPipe.Teachers.Pooling;

/// <summary>What a pool tells and asks those around it.</summary>
public sealed record PoolHooks
{
    /// <summary>The limits that it shares with other teachers; null for limits of its own.</summary>
    public SharedLimits? Limits { get; init; }

    /// <summary>Takes one line for people when a member leaves the pool while others go on.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>
    /// Asked before a second copy of a straggling request is sent: whether its cost may be spent. What is granted stays spent, since the copy that
    /// loses is cut off with an unknown outcome. Null grants all.
    /// </summary>
    public Func<Prompt, CancellationToken, ValueTask<bool>>? MayHedge { get; init; }
}
