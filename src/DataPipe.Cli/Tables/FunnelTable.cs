using System.Globalization;
using DataPipe.Cli.Wiring;
using DataPipe.Execution.Runs;
using Spectre.Console;

namespace DataPipe.Cli.Tables;

using Text = Spectre.Console.Text;

/// <summary>The funnel of a run: what went into every stage, what was dropped for which reason, what came out.</summary>
internal static class FunnelTable
{
    private const int BarWidth = 16;

    public static void Print(Terminal terminal, IReadOnlyList<DatasetReceipt> receipts, string folder)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn("stage"), new TableColumn("dropped by, for"), Right("records"), Right("tokens"), new TableColumn("share"));
        foreach (var receipt in receipts)
        {
            var tally = receipt.Tally;
            var whole = Math.Max(tally.RecordsIn, Math.Max(tally.RecordsOut, 1));
            table.AddRow(Cell(receipt.Stage, "bold"), Cell("in", "grey"), Count(tally.RecordsIn), Tokens(tally.TokensIn), Bar(tally.RecordsIn, whole, "blue"));
            foreach (var drop in tally.Dropped)
                table.AddRow(new Text(""), new Markup($"{Markup.Escape(drop.Step)} [grey]·[/] {Markup.Escape(drop.Reason)}"), Count(-drop.Records), Tokens(-drop.Tokens), Bar(drop.Records, whole, "red"));
            table.AddRow(new Text(""), Cell("out", "bold"), Count(tally.RecordsOut), Tokens(tally.TokensOut), Bar(tally.RecordsOut, whole, "green"));
        }

        terminal.Out.Write(table);
        foreach (var receipt in receipts)
            foreach (var warning in receipt.Tally.Warnings)
            {
                terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]{warning.Count:#,0} {warning.Kind}[/] in {receipt.Stage}");
                foreach (var example in warning.Examples.Take(2)) terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"    [grey]{example}[/]");
            }

        var tokenizer = receipts.Count > 0 ? receipts[0].Tokenizer : "";
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]tokens counted as {tokenizer}; datasets in {folder}; look closer with[/] datapipe show {Path.Combine(folder, receipts[^1].Stage)}");
    }

    private static TableColumn Right(string name) => new(name) { Alignment = Justify.Right };

    private static Markup Cell(string text, string style) => new($"[{style}]{Markup.Escape(text)}[/]");

    private static Text Count(long count) => new(count.ToString("#,0", CultureInfo.InvariantCulture));

    private static Text Tokens(long count) => new(count == 0 ? "-" : count.ToString("#,0", CultureInfo.InvariantCulture));

    private static Markup Bar(long part, long whole, string colour)
    {
        var width = (int)Math.Round((double)Math.Min(part, whole) / whole * BarWidth);
        return new Markup(string.Create(CultureInfo.InvariantCulture, $"[{colour}]{new string('█', width)}[/]{new string(' ', BarWidth - width)} {(double)part / whole,6:P1}"));
    }
}
