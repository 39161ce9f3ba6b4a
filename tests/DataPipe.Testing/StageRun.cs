using DataPipe.Core.Records;
using DataPipe.Core.Stages;

namespace DataPipe.Testing;

/// <summary>What a stage made of its inputs.</summary>
/// <typeparam name="T">Record type of its dataset.</typeparam>
/// <param name="Phases">The plan.</param>
/// <param name="Tasks">What each task wrote, in the order of the plan.</param>
/// <param name="Tally">The sum of all tasks' tallies.</param>
public sealed record StageRun<T>(IReadOnlyList<Phase> Phases, IReadOnlyList<TaskRun<T>> Tasks, Tally Tally) where T : class, IRecord<T>
{
    /// <summary>The dataset, in the order of the tasks.</summary>
    public IReadOnlyList<T> Records { get; } = [.. Tasks.SelectMany(t => t.Records)];

    /// <summary>The dropped records, in the order of the tasks.</summary>
    public IReadOnlyList<RejectedRecord<T>> Rejects { get; } = [.. Tasks.SelectMany(t => t.Rejects)];

    /// <summary>The files beside the dataset, in the order of the tasks.</summary>
    public IReadOnlyList<ExtraFile> Extras { get; } = [.. Tasks.SelectMany(t => t.Extras)];

    /// <summary>The warnings by kind.</summary>
    public IReadOnlyList<WarningLine> Warnings => Tally.Warnings;

    /// <summary>Ids of the dataset, in order.</summary>
    public IReadOnlyList<string> Ids => [.. Records.Select(r => r.Id)];

    /// <summary>How many records a step dropped for a reason.</summary>
    public long Dropped(string reason) => Tally.Dropped.Where(line => line.Reason == reason).Sum(line => line.Records);
}
