using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Tables;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Steps;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe explain</c>: why a document was kept or dropped.</summary>
internal static class ExplainVerb
{
    public static Command Create()
    {
        var dataset = new Argument<string>("dataset") { Description = "Folder of a dataset, such as runs/quickstart/web." };
        var id = new Argument<string>("id") { Description = "Id of a record, kept or dropped; its beginning is enough where only one has it." };
        var json = CommonOptions.Json();
        var command = new Command("explain", "Tells why a record was kept or dropped: every stored signal beside its limit, step by step, and the verdict.") { dataset, id, json };
        command.SetAction((parsed, cancellation) => ExplainAsync(parsed.GetValue(dataset)!, parsed.GetValue(id)!, new Terminal(parsed.GetValue(json)), cancellation));
        return command;
    }

    private static async Task<int> ExplainAsync(string dataset, string id, Terminal terminal, CancellationToken cancellation)
    {
        var kept = await UsageException.GuardAsync(() => DatasetView.OpenAsync(dataset, rejects: false, cancellation));
        var rejects = await DatasetView.OpenAsync(dataset, rejects: true, cancellation);
        var record = await FindAsync(kept, rejects, id, cancellation);
        var steps = await StepsAsync(kept, dataset, new Workplace().Catalogue, cancellation);
        if (terminal.IsJson) Terminal.WriteJson(Json(record, steps, kept));
        else ExplainTable.Print(terminal, kept, record, steps);
        return ExitCodes.Done;
    }

    private static async Task<JsonElement> FindAsync(DatasetView kept, DatasetView rejects, string id, CancellationToken cancellation)
    {
        List<JsonElement> found = [];
        foreach (var view in new[] { kept, rejects })
            await foreach (var row in RecordRows.ReadAsync(view.Store, view.Keys, view.Schema, cancellation))
            {
                var known = row.GetProperty("id").GetString()!;
                if (known == id) return row.Clone();
                if (found.Count < 2 && known.StartsWith(id, StringComparison.Ordinal)) found.Add(row.Clone());
            }

        if (found.Count == 1) return found[0];
        throw new UsageException([new Fault("DP1225", found.Count == 0
            ? $"no record of '{kept.Receipt.Stage}' has the id '{id}', kept or among what is stored of what it dropped: datapipe show {kept.Store.Locate(kept.Receipt.Stage)} prints ids"
            : $"several ids begin with '{id}', such as {string.Join(" and ", found.Select(f => f.GetProperty("id").GetString()))}", null)]);
    }

    // Those of the stage, and before them those of its inputs whose signals came along with the records.
    private static async Task<IReadOnlyList<PassedStep>> StepsAsync(DatasetView view, string dataset, Catalogue catalogue, CancellationToken cancellation)
    {
        List<PassedStep> steps = [];
        var run = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(dataset)) is { Length: > 0 } parent ? parent : ".";
        foreach (var input in view.Receipt.Inputs)
        {
            if (!Directory.Exists(Path.Combine(run, input))) continue;
            var before = await DatasetView.OpenAsync(Path.Combine(run, input), rejects: false, cancellation);
            steps.AddRange((await StepsAsync(before, Path.Combine(run, input), catalogue, cancellation)).Where(s => s.IsStored(view.Schema) && steps.All(k => k.Entry.Name != s.Entry.Name)));
        }

        return [.. steps, .. PassedStep.Of(view.Receipt, catalogue)];
    }

    private static JsonObject Json(JsonElement record, IReadOnlyList<PassedStep> steps, DatasetView view) => new()
    {
        ["id"] = record.GetProperty("id").GetString(),
        ["kept"] = SignalRows.Text(record, "rejected_by") is null,
        ["dropped_by"] = SignalRows.Text(record, "rejected_by"),
        ["dropped_because"] = SignalRows.Text(record, "rejected_because"),
        ["steps"] = new JsonArray([.. steps.Select(s => (JsonNode)new JsonObject
        {
            ["stage"] = s.Stage,
            ["step"] = s.Entry.Name,
            ["stored"] = s.IsStored(view.Schema),
            ["marked"] = SignalRows.Text(record, s.VerdictColumn),
            ["rules"] = new JsonArray([.. s.Rules.Select(r => (JsonNode)new JsonObject
            {
                ["signal"] = r.Signal.Name,
                ["value"] = SignalRows.Number(record, r.Signal) is var value && double.IsFinite(value) ? value : null,
                ["option"] = r.Option,
                ["bound"] = r.Bound == RuleBound.AtLeast ? "at-least" : "at-most",
                ["limit"] = r.Limit,
                ["fails"] = r.Fails(value),
                ["reason"] = r.Reason.Name,
            })]),
        })]),
    };
}
