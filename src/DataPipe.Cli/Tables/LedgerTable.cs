using System.Globalization;
using System.Text.Json;
using DataPipe.Cli.Wiring;
using DataPipe.Teachers.Ledger;
using Spectre.Console;

namespace DataPipe.Cli.Tables;

using Text = Spectre.Console.Text;

/// <summary>A ledger on the terminal.</summary>
internal static class LedgerTable
{
    public static void Print(Terminal terminal, CallLedger ledger, LedgerSummary summary)
    {
        var answers = summary.Tallies.Sum(t => t.Answers);
        Line(terminal, $"[bold]{Safe(ledger.Folder)}[/]: {answers:#,0} answers, {summary.Tallies.Sum(t => t.NonAnswers):#,0} other calls, {summary.Requests:#,0} requests, {summary.Bytes / 1e6:#,0.0} MB in {summary.Segments:#,0} {(summary.Segments == 1 ? "segment" : "segments")}");
        if (summary.Tallies.Count > 0) terminal.Out.Write(Calls(summary.Tallies));
        foreach (var (scope, currency, amount) in summary.Settled)
            Line(terminal, $"budget: run {Safe(scope.Run)}, stage {Safe(scope.Stage)} spent {Money(amount.Cost, currency)}, {amount.Tokens:#,0} tokens");
        foreach (var (currency, amount) in summary.Reserved)
            Line(terminal, $"budget: {Money(amount.Cost, currency)}, {amount.Tokens:#,0} tokens are set aside for requests of unknown outcome and count as spent");
        foreach (var damage in summary.Damage)
            Line(terminal, $"[yellow]damaged: {damage.Bytes:#,0} bytes of {damage.File} from byte {damage.Offset}[/]");
    }

    public static void Print(Terminal terminal, LedgerCheck check)
    {
        Line(terminal, $"{check.Records:#,0} records, {check.Answers:#,0} answers");
        foreach (var damage in check.Damage)
            Line(terminal, damage.IsTornTail
                ? (FormattableString)$"{damage.File}: {damage.Bytes:#,0} bytes at its end are no whole record (its writer was stopped; no kept answer is lost)"
                : $"[yellow]damaged: {damage.Bytes:#,0} bytes of {damage.File} from byte {damage.Offset}[/]");
        foreach (var fault in check.Faults) Line(terminal, $"[yellow]{Safe(fault)}[/]");
        Line(terminal, check.IsSound ? (FormattableString)$"sound" : $"[red]not sound[/]: what is damaged is asked again; 'datapipe ledger prune' rewrites the rest");
    }

    public static void Print(Terminal terminal, IReadOnlyList<LedgerEntry> entries, string? request)
    {
        Line(terminal, $"[bold]{entries[0].Key}[/]");
        if (request is null) Line(terminal, $"[grey]the request was not kept[/]");
        else terminal.Out.Write(Request(request));
        foreach (var entry in entries)
        {
            terminal.Out.Write(new Rule(Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"sample {entry.Sample}: {EntryLine(entry)}"))) { Style = Style.Parse("grey"), Justification = Justify.Left });
            var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
            Row(grid, "reasoning", entry.Choice?.Reasoning);
            Row(grid, "answer", entry.Choice?.Text);
            foreach (var call in entry.Choice?.ToolCalls ?? []) Row(grid, "tool", $"{call.Name} {call.Arguments}");
            Row(grid, "reason", entry.Reason);
            Row(grid, "from", $"{entry.Model} ({entry.Teacher}{(entry.Simulated ? ", simulated" : "")}), {entry.Time:yyyy-MM-dd HH:mm:ss}Z, run {entry.Scope.Run}, stage {entry.Scope.Stage}");
            Row(grid, "took", string.Create(CultureInfo.InvariantCulture, $"{entry.Usage.InputTokens:#,0} input, {entry.Usage.OutputTokens:#,0} output tokens, {(entry.Cost is { } cost ? Money(cost, entry.Currency ?? "") : "cost unknown")}, {entry.Latency.TotalSeconds:0.00} s, {entry.Attempts} {(entry.Attempts == 1 ? "attempt" : "attempts")}"));
            Row(grid, "request id", entry.RequestId);
            terminal.Out.Write(grid);
        }
    }

    private static string EntryLine(LedgerEntry entry) => entry.Outcome == EntryOutcome.Answer ? "answered" : $"{entry.Outcome} (never served)";

    private static Grid Request(string request)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        using var document = JsonDocument.Parse(request);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.NameEquals("messages"))
                foreach (var message in member.Value.EnumerateArray())
                    Row(grid, message.GetProperty("role").GetString()!, $"{message.GetProperty("content").GetString()}{(message.TryGetProperty("tool_calls", out var calls) ? "\n" + calls.GetRawText() : "")}");
            else if (!member.NameEquals("v"))
                Row(grid, member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : member.Value.GetRawText());
        }

        return grid;
    }

    private static Table Calls(IReadOnlyList<CallTally> tallies)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn("model"), new TableColumn("teacher"), new TableColumn("run"), new TableColumn("stage"), Right("answers"), Right("others"), Right("input"), Right("cached"), Right("output"), Right("cost"));
        foreach (var tally in tallies)
            table.AddRow(
                Cell(tally.Model + (tally.Simulated ? " (simulated)" : "")), Cell(tally.Teacher), Cell(tally.Scope.Run), Cell(tally.Scope.Stage), Cell(tally.Answers), Cell(tally.NonAnswers),
                Cell(tally.InputTokens), Cell(tally.CachedInputTokens), Cell(tally.OutputTokens),
                Cell(tally.Unpriced == tally.Answers + tally.NonAnswers ? "unknown" : Money(tally.Cost, tally.Currency) + (tally.Unpriced > 0 ? " and unknown" : "")));
        return table;
    }

    private static void Row(Grid grid, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) grid.AddRow(new Markup($"[blue]{Markup.Escape(name)}[/]"), new Text(Printable.Of(text)));
    }

    // Names in a ledger came from outside; the markup of a line is ours alone.
    private static string Safe(string text) => Printable.Of(text);

    private static void Line(Terminal terminal, FormattableString line) => terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, line);

    private static string Money(decimal amount, string currency) => string.Create(CultureInfo.InvariantCulture, $"{amount:#,0.00####} {currency}").TrimEnd();

    private static Text Cell(string text) => new(Printable.Of(text));

    private static Text Cell(long count) => new(count.ToString("#,0", CultureInfo.InvariantCulture));

    private static TableColumn Right(string name) => new(name) { Alignment = Justify.Right };
}
