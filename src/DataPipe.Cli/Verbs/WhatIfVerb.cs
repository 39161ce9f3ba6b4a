using System.CommandLine;
using System.Text.Json.Nodes;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Tables;
using DataPipe.Cli.Wiring;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe whatif</c>: decides again with other limits, from stored signals.</summary>
internal static class WhatIfVerb
{
    public static Command Create()
    {
        var dataset = new Argument<string>("stage") { Description = "Folder of a dataset whose filters stored their signals, such as runs/quickstart/web." };
        var set = new Option<string[]>("--set")
        {
            Description = "Another limit, such as gopher-quality.min-words=30; null switches a rule off. May be given several times; without any, shows what was decided.",
            HelpName = "STEP.OPTION=VALUE",
            DefaultValueFactory = _ => [],
        };
        var json = CommonOptions.Json();
        var command = new Command("whatif", "Decides again with other limits, by the signals that the filters of a stage stored, and shows the funnel before and after. No text is read.") { dataset, set, json };
        command.SetAction((parsed, cancellation) => DecideAsync(parsed.GetValue(dataset)!, parsed.GetValue(set)!, new Terminal(parsed.GetValue(json)), cancellation));
        return command;
    }

    private static async Task<int> DecideAsync(string dataset, string[] sets, Terminal terminal, CancellationToken cancellation)
    {
        var kept = await UsageException.GuardAsync(() => DatasetView.OpenAsync(dataset, rejects: false, cancellation));
        var rejects = await DatasetView.OpenAsync(dataset, rejects: true, cancellation);
        var redecision = UsageException.Guard(() => Redecision.Of(kept, PassedStep.Of(kept.Receipt, new Workplace().Catalogue), kept.Receipt.Steps, sets));
        await foreach (var row in SignalRows.ReadAsync(kept, rejects, redecision.Columns, cancellation)) redecision.Add(row);
        var unstored = kept.Receipt.Tally.RecordsIn - kept.Shards.Sum(s => s.Records) - rejects.Shards.Sum(s => s.Records);
        if (terminal.IsJson) Terminal.WriteJson(Json(redecision, sets, unstored));
        else WhatIfTable.Print(terminal, kept.Receipt.Stage, redecision, sets, unstored);
        return ExitCodes.Done;
    }

    private static JsonObject Json(Redecision redecision, string[] sets, long unstored) => new()
    {
        ["set"] = new JsonArray([.. sets.Select(s => (JsonNode)s)]),
        ["outcomes"] = new JsonArray([.. redecision.Sums.Select(s => (JsonNode)new JsonObject
        {
            ["outcome"] = s.Outcome.IsKeep ? "kept" : s.Outcome.IsUndecided ? "undecided" : "dropped",
            ["step"] = s.Outcome.IsKeep ? null : s.Outcome.Step,
            ["reason"] = s.Outcome.IsDrop ? s.Outcome.Reason : null,
            ["records_before"] = s.Before.Records, ["tokens_before"] = s.Before.Tokens, ["records_after"] = s.After.Records, ["tokens_after"] = s.After.Tokens,
        })]),
        ["now_kept"] = redecision.NowKept, ["now_dropped"] = redecision.NowDropped, ["not_stored"] = unstored,
    };
}
