namespace DataPipe.Synthesis.Recipes;

/// <summary>A line of the coverage report: a group of tasks and how well it is covered.</summary>
/// <param name="Group">The group.</param>
/// <param name="Wanted">Samples wanted of it; null where none were asked for.</param>
/// <param name="Kept">Samples kept of it.</param>
/// <param name="Seeds">Samples of the input in it.</param>
/// <param name="Nearest">Kept samples, of whatever group, that are most similar to one of the input in it.</param>
internal sealed record CoverageRow(string Group, int? Wanted, int Kept, int Seeds, int Nearest);
