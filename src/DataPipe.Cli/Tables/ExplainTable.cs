using System.Globalization;
using System.Text.Json;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Steps;
using Spectre.Console;

namespace DataPipe.Cli.Tables;

using Text = Spectre.Console.Text;

/// <summary>Why a record was kept or dropped, on the terminal.</summary>
internal static class ExplainTable
{
    private const int ShownChars = 150;

    public static void Print(Terminal terminal, DatasetView view, JsonElement record, IReadOnlyList<PassedStep> steps)
    {
        var dropper = SignalRows.Text(record, "rejected_by");
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{Printable.Of(record.GetProperty("id").GetString()!)}[/]");
        if (SignalRows.Text(record, "text") is { } text)
            terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{Printable.Of((text.Length <= ShownChars ? text : text[..ShownChars] + "…").ReplaceLineEndings(" "))}[/]");
        if (dropper is null) terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[green]kept[/] by {view.Receipt.Stage}");
        else terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]dropped[/] by {dropper} for [bold]{SignalRows.Text(record, "rejected_because")}[/]");
        var isReached = true;
        foreach (var step in steps)
        {
            terminal.Out.WriteLine();
            Step(terminal, view, record, step, dropper, isReached);
            if (step.Entry.Name == dropper && step.Stage == view.Receipt.Stage) isReached = false;
        }

        if (steps.Count == 0) terminal.Out.WriteLine("No step of this stage is known.");
    }

    private static void Step(Terminal terminal, DatasetView view, JsonElement record, PassedStep step, string? dropper, bool isReached)
    {
        var name = step.Entry.Name;
        var mark = SignalRows.Text(record, step.VerdictColumn);
        var verdict = !isReached ? "[grey]not reached[/]"
            : name == dropper ? $"[red]drop: {Markup.Escape(SignalRows.Text(record, "rejected_because") ?? "")}[/]"
            : mark is not null && mark != SignalColumns.Keep ? $"[red]marked: {Markup.Escape(mark)}[/]" : "[green]keep[/]";
        terminal.Out.MarkupLine($"[bold]{Markup.Escape(name)}[/]{(step.Stage == view.Receipt.Stage ? "" : $" [grey]in {Markup.Escape(step.Stage)}[/]")}  {verdict}");
        if (step.Rules.Count == 0 || !isReached) return;
        if (!step.IsStored(view.Schema))
        {
            terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [grey]its signals are not stored; run again with[/] --set stages.{step.Stage}.steps.{name}.with.signals=true");
            return;
        }

        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        table.AddColumns(new TableColumn("  signal").NoWrap(), new TableColumn("value") { Alignment = Justify.Right }, new TableColumn("kept when").NoWrap(), new TableColumn(""), new TableColumn("option").NoWrap());
        var decided = false;
        foreach (var rule in step.Rules)
        {
            var value = SignalRows.Number(record, rule.Signal);
            var fails = rule.Fails(value);
            var sign = rule.Limit is null ? "" : fails ? decided ? "[yellow]fails too[/]" : "[red]fails[/]" : "[green]ok[/]";
            decided |= fails;
            table.AddRow(
                new Text("  " + rule.Signal.Name[(name.Length + 1)..]), new Text(RuleText.Value(rule.Signal, value)), new Text(RuleText.Limit(rule)), new Markup(sign), new Markup($"[grey]{Markup.Escape(rule.Option)}[/]"));
        }

        terminal.Out.Write(table);
    }
}
