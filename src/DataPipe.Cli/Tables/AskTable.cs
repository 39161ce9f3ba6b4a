using System.Globalization;
using DataPipe.Cli.Costing;
using DataPipe.Cli.Wiring;
using Spectre.Console;

namespace DataPipe.Cli.Tables;

using Text = Spectre.Console.Text;

/// <summary>What teachers will cost, on the terminal.</summary>
internal static class AskTable
{
    private const string Unknown = "unknown";

    public static void Print(Terminal terminal, IReadOnlyList<AskCost> costs, IReadOnlyList<CapCheck> caps)
    {
        if (costs.Count == 0) return;
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(
            new TableColumn("stage"), new TableColumn("teacher"), new TableColumn("asks for"), Right("requests expected"), Right("at most"), Right("tokens expected"), Right("at most"),
            Right("cost expected"), Right("at most"), new TableColumn("currency"));
        foreach (var cost in costs)
        {
            table.AddRow(
                Cell(cost.Stage), Cell($"{cost.Ask.Teacher} ({(cost.Teacher.Simulated ? "simulated" : cost.Teacher.Model)}{(cost.InBatch ? ", by batch" : "")})"), Cell(cost.Ask.What),
                Cell(Count(cost.Ask.Expected?.Requests)), Cell(Count(cost.Ask.AtMost?.Requests)), Cell(Count(cost.Expected?.Tokens)), Cell(Count(cost.AtMost?.Tokens)),
                Cell(Money(cost.ExpectedCost)), Cell(Money(cost.CostAtMost)), Cell(cost.Currency ?? Unknown));
        }

        terminal.Out.Write(table);
        foreach (var currency in costs.Where(c => c.Currency is not null).GroupBy(c => c.Currency!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var atMost = currency.All(c => c.CostAtMost is not null) ? $"{Money(currency.Sum(c => c.CostAtMost))} {currency.Key}" : Unknown;
            Line(terminal, $"teachers: {Money(currency.Sum(c => c.ExpectedCost ?? 0))} {currency.Key} expected{(currency.All(c => c.ExpectedCost is not null) ? "" : " of what is known")}, at most {atMost} when each request is sent once; what the ledger has costs nothing");
        }

        if (costs.Any(c => c.InBatch)) Line(terminal, "by batch: expected at the price of batches, at most at the price one by one, which what a batch could not answer is asked at");
        if (costs.Any(c => c.AtMost is null)) Line(terminal, $"{Unknown}: depends on records of stages that are not done yet; plan again when they are");
        foreach (var (teacher, identity) in costs.Where(c => c.Currency is null).Select(c => (c.Ask.Teacher, c.Teacher)).Distinct())
            Line(terminal, $"the price of {identity.Model} at {identity.EndpointHost} is unknown: give teacher '{teacher}' a 'price' per million tokens, such as {{input: 0.4, output: 1.6}} (0 for a model on machines of your own)");
        foreach (var cap in caps)
            Line(terminal, $"budget: '{cap.Option}' allows {cap.Of} {Amount(cap, cap.Most)}; expected {Amount(cap, cap.Expected)}, at most {(cap.AtMost is { } most ? Amount(cap, most) : Unknown)}");
        foreach (var cap in caps.Where(c => c.IsPassed))
            Line(terminal, $"warning: the expectation passes '{cap.Option}' ({cap.Of}): the run will stop there and go on when it is raised");
    }

    private static string Amount(CapCheck cap, decimal amount) => cap.Currency is null ? $"{amount.ToString("#,0", CultureInfo.InvariantCulture)} tokens" : $"{Money(amount)} {cap.Currency}";

    // Names of models and teachers came from outside.
    private static void Line(Terminal terminal, string line) => terminal.Out.WriteLine(Printable.Of(line));

    private static string Count(long? count) => count?.ToString("#,0", CultureInfo.InvariantCulture) ?? Unknown;

    private static string Money(decimal? amount) => amount?.ToString("#,0.00####", CultureInfo.InvariantCulture) ?? Unknown;

    private static Text Cell(string text) => new(Printable.Of(text));

    private static TableColumn Right(string name) => new(name) { Alignment = Justify.Right };
}
