using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Progress;
using DataPipe.Execution.Runs;

namespace DataPipe.Execution.Tasks;

/// <summary>Runs one task and writes its receipt: the same code for a local worker and for a machine of a cluster.</summary>
/// <param name="setting">What every task of the run shares.</param>
public sealed class TaskRunner(TaskSetting setting)
{
    /// <summary>Runs a task unless its receipt is there already; gives the receipt that counts, which is another attempt's when that one was first.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="task">The task.</param>
    /// <param name="earlier">Receipts of the stage's earlier phases, by phase and task.</param>
    /// <param name="progress">Takes counters.</param>
    /// <param name="cancellation">Ends the task; nothing of it is published.</param>
    /// <exception cref="FaultException">The task failed; its place and cause are told.</exception>
    public async Task<Receipt> RunAsync(
        BoundStage stage, TaskSpec task, IReadOnlyDictionary<string, IReadOnlyList<Receipt>> earlier, StageProgress progress, CancellationToken cancellation)
    {
        var folder = new StageFolder(setting.Store, stage.Name);
        var started = setting.Time.GetTimestamp();
        if (await folder.FindDoneAsync(stage, task, cancellation) is { } done) return done;
        var context = new TaskContext(setting, stage, task, earlier, progress);
        try
        {
            await stage.Stage.RunAsync(task, context, cancellation);
        }
        catch (FaultException fault)
        {
            throw new FaultException([.. fault.Faults.Select(f => f with { Message = $"{f.Message}   [{Place(stage, task)}]" })], fault);
        }
        catch (RecordFailedException failure)
        {
            throw new FaultException("DP4001", $"{failure.Message}   [{Place(stage, task)}]; 'on-error: quarantine' sets such records aside and goes on", failure);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            throw new FaultException("DP4003", $"{failure.GetType().Name}: {failure.Message}   [{Place(stage, task)}]", failure);
        }

        context.Report();
        var receipt = new Receipt(stage.Name, task.Phase, task.Index, stage.Fingerprint, context.Outputs, context.RejectShards, context.Work,
            context.Tally.Build(), Math.Round(setting.Time.GetElapsedTime(started).TotalSeconds, 3)) { Extras = context.Extras };
        await folder.CreateAsync(stage, task, receipt, cancellation);
        return await folder.FindDoneAsync(stage, task, cancellation)
            ?? throw new FaultException("DP3006", $"the receipt of {Place(stage, task)} vouches for files that are not there: something else deletes files of this run", null);
    }

    private static string Place(BoundStage stage, TaskSpec task)
    {
        var input = task.Inputs.Count == 1 ? $" reading {task.Inputs[0].Shard.Name}" : "";
        return $"stage {stage.Name}, task {task.Name}{input}";
    }
}
