namespace DataPipe.Teachers.Ledger;

/// <summary>The most that a request about to be sent may cost: it counts as spent until it is settled.</summary>
/// <param name="Id">Unlike every other reservation of the ledger.</param>
/// <param name="Scope">On whose account.</param>
/// <param name="Currency">Currency of the cost; empty when the price is unknown and only tokens count.</param>
/// <param name="Amount">The upper bound.</param>
internal sealed record Reservation(ulong Id, AskScope Scope, string Currency, Spend Amount);
