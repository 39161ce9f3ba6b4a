using System.Globalization;
using DataPipe.Cli.Wiring;
using DataPipe.Execution.Runs;
using Spectre.Console;

namespace DataPipe.Cli.Tables;

using Text = Spectre.Console.Text;

/// <summary>The funnel of a run: what went into every stage, what was dropped for which reason, what came out.</summary>
internal static class FunnelTable
{
    private const int WideBar = 16;
    private const int WideColumns = 120;

    public static void Print(Terminal terminal, IReadOnlyList<DatasetReceipt> receipts, string folder)
    {
        var bar = terminal.Out.Profile.Width >= WideColumns ? WideBar : 0;
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn("stage").NoWrap(), new TableColumn("dropped by, for"), Right("records"), Right("tokens"), new TableColumn("of what came in").NoWrap());
        foreach (var receipt in receipts)
        {
            var tally = receipt.Tally;
            var whole = Math.Max(tally.RecordsIn, 1);
            table.AddRow(Cell(receipt.Stage, "bold"), Cell("in", "grey"), Count(tally.RecordsIn), Tokens(tally.TokensIn), Bar(tally.RecordsIn, whole, "blue", bar));
            foreach (var drop in tally.Dropped)
                table.AddRow(new Text(""), new Markup($"{Markup.Escape(drop.Step)} [grey]·[/] {Markup.Escape(drop.Reason)}"), Count(-drop.Records), Tokens(-drop.Tokens), Bar(drop.Records, whole, "red", bar));
            table.AddRow(new Text(""), Cell("out", "bold"), Count(tally.RecordsOut), Tokens(tally.TokensOut), Bar(tally.RecordsOut, whole, "green", bar));
        }

        terminal.Out.Write(table);
        foreach (var receipt in receipts)
            if (receipt.Tally is { RecordsIn: > 0, RecordsOut: 0 })
                terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]{receipt.Stage} kept nothing[/] of {receipt.Tally.RecordsIn:#,0} records: the reasons are above, the records in datapipe show {Path.Combine(folder, receipt.Stage)} --rejects");
        foreach (var receipt in receipts)
            foreach (var warning in receipt.Tally.Warnings)
            {
                terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]{warning.Count:#,0} {warning.Kind}[/] in {receipt.Stage}");
                foreach (var example in warning.Examples.Take(2)) terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"    [grey]{Printable.Of(example)}[/]");
            }

        var tokenizer = receipts.Count > 0 ? receipts[0].Tokenizer : "";
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]tokens counted as {tokenizer}; datasets in {folder}; look closer with[/] datapipe show {Path.Combine(folder, receipts[^1].Stage)}");
    }

    private static TableColumn Right(string name) => new(name) { Alignment = Justify.Right };

    private static Markup Cell(string text, string style) => new($"[{style}]{Markup.Escape(text)}[/]");

    private static Text Count(long count) => new(count.ToString("#,0", CultureInfo.InvariantCulture));

    private static Text Tokens(long count) => new(count == 0 ? "-" : count.ToString("#,0", CultureInfo.InvariantCulture));

    private static Markup Bar(long part, long whole, string colour, int longest)
    {
        var width = (int)Math.Round((double)Math.Min(part, whole) / whole * longest);
        return new Markup(string.Create(CultureInfo.InvariantCulture, $"[{colour}]{new string('█', width)}[/]{new string(' ', longest - width)}{(longest > 0 ? " " : "")}{(double)part / whole,7:P1}"));
    }
}
