using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;

namespace DataPipe.Execution.Runs;

/// <summary>Written last, by atomic creation: the only proof that a task is done.</summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="Phase">Name of the phase.</param>
/// <param name="Index">Number of the task in the phase.</param>
/// <param name="Fingerprint">Fingerprint of the stage the task belongs to.</param>
/// <param name="Outputs">Shards of the dataset.</param>
/// <param name="Rejects">Shards of what was dropped.</param>
/// <param name="Work">Intermediate files for later phases.</param>
/// <param name="Tally">What was counted.</param>
/// <param name="Seconds">Wall time the task took.</param>
public sealed record Receipt(
    string Stage, string Phase, int Index, string Fingerprint,
    IReadOnlyList<Shard> Outputs, IReadOnlyList<Shard> Rejects, IReadOnlyList<Shard> Work, Tally Tally, double Seconds)
{
    /// <summary>Files that stay beside the dataset, such as a table of clusters or an index.</summary>
    public IReadOnlyList<Shard> Extras { get; init; } = [];

    /// <summary>All files that outlive the stage.</summary>
    internal IEnumerable<Shard> Lasting => Outputs.Concat(Rejects).Concat(Extras);
}
