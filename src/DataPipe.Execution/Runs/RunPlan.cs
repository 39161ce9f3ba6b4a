using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Execution.Pipelines;

namespace DataPipe.Execution.Runs;

/// <summary>Compares a pipeline with what a run folder holds. Reads only.</summary>
public static class RunPlan
{
    /// <summary>A plan for every stage, in running order.</summary>
    public static async Task<IReadOnlyList<StagePlan>> OfAsync(BoundPipeline pipeline, IStore store, CancellationToken cancellation)
    {
        Dictionary<string, StagePlan> plans = [];
        foreach (var stage in pipeline.Stages)
            plans[stage.Name] = await OfAsync(stage, new StageFolder(store, stage.Name), plans, cancellation);
        return [.. plans.Values];
    }

    private static async Task<StagePlan> OfAsync(BoundStage stage, StageFolder folder, Dictionary<string, StagePlan> plans, CancellationToken cancellation)
    {
        var done = await folder.FindDoneAsync(stage, cancellation);
        var phases = await PhasesAsync(stage, folder, plans, done is not null, cancellation);
        if (done is not null) return new StagePlan(stage, StageState.Done, $"done, {done.Records} records", phases, done);
        var older = await folder.ReadDatasetAsync(cancellation);
        var rerun = stage.Inputs.Where(i => plans[i.Name].State != StageState.Done).Select(i => i.Name).ToArray();
        if (older is not null && older.Fingerprint == stage.Fingerprint) return new StagePlan(stage, StageState.Changed, "runs again: files of it are missing or cut short", phases, null);
        if (older is not null)
            return new StagePlan(stage, StageState.Changed, rerun.Length > 0 ? $"runs again: {string.Join(", ", rerun)} runs" : "runs again: its options, steps or input files changed", phases, null);
        var started = phases?.Sum(p => p.TasksDone) > 0;
        return new StagePlan(stage, started ? StageState.Started : StageState.New, started ? "goes on" : "to run", phases, null);
    }

    private static async Task<IReadOnlyList<PhasePlan>?> PhasesAsync(
        BoundStage stage, StageFolder folder, Dictionary<string, StagePlan> plans, bool isDone, CancellationToken cancellation)
    {
        if (stage.Inputs.Any(i => plans[i.Name].Receipt is null)) return null;
        List<PhasePlan> phases = [];
        foreach (var phase in stage.Stage.Plan([.. stage.Inputs.Select(i => new StageInput(i.Name, i.Output, plans[i.Name].Receipt!.Shards))]))
        {
            var tasksDone = isDone ? phase.Tasks.Count : 0;
            if (!isDone)
                foreach (var task in phase.Tasks)
                    if (await folder.FindDoneAsync(stage, task, cancellation) is not null) tasksDone++;
            phases.Add(new PhasePlan(phase.Name, phase.Tasks.Count, tasksDone));
        }

        return phases;
    }
}
