using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DataPipe.Cli.Tables;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Faults;
using DataPipe.Synthesis.Replay;
using Spectre.Console;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe replay</c>: the log of another program's run, through our parser, filters and novelty.</summary>
internal static class ReplayVerb
{
    private static readonly string[] AlpacaWords = ["video", "audio", "music", "flowchart", "diagram"];

    public static Command Create()
    {
        var log = new Argument<string>("log") { Description = "What the run recorded: machine_generated_instructions.jsonl of Self-Instruct, regen.json of Alpaca, or what descends from them." };
        var seeds = new Option<string?>("--seeds") { Description = "Seed tasks of the run, JSON Lines or a JSON array. Default: none.", HelpName = "FILE" };
        var alpaca = new Option<bool>("--alpaca") { Description = "Blocks the words that Alpaca's code blocks besides Self-Instruct's. Replies are told apart by their form." };
        var any = new Option<bool>("--any-script") { Description = "Lets instructions begin with any letter, as in Chinese runs." };
        var all = new Option<bool>("--all-scripts") { Description = "Compares with tokens for every script, where the published programs have none but Latin." };
        var json = CommonOptions.Json();
        var command = new Command("replay", "Replays the log of another program's run: the same instructions, the same ROUGE-L figures? Ends with 1 when something differs.") { log, seeds, alpaca, any, all, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new ReplayOptions { AllScripts = parsed.GetValue(all), AnyFirst = parsed.GetValue(any), MoreBlockedWords = parsed.GetValue(alpaca) ? AlpacaWords : [] };
            var pool = parsed.GetValue(seeds) is { } file ? (await ReadAsync(file, cancellation)).Rows.Select(r => r.Text).ToArray() : [];
            var (rows, malformed) = await ReadAsync(parsed.GetValue(log)!, cancellation);
            var report = InstructionReplay.Run(pool, rows, options);
            var terminal = new Terminal(parsed.GetValue(json));
            if (terminal.IsJson) Terminal.WriteJson(Json(report, malformed));
            else Print(terminal, report, malformed);
            return report.Agrees ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static Task<(IReadOnlyList<RecordedInstruction> Rows, int Malformed)> ReadAsync(string path, CancellationToken cancellation) => UsageException.GuardAsync(async () =>
    {
        if (Directory.Exists(path)) throw new FaultException("DP1340", $"'{path}' is a folder: name the file in it that the run wrote, such as machine_generated_instructions.jsonl or regen.json", null);
        if (!File.Exists(path)) throw new FaultException("DP1340", $"there is no file '{path}'{Nearby(path)}; give what the other program wrote of its run (JSON Lines or a JSON array), as a path from the current folder", null);
        await using var stream = File.OpenRead(path);
        return await RecordedLog.ReadAsync(stream, path, cancellation);
    });

    // The nearest name in the folder that was meant, if there is one.
    private static string Nearby(string path)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        if (!Directory.Exists(folder)) return $", nor a folder '{folder}'";
        return NearestName.Hint(Path.GetFileName(path), Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!));
    }

    private static void Print(Terminal terminal, ReplayReport report, int malformed)
    {
        Line($"{report.Recorded:#,0} instructions recorded over {report.Seeds:#,0} seeds{(malformed > 0 ? $", {malformed:#,0} rows without one" : "")}");
        Line(report.Replies > 0
            ? (FormattableString)$"{report.Replies:#,0} raw replies, {report.Candidates:#,0} candidates in them: {report.Accepted:#,0} accepted, {(report.SameInstructions ? "the very ones recorded" : "not the ones recorded")}"
            : $"no raw replies; of the recorded instructions {report.Accepted:#,0} are accepted again");
        foreach (var difference in report.Differences) Line($"  {difference.Count:#,0} {Printable.Of(difference.Reason)}: {Printable.Of(difference.Example)}");
        if (report.Similarities > 0) Line($"ROUGE-L: {report.SimilaritiesEqual:#,0} of {report.Similarities:#,0} recorded similarities are equal to the last bit; {report.ListsEqual:#,0} of {report.Lists:#,0} lists of the nearest are the same");
        if (report.Means > 0) Line($"means: {report.MeansEqual:#,0} of {report.Means:#,0} are equal to the last bit, the farthest by {report.LargestMeanDifference:g3}");
        Line($"with tokens for every script, {report.TooNearInAllScripts:#,0} of the recorded instructions come too near to one before them");

        void Line(FormattableString text) => terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, text);
    }

    private static JsonObject Json(ReplayReport report, int malformed) => new()
    {
        ["agrees"] = report.Agrees, ["seeds"] = report.Seeds, ["recorded"] = report.Recorded, ["malformed"] = malformed, ["replies"] = report.Replies, ["candidates"] = report.Candidates,
        ["accepted"] = report.Accepted, ["same_instructions"] = report.SameInstructions,
        ["differences"] = new JsonArray([.. report.Differences.Select(d => (JsonNode)new JsonObject { ["reason"] = d.Reason, ["count"] = d.Count, ["example"] = d.Example })]),
        ["similarities"] = report.Similarities, ["similarities_equal"] = report.SimilaritiesEqual, ["lists"] = report.Lists, ["lists_equal"] = report.ListsEqual,
        ["means"] = report.Means, ["means_equal"] = report.MeansEqual, ["largest_mean_difference"] = report.LargestMeanDifference, ["too_near_in_all_scripts"] = report.TooNearInAllScripts,
    };
}
