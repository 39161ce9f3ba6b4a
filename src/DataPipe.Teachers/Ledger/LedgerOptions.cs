using System.ComponentModel.DataAnnotations;

namespace DataPipe.Teachers.Ledger;

/// <summary>How a ledger keeps calls.</summary>
public sealed record LedgerOptions
{
    /// <summary>Whether the canonical request is kept beside its answers. Without it the ledger serves as before, but cannot tell what was asked.</summary>
    public bool KeepRequests { get; init; } = true;

    /// <summary>Size in bytes at which a segment is closed and the next one begun.</summary>
    [Range(1 << 16, 1L << 40)]
    public long SegmentBytes { get; init; } = 128L << 20;

    /// <summary>Number of closed segments from which on opening merges them into one.</summary>
    [Range(2, 10_000)]
    public int MergeFrom { get; init; } = 8;

    /// <summary>Whether the folder is only read: nothing is written to it, merged or tidied.</summary>
    public bool ReadOnly { get; init; }
}
