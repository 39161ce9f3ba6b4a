using System.CommandLine;
using System.Text.Json.Nodes;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Execution.Progress;
using DataPipe.Execution.Runs;
using DataPipe.Execution.Tasks;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe task</c>: one task of a plan, what a worker of a cluster runs. It takes no lock and sweeps nothing: other tasks may be running.</summary>
internal static class TaskVerb
{
    public static Command Create()
    {
        var (pipeline, run, set, json) = (CommonOptions.Pipeline(), CommonOptions.Run(), CommonOptions.Set(), CommonOptions.Json());
        var stage = new Option<string>("--stage") { Description = "Stage of the task.", Required = true };
        var phase = new Option<string?>("--phase") { Description = "Phase of the task. Default: the stage's first." };
        var index = new Option<int>("--index") { Description = "Number of the task in the phase, from 0.", Required = true };
        var command = new Command("task", "Runs one task of a plan, as a worker of a cluster does; 'run' then finds its receipt.") { pipeline, stage, phase, index, run, set, json };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(pipeline)!, parsed.GetValue(run), parsed.GetValue(set)!, parsed.GetValue(stage)!, parsed.GetValue(phase), parsed.GetValue(index), new Terminal(parsed.GetValue(json)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string file, string? run, string[] sets, string stageName, string? phaseName, int index, Terminal terminal, CancellationToken cancellation)
    {
        await using var workplace = new Workplace();
        var pipeline = UsageException.Guard(() => workplace.Bind(file, sets));
        var setting = workplace.Setting(pipeline, Workplace.RunFolder(run, pipeline));
        var stage = pipeline.Stages.FirstOrDefault(s => s.Name == stageName)
            ?? throw Usage($"the pipeline has no stage '{stageName}'{NearestName.Hint(stageName, pipeline.Stages.Select(s => s.Name))}");
        await RunMark.ClaimAsync(setting.Store, pipeline.Definition.Name, cancellation);
        List<StageInput> inputs = [];
        foreach (var input in stage.Inputs)
        {
            var receipt = await new StageFolder(setting.Store, input.Name).FindDoneAsync(input, cancellation)
                ?? throw new FaultException("DP4004", $"stage '{input.Name}', which '{stage.Name}' reads, is not done: run it first", null);
            inputs.Add(new StageInput(input.Name, input.Output, receipt.Shards));
        }

        var folder = new StageFolder(setting.Store, stage.Name);
        Dictionary<string, IReadOnlyList<Receipt>> earlier = [];
        var phases = stage.Stage.Plan(inputs);
        phaseName ??= phases[0].Name;
        if (phases.All(p => p.Name != phaseName))
            throw Usage($"stage '{stage.Name}' has no phase '{phaseName}'{NearestName.Hint(phaseName, phases.Select(p => p.Name))}; it has {string.Join(", ", phases.Select(p => p.Name))}");
        foreach (var phase in phases)
        {
            if (phase.Name == phaseName)
            {
                if (index < 0 || index >= phase.Tasks.Count) throw Usage($"phase '{phase.Name}' has tasks 0 to {phase.Tasks.Count - 1}, not {index}");
                var receipt = await new TaskRunner(setting).RunAsync(stage, phase.Tasks[index], earlier, new StageProgress(stage.Name), cancellation);
                if (terminal.IsJson) Terminal.WriteJsonLine(new JsonObject { ["event"] = "task-done", ["task"] = phase.Tasks[index].Name, ["outputs"] = receipt.Outputs.Count, ["tally"] = Tables.FunnelJson.Of(receipt.Tally) });
                else Console.Out.WriteLine($"task {phase.Tasks[index].Name} of stage {stage.Name} is done");
                return ExitCodes.Done;
            }

            earlier[phase.Name] = await ReceiptsAsync(folder, stage, phase, cancellation);
        }

        return ExitCodes.Done;
    }

    private static async Task<IReadOnlyList<Receipt>> ReceiptsAsync(StageFolder folder, Execution.Pipelines.BoundStage stage, Phase phase, CancellationToken cancellation)
    {
        List<Receipt> receipts = [];
        foreach (var task in phase.Tasks)
            receipts.Add(await folder.FindDoneAsync(stage, task, cancellation)
                ?? throw new FaultException("DP4004", $"task {task.Name} of stage '{stage.Name}' is not done: a phase begins when all tasks before it are done", null));
        return receipts;
    }

    private static UsageException Usage(string message) => new([new Fault("DP0002", message, null)]);
}
