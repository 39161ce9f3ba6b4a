using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Tables;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Faults;
using DataPipe.Execution.Runs;
using Spectre.Console;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe show</c>: a look into a dataset.</summary>
internal static class ShowVerb
{
    public static Command Create()
    {
        var dataset = new Argument<string>("dataset") { Description = "Folder of a dataset, such as runs/quickstart/corpus, any Parquet file, or a folder of some." };
        var rejects = new Option<string?>("--rejects") { Description = "Looks at what the stage dropped instead; with a reason, only that.", Arity = ArgumentArity.ZeroOrOne, HelpName = "REASON" };
        var where = new Option<string?>("--where") { Description = "Only records that meet a condition, such as 'tokens > 200 and language = en'.", HelpName = "CONDITION" };
        var sample = new Option<int>("--sample") { Description = "How many random records to print.", DefaultValueFactory = _ => 3, Validators = { result => { if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var n) || n < 0)) result.AddError("--sample takes a whole number, 0 or more"); } } };
        var seed = new Option<long>("--seed") { Description = "Seed of the sample." };
        var full = new Option<bool>("--full") { Description = "Prints texts whole instead of their beginning." };
        var json = CommonOptions.Json();
        var command = new Command("show", "Shows a dataset: schema, counts, sizes, a summary of every column, a random sample.") { dataset, rejects, where, sample, seed, full, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (size, start, whole, terminal) = (parsed.GetValue(sample), parsed.GetValue(seed), parsed.GetValue(full), new Terminal(parsed.GetValue(json)));
            if (File.Exists(parsed.GetValue(dataset)))
                return await ShowFileAsync(parsed.GetValue(dataset)!, parsed.GetValue(where), parsed.GetResult(rejects) is { Implicit: false }, size, start, whole, terminal, cancellation);
            if (!File.Exists(Path.Combine(parsed.GetValue(dataset)!, StageFolder.DatasetReceiptName)) && ParquetFolder.Find(parsed.GetValue(dataset)!) is { } files)
                return await ShowFolderAsync(files, parsed.GetValue(where), size, start, whole, terminal, cancellation);
            var isRejects = parsed.GetResult(rejects) is { Implicit: false };
            var view = await UsageException.GuardAsync(() => DatasetView.OpenAsync(parsed.GetValue(dataset)!, isRejects, cancellation));
            var conditions = new[] { parsed.GetValue(where), parsed.GetValue(rejects) is { } reason ? UsageException.Guard(() => Rejected(view, reason)) : null }.OfType<string>();
            var condition = string.Join(" and ", conditions) is { Length: > 0 } text ? UsageException.Guard(() => Condition.Parse(text, ColumnTypes.Of(view.Schema))) : null;
            return await ShowAsync(view, condition, size, start, whole, terminal, cancellation);
        });
        return command;
    }

    // A reason, or the step that dropped: both stand in the funnel.
    private static string Rejected(DatasetView view, string name)
    {
        var dropped = view.Receipt.Tally.Dropped;
        if (dropped.Any(d => d.Reason == name)) return $"rejected_because = {name}";
        if (dropped.Any(d => d.Step == name)) return $"rejected_by = {name}";
        var known = dropped.Select(d => d.Reason).Distinct().ToArray();
        throw new FaultException("DP0004", $"'{view.Receipt.Stage}' dropped nothing for '{name}'{NearestName.Hint(name, known)}; its reasons: {(known.Length == 0 ? "none" : string.Join(", ", known))}", null);
    }

    private static async Task<int> ShowAsync(DatasetView view, Condition? condition, int size, long seed, bool full, Terminal terminal, CancellationToken cancellation)
    {
        var columns = await ColumnSummary.OfAsync(view.Store, [.. view.Keys.Where(k => k.EndsWith(".parquet", StringComparison.Ordinal))], cancellation);
        var (sample, seen, matched) = await RandomSample.TakeAsync(RecordRows.ReadAsync(view.Store, view.Keys, view.Schema, cancellation), condition, size, seed, cancellation);
        var use = await UseSummary.OfAsync(view, cancellation);
        var contamination = await ContaminationSummary.OfAsync(view, cancellation);
        if (terminal.IsJson) Terminal.WriteJson(Json(view, columns, use, contamination, sample, seen, matched, condition is not null));
        else DatasetTable.Print(terminal, view, columns, use, contamination, sample, seen, condition is null ? null : matched, full);
        return ExitCodes.Done;
    }

    private static async Task<int> ShowFileAsync(string path, string? where, bool rejects, int size, long seed, bool full, Terminal terminal, CancellationToken cancellation)
    {
        if (rejects) throw new UsageException([new Fault("DP0004", $"--rejects looks at what a stage dropped, and '{path}' is a file: name the folder of a dataset", null)]);
        await using var file = await UsageException.GuardAsync(() => ParquetFile.OpenAsync(path, cancellation));
        var condition = where is null ? null : UsageException.Guard(() => Condition.Parse(where, ParquetFile.ColumnTypes(file.Schema)));
        var (sample, seen, matched) = await RandomSample.TakeAsync(ParquetFile.RowsAsync(file, cancellation), condition, size, seed, cancellation);
        var (columns, bytes) = (ColumnSummary.Of(file), new FileInfo(path).Length);
        if (terminal.IsJson)
            Terminal.WriteJson(new JsonObject
            {
                ["file"] = path, ["rows"] = file.Rows, ["bytes"] = bytes, ["row_groups"] = file.RowGroups.Count, ["written_by"] = file.CreatedBy,
                ["columns"] = Columns(columns), ["seen"] = seen, ["matched"] = condition is null ? null : matched, ["sample"] = Sample(sample),
            });
        else ParquetFileTable.Print(terminal, file, bytes, columns, sample, seen, condition is null ? null : matched, full);
        return ExitCodes.Done;
    }

    private static async Task<int> ShowFolderAsync(ParquetFolder folder, string? where, int size, long seed, bool full, Terminal terminal, CancellationToken cancellation)
    {
        var types = await folder.ColumnTypesAsync(cancellation);
        var condition = where is null ? null : UsageException.Guard(() => Condition.Parse(where, types));
        var (sample, seen, matched) = await RandomSample.TakeAsync(folder.RowsAsync(cancellation), condition, size, seed, cancellation);
        var (columns, rows, bytes) = (await folder.ColumnsAsync(cancellation), await folder.CountAsync(cancellation), folder.Files.Sum(f => f.Bytes));
        if (terminal.IsJson)
            Terminal.WriteJson(new JsonObject
            {
                ["folder"] = folder.Name, ["files"] = folder.Files.Count, ["rows"] = rows, ["bytes"] = bytes,
                ["columns"] = Columns(columns), ["seen"] = seen, ["matched"] = condition is null ? null : matched, ["sample"] = Sample(sample),
            });
        else
        {
            terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{Printable.Of(folder.Name)}[/]: {rows:#,0} rows, {DatasetTable.Size(bytes)} in {folder.Files.Count} {(folder.Files.Count == 1 ? "file" : "files")}");
            DatasetTable.Body(terminal, columns, sample, seen, condition is null ? null : matched, full);
        }

        return ExitCodes.Done;
    }

    private static JsonArray Columns(IReadOnlyList<ColumnSummary> columns) => new([.. columns.Select(c => (JsonNode)new JsonObject
    {
        ["path"] = c.Path, ["type"] = c.Type, ["values"] = c.Values, ["nulls"] = c.Nulls, ["min"] = c.Min, ["max"] = c.Max, ["bytes"] = c.Bytes, ["raw_bytes"] = c.RawBytes,
    })]);

    private static JsonArray Sample(IReadOnlyList<JsonElement> sample) => new([.. sample.Select(s => JsonNode.Parse(s.GetRawText(), documentOptions: ParquetFile.Nested))]);

    private static JsonObject Json(DatasetView view, IReadOnlyList<ColumnSummary> columns, UseSummary? use, ContaminationSummary? contamination, IReadOnlyList<JsonElement> sample, long seen, long matched, bool conditional) => new()
    {
        ["dataset"] = FunnelJson.Of(view.Receipt),
        ["records"] = view.Shards.Sum(s => s.Records), ["tokens"] = view.Shards.Sum(s => s.Tokens), ["bytes"] = view.Shards.Sum(s => s.Bytes),
        ["use"] = use?.ToJson(),
        ["contamination"] = contamination?.ToJson(),
        ["columns"] = Columns(columns),
        ["seen"] = seen, ["matched"] = conditional ? matched : null,
        ["sample"] = Sample(sample),
    };
}
