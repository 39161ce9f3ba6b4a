namespace DataPipe.Teachers.Ledger;

/// <summary>One sample of one request, with what it took to get it.</summary>
public sealed record LedgerEntry
{
    /// <summary>The request.</summary>
    public required RequestKey Key { get; init; }

    /// <summary>Number of the sample from 0: one request asked for several answers gives several entries.</summary>
    public required int Sample { get; init; }

    /// <summary>What it came to.</summary>
    public required EntryOutcome Outcome { get; init; }

    /// <summary>The answer; null when the request was refused or failed.</summary>
    public Choice? Choice { get; init; }

    /// <summary>Why there is no answer, in the provider's words; null when there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>When the reply came, to the microsecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The teacher's stable id.</summary>
    public required string Teacher { get; init; }

    /// <summary>Who served it.</summary>
    public required string Provider { get; init; }

    /// <summary>The model that answered, as the provider names it.</summary>
    public required string Model { get; init; }

    /// <summary>This sample's share of what the request consumed: the shares of a request add up to the whole.</summary>
    public required Usage Usage { get; init; }

    /// <summary>This sample's share of what the request cost; null when the price is unknown.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Currency of <see cref="Cost"/>; null when that is.</summary>
    public string? Currency { get; init; }

    /// <summary>Time from asking to the reply, waits and repeated attempts included.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The provider's id of the request; null when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Attempts it took, at least 1.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>On whose account.</summary>
    public required AskScope Scope { get; init; }

    /// <summary>Whether the answer is simulated and must never be taken for a model's.</summary>
    public bool Simulated { get; init; }
}
