namespace DataPipe.Core.Records;

/// <summary>What one judge said of one pair in one order.</summary>
/// <param name="Judge">Identity of the judge (<c>provider/model</c>, or a person's).</param>
/// <param name="Swapped">Whether the chosen answer was shown second.</param>
/// <param name="Winner"><c>chosen</c>, <c>rejected</c> or <c>tie</c>.</param>
/// <param name="Rationale">The judge's reasons in its own words; empty when it gave none.</param>
public sealed record JudgeVerdict(string Judge, bool Swapped, string Winner, string Rationale);
