using System.Globalization;
using System.Text.Json;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Stages;
using Spectre.Console;

namespace DataPipe.Cli.Tables;

using Text = Spectre.Console.Text;

/// <summary>A dataset on the terminal.</summary>
internal static class DatasetTable
{
    private const int ShownChars = 320;

    public static void Print(
        Terminal terminal, DatasetView view, IReadOnlyList<ColumnSummary> columns, UseSummary? use, ContaminationSummary? contamination, IReadOnlyList<JsonElement> sample, long seen, long? matched, bool full)
    {
        var receipt = view.Receipt;
        var isRejects = view.Schema.IndexOf(Rejects.Columns[0].Name) >= 0;
        var (records, tokens, bytes) = (view.Shards.Sum(s => s.Records), view.Shards.Sum(s => s.Tokens), view.Shards.Sum(s => s.Bytes));
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"[bold]{receipt.Stage}{(isRejects ? ", what it dropped" : "")}[/]: {records:#,0} {receipt.Schema.Type.ToString().ToLowerInvariant()}s, {tokens:#,0} tokens ({receipt.Tokenizer}), {Size(bytes)} in {view.Shards.Count} {(view.Shards.Count == 1 ? "shard" : "shards")}");
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"[grey]made by '{receipt.Use}' of pipeline {receipt.Pipeline}{(receipt.Inputs.Count > 0 ? $" from {string.Join(", ", receipt.Inputs)}" : "")}, fingerprint {receipt.Fingerprint[..12]}[/]");
        if (use is not null) terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{use.ToString()}");
        if (contamination is { Benchmarks.Count: > 0 } && !isRejects) terminal.Out.Write(Contamination(contamination));
        if (isRejects)
            foreach (var drop in receipt.Tally.Dropped)
                terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  {drop.Records,8:#,0}  {drop.Step} [grey]·[/] {drop.Reason}");
        Body(terminal, columns, sample, seen, matched, full);
        if (matched is null && seen < records) terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]sampled from the first {seen:#,0} records[/]");
    }

    /// <summary>The columns, how many records met the condition, and the sample.</summary>
    public static void Body(Terminal terminal, IReadOnlyList<ColumnSummary> columns, IReadOnlyList<JsonElement> sample, long seen, long? matched, bool full)
    {
        if (columns.Count > 0) terminal.Out.Write(Columns(columns));
        if (matched is { } met) terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{met:#,0} of {seen:#,0} records meet the condition");
        foreach (var record in sample) Record(terminal, record, full);
    }

    private static Table Contamination(ContaminationSummary contamination)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn("benchmark"), Right("items found"), Right("in records"), Right("matches"), Right("of whole texts"));
        foreach (var (benchmark, counts) in contamination.Benchmarks)
            table.AddRow(new Text(Printable.Of(benchmark)), Count(counts.Items.Count), Count(counts.Records.Count), Count(counts.Matches), Count(counts.Whole));
        return table;
    }

    private static Text Count(long count) => new(count.ToString("#,0", CultureInfo.InvariantCulture));

    private static Table Columns(IReadOnlyList<ColumnSummary> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn("column"), new TableColumn("type"), Right("values"), Right("absent"), new TableColumn("smallest"), new TableColumn("largest"), Right("stored"), Right("ratio"));
        foreach (var column in columns)
            table.AddRow(
                new Text(Printable.Of(column.Path).Replace(".list.element", "[]", StringComparison.Ordinal)), new Text(column.Type), new Text(column.Values.ToString("#,0", CultureInfo.InvariantCulture)),
                new Text(column.Nulls == 0 ? "" : ((double)column.Nulls / Math.Max(1, column.Values)).ToString("P1", CultureInfo.InvariantCulture)),
                new Text(column.Min ?? ""), new Text(column.Max ?? ""), new Text(Size(column.Bytes)),
                new Text(((double)column.RawBytes / Math.Max(1, column.Bytes)).ToString("0.0", CultureInfo.InvariantCulture)));
        return table;
    }

    private static void Record(Terminal terminal, JsonElement record, bool full)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var field in record.EnumerateObject())
            grid.AddRow(new Markup($"[blue]{Markup.Escape(Printable.Of(field.Name))}[/]"), new Text(Value(field.Value, full)));
        terminal.Out.Write(new Rule { Style = Style.Parse("grey") });
        terminal.Out.Write(grid);
    }

    private static string Value(JsonElement value, bool full)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => Printable.Of(value.GetString()!),
            JsonValueKind.Array when value.GetArrayLength() > 0 && value.EnumerateArray().All(IsMessage) =>
                string.Join('\n', value.EnumerateArray().Select(m => $"{Printable.Of(m.GetProperty("role").GetString()!)}: {Value(m.GetProperty("content"), full)}")),
            _ => Printable.Of(value.GetRawText()),
        };
        return full || text.Length <= ShownChars ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, ShownChars)}… ({text.Length:#,0} characters)");
    }

    private static bool IsMessage(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String && value.TryGetProperty("content", out _);

    private static TableColumn Right(string name) => new(name) { Alignment = Justify.Right };

    public static string Size(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:#,0} kB"),
        < 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:#,0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:#,0} GB"),
    };
}
