using System.Globalization;
using System.Text.Json.Nodes;
using DataPipe.Cli.Tables;
using DataPipe.Cli.Wiring;
using DataPipe.Synthesis.Style;
using Spectre.Console;

namespace DataPipe.Cli.Styling;

using Text = Spectre.Console.Text;

/// <summary>The report on style and substance on the terminal, and for machines.</summary>
internal static class StyleTables
{
    private const int LongestBar = 24;

    public static void Print(Terminal terminal, string name, StyleReport report)
    {
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{Printable.Of(name)}[/]: {report.Records:#,0} samples with an answer, {StylePage.Share(report.ByTeachers)} by teachers");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("figure", "here", "bound", "what it says");
        foreach (var figure in report.Figures)
            table.AddRow(new Text(figure.Name), new Markup(figure.Warns ? $"[red]{StylePage.Number(figure.Value)}[/]" : StylePage.Number(figure.Value)), new Text(StylePage.Number(figure.Bound)), new Text(figure.Warns ? figure.Meaning : ""));
        terminal.Out.Write(table);
        Bars(terminal, "format and style: share of answers with", report.Style);
        Bars(terminal, "openings", report.Openers);
        Bars(terminal, "length of answers", report.AnswerWords);
        Bars(terminal, "knowledge and skills: kinds of task", report.TaskTypes);
        Bars(terminal, "families of benchmarks", report.Families);
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{report.Figures.Count(f => f.Warns)} of {report.Figures.Count} figures warn of imitation");
    }

    public static JsonObject Json(string name, StyleReport report) => new()
    {
        ["dataset"] = name, ["records"] = report.Records, ["by_teachers"] = report.ByTeachers,
        ["style"] = Shares(report.Style), ["openers"] = Shares(report.Openers), ["answer_words"] = Shares(report.AnswerWords), ["scripts"] = Shares(report.Languages),
        ["task_types"] = Shares(report.TaskTypes), ["families"] = Shares(report.Families), ["verifiable"] = report.Verifiable,
        ["distinct_four_words"] = report.DistinctFourWords, ["nearest_instruction"] = report.NearestInstruction,
        ["entropy_bits"] = new JsonObject { ["openers"] = report.Entropy.Openers, ["task_types"] = report.Entropy.TaskTypes },
        ["words"] = new JsonObject { ["tenth"] = report.Length.Tenth, ["median"] = report.Length.Median, ["ninetieth"] = report.Length.Ninetieth, ["mean"] = report.Length.Mean },
        ["figures"] = new JsonArray([.. report.Figures.Select(f => (JsonNode)new JsonObject { ["name"] = f.Name, ["value"] = f.Value, ["bound"] = f.Bound, ["warns"] = f.Warns, ["meaning"] = f.Meaning })]),
    };

    private static JsonObject Shares(IReadOnlyList<KeyValuePair<string, double>> shares) => new(shares.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));

    private static void Bars(Terminal terminal, string title, IReadOnlyList<KeyValuePair<string, double>> shares)
    {
        var largest = Math.Max(1e-9, shares.Count == 0 ? 0 : shares.Max(s => s.Value));
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumns("", "", "");
        foreach (var (name, share) in shares)
            table.AddRow(new Text("  " + Printable.Of(name.Length == 0 ? "(no word)" : name)), new Text(new string('█', (int)Math.Round(share / largest * LongestBar))), new Text(StylePage.Share(share)));
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{title}[/]");
        terminal.Out.Write(table);
    }
}
