using System.CommandLine;
using System.Text.Json.Nodes;
using DataPipe.Cli.Wiring;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe check</c>: finds every mistake of a pipeline.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var (pipeline, set, json) = (CommonOptions.Pipeline(), CommonOptions.Set(), CommonOptions.Json());
        var command = new Command("check", "Validates a pipeline: every mistake at once, with its place; runs nothing.") { pipeline, set, json };
        command.SetAction(parsed => Check(parsed.GetValue(pipeline)!, parsed.GetValue(set)!, new Terminal(parsed.GetValue(json))));
        return command;
    }

    private static int Check(string file, string[] sets, Terminal terminal)
    {
        var pipeline = UsageException.Guard(() => new Workplace().Bind(file, sets));
        if (terminal.IsJson)
            Terminal.WriteJson(new JsonObject { ["pipeline"] = pipeline.Definition.Name, ["stages"] = new JsonArray([.. pipeline.Stages.Select(s => (JsonNode)s.Name)]), ["faults"] = new JsonArray() });
        else
            Console.Out.WriteLine($"{file} is sound: {pipeline.Stages.Count} {(pipeline.Stages.Count == 1 ? "stage" : "stages")} ({string.Join(", ", pipeline.Stages.Select(s => s.Name))})");
        if (TeacherNotices.Of(pipeline) is { } notice) terminal.Say(notice);
        return ExitCodes.Done;
    }
}
