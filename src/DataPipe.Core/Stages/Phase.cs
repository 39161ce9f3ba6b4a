namespace DataPipe.Core.Stages;

/// <summary>Independent tasks with a barrier after them.</summary>
/// <param name="Name">Name, unique in the stage.</param>
/// <param name="Tasks">The tasks; any order, any machine.</param>
public sealed record Phase(string Name, IReadOnlyList<TaskSpec> Tasks)
{
    /// <summary>Whether its tasks spend their time waiting for something that gathers what all of them want, such as a batch of requests: who runs them in one process starts many at once.</summary>
    public bool Waits { get; init; }
}
