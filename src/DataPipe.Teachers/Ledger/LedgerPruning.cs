namespace DataPipe.Teachers.Ledger;

/// <summary>Which entries of a ledger to give up. Money that was spent stays spent. An entry goes when one of the rules says so.</summary>
public sealed record LedgerPruning
{
    /// <summary>Gives up entries that came before; null for none.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Gives up a teacher's entries: its id, or the model that answered; null for none.</summary>
    public string? Teacher { get; init; }

    /// <summary>Gives up calls that are not served: refused, failed, cut short, filtered, surplus.</summary>
    public bool NonAnswers { get; init; }

    /// <summary>Gives up simulated answers.</summary>
    public bool Simulated { get; init; }

    /// <summary>Rewrites all segments without a living writer into one, without the entries that go. The ledger must not be open in this process.</summary>
    /// <returns>Entries kept and given up.</returns>
    /// <exception cref="LedgerException">Another process tidies the ledger, or there is none.</exception>
    public (long Kept, long Dropped) Apply(string folder, TimeProvider time)
    {
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder) || SegmentNames.Numbers(folder, SegmentNames.SegmentEnd).Count == 0) throw new LedgerException($"There is no ledger in {folder}.");
        return LedgerMerge.Rewrite(folder, entry => !Goes(entry), time);
    }

    private bool Goes(LedgerEntry entry) =>
        (Before is { } time && entry.Time < time)
        || (Teacher is { } teacher && (entry.Teacher == teacher || entry.Model == teacher))
        || (NonAnswers && entry.Outcome != EntryOutcome.Answer)
        || (Simulated && entry.Simulated);
}
