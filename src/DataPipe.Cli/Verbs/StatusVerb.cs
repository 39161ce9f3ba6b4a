using System.CommandLine;
using System.Text.Json.Nodes;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Tables;
using DataPipe.Cli.Wiring;
using DataPipe.Storage.Local;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe status</c>: what a run folder holds, without its pipeline.</summary>
internal static class StatusVerb
{
    public static Command Create()
    {
        var run = new Argument<string>("run") { Description = "Folder of a run." };
        var json = CommonOptions.Json();
        var command = new Command("status", "Shows the datasets of a run with their funnel, and what is under way.") { run, json };
        command.SetAction((parsed, cancellation) => ShowAsync(parsed.GetValue(run)!, new Terminal(parsed.GetValue(json)), cancellation));
        return command;
    }

    private static async Task<int> ShowAsync(string run, Terminal terminal, CancellationToken cancellation)
    {
        var contents = await UsageException.GuardAsync(() => RunContents.ReadAsync(run, cancellation));
        if (terminal.IsJson)
        {
            Terminal.WriteJson(new JsonObject
            {
                ["run"] = run, ["running"] = RunLock.IsTaken(run),
                ["datasets"] = new JsonArray([.. contents.Datasets.Select(r => (JsonNode)FunnelJson.Of(r))]),
                ["unfinished"] = new JsonObject([.. contents.Unfinished.Select(u => KeyValuePair.Create<string, JsonNode?>(u.Key, u.Value))]),
            });
            return ExitCodes.Done;
        }

        if (contents.Datasets.Count > 0) FunnelTable.Print(terminal, contents.Datasets, run);
        foreach (var (stage, tasks) in contents.Unfinished) Console.Out.WriteLine($"{stage}: under way, tasks done: {tasks}");
        Console.Out.WriteLine(RunLock.IsTaken(run) ? "a process is running here" : "no process is running here");
        return ExitCodes.Done;
    }
}
