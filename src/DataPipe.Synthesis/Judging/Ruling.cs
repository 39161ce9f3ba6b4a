namespace DataPipe.Synthesis.Judging;

/// <summary>A judge's word on two answers in one order.</summary>
/// <param name="Winner">Which answer is better; null when the reply holds no verdict.</param>
/// <param name="Rationale">The reasons before the verdict; empty when there are none.</param>
public sealed record Ruling(Winner? Winner, string Rationale);
