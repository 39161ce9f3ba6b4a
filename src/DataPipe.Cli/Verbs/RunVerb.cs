using System.CommandLine;
using System.Text.Json.Nodes;
using DataPipe.Cli.Progress;
using DataPipe.Cli.Tables;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Faults;
using DataPipe.Execution.Local;
using DataPipe.Execution.Runs;
using DataPipe.Execution.Tasks;
using DataPipe.Storage.Local;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe run</c>: runs what is not done.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var (pipeline, run, set, json, workers) = (CommonOptions.Pipeline(), CommonOptions.Run(), CommonOptions.Set(), CommonOptions.Json(), CommonOptions.Workers());
        var command = new Command("run", "Runs a pipeline: whatever of it is not done yet.") { pipeline, run, set, workers, json };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(pipeline)!, parsed.GetValue(run), parsed.GetValue(set)!, parsed.GetValue(workers), new Terminal(parsed.GetValue(json)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? run, string[] sets, int workers, Terminal terminal, CancellationToken cancellation)
    {
        await using var workplace = new Workplace();
        var pipeline = UsageException.Guard(() => workplace.Bind(file, sets));
        var folder = Workplace.RunFolder(run, pipeline);
        using var hold = RunLock.Take(folder);
        if (TeacherNotices.Of(pipeline) is { } notice) terminal.Say(notice);
        var setting = workplace.Setting(pipeline, folder) with { Workers = workers };
        await RunMark.ClaimAsync(setting.Store, pipeline.Definition.Name, cancellation);
        var view = RunViews.For(terminal, () => workplace.Status);
        var driver = new RunDriver(setting, new LocalExecutor(new TaskRunner(setting), workers), view);
        var receipts = await ShowAsync(view, driver, pipeline.Stages.Count, terminal, cancellation);
        if (terminal.IsJson)
            Terminal.WriteJsonLine(new JsonObject { ["event"] = "done", ["run"] = folder, ["stages"] = new JsonArray([.. receipts.Select(r => (JsonNode)FunnelJson.Of(r))]) });
        else
            FunnelTable.Print(terminal, receipts, folder);
        return ExitCodes.Done;
    }

    private static async Task<IReadOnlyList<DatasetReceipt>> ShowAsync(IRunView view, RunDriver driver, int stages, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            return await view.ShowAsync(driver.RunAsync(cancellation));
        }
        catch (FaultException)
        {
            terminal.Say($"failed after {driver.StagesDone} of {stages} stages; what was committed stays: mend the cause, and the same command goes on from there");
            throw;
        }
    }
}
