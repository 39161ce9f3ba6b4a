namespace DataPipe.Teachers.Ledger;

/// <summary>The sum of settled requests of one scope.</summary>
internal sealed record SettledSpend(AskScope Scope, string Currency, Spend Amount);
