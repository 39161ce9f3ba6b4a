using DataPipe.Core.Stages;

namespace DataPipe.Synthesis.Recipes;

/// <summary>Where the seeds of a recipe come from, and how they are shared out among tasks.</summary>
/// <typeparam name="TSeed">What one turn starts from.</typeparam>
internal interface ISeeds<TSeed>
{
    /// <summary>The tasks of a phase; pure.</summary>
    IReadOnlyList<TaskSpec> Tasks(string phase, int round, IReadOnlyList<StageInput> inputs);

    /// <summary>The seeds of a task, in order; few enough to be held.</summary>
    Task<IReadOnlyList<TSeed>> ReadAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation);

    /// <summary>Identity of a seed, which its chance follows from.</summary>
    string IdOf(TSeed seed);

    /// <summary>The most restrictive use of what a seed holds; null when people wrote it.</summary>
    string? UseOf(TSeed seed);

    /// <summary>How many seeds all rounds have together, and how large; null while an input is unknown.</summary>
    Task<SeedVolume?> MeasureAsync(IReadOnlyList<StageInput>? inputs, IInputRecords records, CancellationToken cancellation);
}
