using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Progress;
using DataPipe.Execution.Runs;
using DataPipe.Execution.Tasks;

namespace DataPipe.Execution.Local;

/// <summary>Drives a run: stage after stage, phase after phase, from the receipts that are there to a complete set of datasets.</summary>
/// <param name="setting">What every task of the run shares.</param>
/// <param name="executor">Runs phases.</param>
/// <param name="observer">Is told what happens.</param>
public sealed class RunDriver(TaskSetting setting, IExecutor executor, IRunObserver observer)
{
    /// <summary>Stages whose datasets are complete so far.</summary>
    public int StagesDone { get; private set; }

    /// <summary>Runs what is not done. Everything committed before a failure or a cancellation stays, and the next run goes on from there.</summary>
    /// <exception cref="Core.Faults.FaultException">A task failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IReadOnlyList<DatasetReceipt>> RunAsync(CancellationToken cancellation)
    {
        RunMark.Sweep(setting.Store);
        Dictionary<string, DatasetReceipt> done = [];
        foreach (var stage in setting.Pipeline.Stages)
        {
            var folder = new StageFolder(setting.Store, stage.Name);
            var receipt = await folder.FindDoneAsync(stage, cancellation);
            await folder.SweepAsync(stage, receipt, cancellation);
            if (receipt is null) receipt = await RunStageAsync(stage, folder, done, cancellation);
            else observer.Skipped(stage.Name, receipt.Tally);
            done[stage.Name] = receipt;
            StagesDone++;
        }

        return [.. setting.Pipeline.Stages.Select(s => done[s.Name])];
    }

    private async Task<DatasetReceipt> RunStageAsync(
        BoundStage stage, StageFolder folder, Dictionary<string, DatasetReceipt> done, CancellationToken cancellation)
    {
        var started = setting.Time.GetTimestamp();
        var progress = new StageProgress(stage.Name);
        observer.Started(progress);
        Dictionary<string, IReadOnlyList<Receipt>> receipts = [];
        var phases = stage.Stage.Plan([.. stage.Inputs.Select(i => new StageInput(i.Name, i.Output, done[i.Name].Shards))]);
        foreach (var phase in phases)
        {
            progress.Begin(phase.Name, phase.Tasks.Count, phase.Tasks.Sum(t => t.Inputs.Sum(i => i.Shard.Bytes)));
            receipts[phase.Name] = await executor.RunAsync(stage, phase, receipts, progress, cancellation);
        }

        var all = phases.SelectMany(p => receipts[p.Name]).ToArray();
        var receipt = new DatasetReceipt(
            stage.Name, setting.Pipeline.Definition.Name, stage.Entry.Name, [.. stage.Inputs.Select(i => i.Name)], stage.Recipe, stage.Fingerprint,
            setting.TokenCounter.Name, stage.Output, [.. all.SelectMany(r => r.Outputs)], [.. all.SelectMany(r => r.Rejects)],
            Tally.Sum(all.Select(r => r.Tally)), Math.Round(all.Sum(r => r.Seconds), 3)) { Steps = stage.Steps, Extras = [.. all.SelectMany(r => r.Extras)] };
        await folder.CreateAsync(receipt, cancellation);
        receipt = await folder.FindDoneAsync(stage, cancellation)
            ?? throw new FaultException("DP3006", $"the receipt of stage {stage.Name} vouches for files that are not there: something else changes files of this run", null);
        await folder.SweepAsync(stage, receipt, cancellation);
        observer.Finished(stage.Name, receipt.Tally, setting.Time.GetElapsedTime(started));
        return receipt;
    }
}
