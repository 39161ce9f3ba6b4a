namespace DataPipe.Teachers.Ledger;

/// <summary>What a reserved request consumed in the end.</summary>
/// <param name="Id">Id of the reservation.</param>
/// <param name="Amount">The actual cost and tokens.</param>
internal sealed record Settlement(ulong Id, Spend Amount);
