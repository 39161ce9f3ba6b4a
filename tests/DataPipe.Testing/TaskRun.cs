using DataPipe.Core.Records;
using DataPipe.Core.Stages;

namespace DataPipe.Testing;

/// <summary>What one task wrote.</summary>
/// <typeparam name="T">Record type of the stage's dataset.</typeparam>
/// <param name="Task">The task.</param>
/// <param name="Records">Its share of the dataset.</param>
/// <param name="Rejects">Its share of the dropped records.</param>
/// <param name="Tally">What it counted.</param>
/// <param name="AdvancedBytes">Bytes of input it reported as consumed.</param>
public sealed record TaskRun<T>(TaskSpec Task, IReadOnlyList<T> Records, IReadOnlyList<RejectedRecord<T>> Rejects, Tally Tally, long AdvancedBytes)
    where T : class, IRecord<T>
{
    /// <summary>The files beside the dataset that it wrote.</summary>
    public IReadOnlyList<ExtraFile> Extras { get; init; } = [];
}
