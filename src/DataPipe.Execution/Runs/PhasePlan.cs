namespace DataPipe.Execution.Runs;

/// <summary>A phase of a stage in a plan.</summary>
/// <param name="Name">Name.</param>
/// <param name="Tasks">How many tasks.</param>
/// <param name="TasksDone">How many of them have their receipt.</param>
public sealed record PhasePlan(string Name, int Tasks, int TasksDone);
