namespace DataPipe.Core.Stages;

/// <summary>Independent tasks with a barrier after them.</summary>
/// <param name="Name">Name, unique in the stage.</param>
/// <param name="Tasks">The tasks; any order, any machine.</param>
public sealed record Phase(string Name, IReadOnlyList<TaskSpec> Tasks);
