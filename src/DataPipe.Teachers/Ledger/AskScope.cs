namespace DataPipe.Teachers.Ledger;

/// <summary>On whose account requests are made: what caps are counted by and reports are grouped by.</summary>
/// <param name="Run">Name of the run.</param>
/// <param name="Stage">Name of the stage in its pipeline.</param>
public sealed record AskScope(string Run, string Stage);
