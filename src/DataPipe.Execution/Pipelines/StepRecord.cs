namespace DataPipe.Execution.Pipelines;

/// <summary>A step as a stage ran it, for those who ask later what decided.</summary>
/// <param name="Name">Catalogue name.</param>
/// <param name="Version">Version of its meaning.</param>
/// <param name="Options">All its options with their values, as JSON.</param>
public sealed record StepRecord(string Name, int Version, string Options);
