namespace DataPipe.Teachers.Ledger;

/// <summary>What a ledger holds.</summary>
/// <param name="Segments">Files of records.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Requests">Canonical requests that are kept.</param>
/// <param name="Tallies">Calls by teacher, model, run and stage, in that order.</param>
/// <param name="Settled">What budgets settled, by run, stage and currency.</param>
/// <param name="Reserved">What was set aside for requests that nobody settled: it counts as spent.</param>
/// <param name="ReservedCount">How many such requests there are.</param>
/// <param name="Damage">Bytes that are no whole record, in segments that have no index yet.</param>
public sealed record LedgerSummary(
    int Segments, long Bytes, long Requests, IReadOnlyList<CallTally> Tallies, IReadOnlyList<(AskScope Scope, string Currency, Spend Amount)> Settled,
    IReadOnlyList<(string Currency, Spend Amount)> Reserved, int ReservedCount, IReadOnlyList<LedgerDamage> Damage);
