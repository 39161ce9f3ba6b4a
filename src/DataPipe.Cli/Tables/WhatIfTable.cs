using System.Globalization;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Wiring;
using Spectre.Console;

namespace DataPipe.Cli.Tables;

using Text = Spectre.Console.Text;

/// <summary>The funnel before and after, on the terminal.</summary>
internal static class WhatIfTable
{
    public static void Print(Terminal terminal, string stage, Redecision redecision, IReadOnlyList<string> sets, long unstored)
    {
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{stage}[/]{(sets.Count == 0 ? ", as it was decided" : $" with {string.Join(", ", sets)}")}");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn("dropped by, for"), Right("before"), Right("after"), Right("change"), Right("tokens before"), Right("tokens after"));
        foreach (var (outcome, before, after) in redecision.Sums)
            table.AddRow(Name(outcome), Count(before.Records), Count(after.Records), Change(after.Records - before.Records, outcome), Count(before.Tokens), Count(after.Tokens));
        terminal.Out.Write(table);
        if (sets.Count > 0)
            terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{redecision.NowKept:#,0} records would come back, {redecision.NowDropped:#,0} would go");
        var undecided = redecision.Sums.Where(s => s.Outcome.IsUndecided).Sum(s => s.After.Records);
        if (undecided > 0)
            terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]{undecided:#,0} records would go on to steps that never saw them.[/] Where filters mark instead of dropping, every step sees every record: with mode: mark in {stage}");
        if (unstored > 0)
            terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]{unstored:#,0} records that went in are not stored[/], so they are not in these numbers: keep-rejects keeps dropped ones");
    }

    private static Markup Name(Outcome outcome) => outcome.IsKeep ? new Markup("[green]kept[/]")
        : outcome.IsUndecided ? new Markup($"[yellow]undecided:[/] would go on to {Markup.Escape(outcome.Step)}")
        : new Markup($"{Markup.Escape(outcome.Step)} [grey]·[/] {Markup.Escape(outcome.Reason)}");

    private static Markup Change(long change, Outcome outcome) => change == 0 ? new Markup("")
        : new Markup($"[{((change > 0) == outcome.IsDrop ? "red" : "green")}]{change.ToString("+#,0;-#,0", CultureInfo.InvariantCulture)}[/]");

    private static TableColumn Right(string name) => new(name) { Alignment = Justify.Right };

    private static Text Count(long count) => new(count == 0 ? "-" : count.ToString("#,0", CultureInfo.InvariantCulture));
}
