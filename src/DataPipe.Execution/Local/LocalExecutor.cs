using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Progress;
using DataPipe.Execution.Runs;
using DataPipe.Execution.Tasks;

namespace DataPipe.Execution.Local;

/// <summary>Runs tasks in this process, so many at once.</summary>
/// <param name="runner">Runs one task.</param>
/// <param name="workers">How many at once, at least 1; more where tasks only wait.</param>
public sealed class LocalExecutor(TaskRunner runner, int workers) : IExecutor
{
    // Many small tasks make one large batch; each holds its records and an unfinished file.
    private const int TasksThatWait = 256;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Receipt>> RunAsync(
        BoundStage stage, Phase phase, IReadOnlyDictionary<string, IReadOnlyList<Receipt>> earlier, StageProgress progress, CancellationToken cancellation)
    {
        var receipts = new Receipt[phase.Tasks.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = phase.Waits ? Math.Max(workers, TasksThatWait) : workers, CancellationToken = cancellation };
        try
        {
            await Parallel.ForEachAsync(phase.Tasks, options, async (task, stop) =>
            {
                receipts[task.Index] = await runner.RunAsync(stage, task, earlier, progress, stop);
                progress.TaskDone();
            });
        }
        catch (FaultException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }

        return receipts;
    }
}
