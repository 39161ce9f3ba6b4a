using DataPipe.Core.Stages;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Progress;
using DataPipe.Execution.Runs;

namespace DataPipe.Execution.Tasks;

/// <summary>Runs the tasks of a phase; knows machines, knows no stage.</summary>
public interface IExecutor
{
    /// <summary>Runs every task of the phase whose receipt is missing, and gives all receipts in task order.</summary>
    /// <exception cref="Core.Faults.FaultException">At least one task failed; no further ones were started.</exception>
    Task<IReadOnlyList<Receipt>> RunAsync(
        BoundStage stage, Phase phase, IReadOnlyDictionary<string, IReadOnlyList<Receipt>> earlier, StageProgress progress, CancellationToken cancellation);
}
