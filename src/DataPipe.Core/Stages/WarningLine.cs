namespace DataPipe.Core.Stages;

/// <summary>Warnings of one kind.</summary>
/// <param name="Kind">kebab-case kind.</param>
/// <param name="Count">How many.</param>
/// <param name="Examples">The first few, with place.</param>
public sealed record WarningLine(string Kind, long Count, IReadOnlyList<string> Examples);
