using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DataPipe.Cli.Exporting;
using DataPipe.Cli.Querying;
using DataPipe.Cli.Tables;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Export;
using Spectre.Console;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe export</c>: a dataset of samples or preferences in the shape that a trainer reads.</summary>
internal static class ExportVerb
{
    private static readonly SortedDictionary<string, ExportFormat> Formats = new(Enum.GetValues<ExportFormat>().ToDictionary(Name), StringComparer.Ordinal);
    private static readonly SortedDictionary<string, ReasoningStyle> Styles = new(Enum.GetValues<ReasoningStyle>().ToDictionary(Name), StringComparer.Ordinal);

    public static Command Create()
    {
        var dataset = new Argument<string>("dataset") { Description = "Folder of a dataset of samples or preferences, such as runs/quickstart/sft." };
        var format = new Option<string>("--format") { Description = $"The shape: {string.Join(", ", Formats.Keys)}.", HelpName = "NAME", Required = true };
        var to = new Option<string>("--out") { Description = "Folder to write into.", HelpName = "DIR", Required = true };
        var template = new Option<string?>("--template") { Description = $"Makes texts of messages as a model's chat template does: {string.Join(", ", ChatTemplates.All.Select(t => t.Name))}.", HelpName = "NAME" };
        var reasoning = new Option<string>("--reasoning") { Description = $"Where the reasoning of answers goes: {string.Join(", ", Styles.Keys)}.", HelpName = "STYLE", DefaultValueFactory = _ => "think" };
        var validation = new Option<double>("--validation") { Description = "Share of the questions for validation, 0 to 1; by chance of the question alone.", HelpName = "SHARE", Validators = { r => { if (r.Tokens.Count > 0 && !(double.TryParse(r.Tokens[0].Value, CultureInfo.InvariantCulture, out var v) && v is >= 0 and <= 1)) r.AddError("--validation takes a number from 0 to 1"); } } };
        var seed = new Option<long>("--seed") { Description = "Seed of the split." };
        var parquet = new Option<bool>("--parquet") { Description = "Writes Parquet instead of JSON Lines." };
        var name = new Option<string?>("--name") { Description = "Name on the data card. Default: pipeline and dataset.", HelpName = "NAME" };
        var licence = new Option<string?>("--licence") { Description = "Licence that you give the set, for the data card.", HelpName = "SPDX" };
        var json = CommonOptions.Json();
        var command = new Command("export", "Writes a dataset in the shape that a trainer reads, with a validation split and a data card.") { dataset, format, to, template, reasoning, validation, seed, parquet, name, licence, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(parsed.GetValue(json));
            var view = await UsageException.GuardAsync(() => DatasetView.OpenAsync(parsed.GetValue(dataset)!, false, cancellation));
            var (shape, chosen) = UsageException.Guard(() => Shape(view.Schema.Type, parsed.GetValue(format)!, parsed.GetValue(template), parsed.GetValue(reasoning)!));
            var facts = new CardFacts(
                parsed.GetValue(name) ?? $"{view.Receipt.Pipeline}: {view.Receipt.Stage}", Name(chosen), parsed.GetValue(template), parsed.GetValue(licence), [], [], new Dictionary<string, long>(),
                await Lineage.OfAsync(view.Receipt, view.Store, cancellation));
            var folder = parsed.GetValue(to)!;
            (facts, var tally) = await new DatasetExport(view, shape, new ExportSplit(parsed.GetValue(validation), parsed.GetValue(seed)), parsed.GetValue(parquet)).WriteAsync(folder, facts, cancellation);
            if (terminal.IsJson) Terminal.WriteJson(Json(folder, facts, tally));
            else Print(terminal, folder, facts, tally);
            return ExitCodes.Done;
        });
        return command;
    }

    private static (ExportShape Shape, ExportFormat Format) Shape(RecordType type, string format, string? template, string reasoning)
    {
        var chosen = Known(Formats, format, "format");
        if (!ExportShape.Takes(chosen, type))
        {
            var fitting = Formats.Where(f => ExportShape.Takes(f.Value, type)).Select(f => f.Key).ToArray();
            throw Fault($"a dataset of {type.ToString().ToLowerInvariant()}s has no form in '{format}'; {(fitting.Length == 0 ? "documents are exported by the pipeline's own 'format'" : $"those that it has: {string.Join(", ", fitting)}")}");
        }

        var named = template is null ? null : ChatTemplates.Find(template) ?? throw Fault($"no chat template is named '{template}'{NearestName.Hint(template, ChatTemplates.All.Select(t => t.Name))}; there are {string.Join(", ", ChatTemplates.All.Select(t => t.Name))}");
        if (chosen == ExportFormat.Text && named is null) throw Fault("the format 'text' needs a chat template: --template chatml, for one");
        if (named is not null && !ExportShape.TakesTemplate(chosen)) throw Fault($"the format '{format}' keeps messages and takes no chat template");
        var style = Known(Styles, reasoning, "style of reasoning");
        if (style == ReasoningStyle.Field && (named is not null || !ExportShape.HasThinkingField(chosen))) throw Fault($"'--reasoning field' needs a format of TRL that keeps messages, and '{format}'{(named is null ? "" : " with a template")} does not");
        return (new ExportShape(chosen, named, style), chosen);
    }

    private static T Known<T>(SortedDictionary<string, T> known, string name, string what) =>
        known.TryGetValue(name, out var value) ? value : throw Fault($"no {what} is named '{name}'{NearestName.Hint(name, known.Keys)}; there are {string.Join(", ", known.Keys)}");

    private static FaultException Fault(string message) => new("DP1341", message, null);

    private static string Name<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static void Print(Terminal terminal, string folder, CardFacts facts, CardTally tally)
    {
        foreach (var (split, file, rows) in facts.Files) terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{split}: {rows:#,0} rows in {Printable.Of(Path.Combine(folder, file))}");
        foreach (var (reason, records) in facts.Unfit) terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]left out: {records:#,0} {reason}[/]");
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"training use by the terms of its teachers: {tally.Permitted ?? "none apply"}; data card: {Printable.Of(Path.Combine(folder, DatasetExport.CardName))}");
    }

    private static JsonObject Json(string folder, CardFacts facts, CardTally tally) => new()
    {
        ["folder"] = folder, ["format"] = facts.Format, ["template"] = facts.Template, ["records"] = tally.Records, ["permitted"] = tally.Permitted,
        ["files"] = new JsonArray([.. facts.Files.Select(f => (JsonNode)new JsonObject { ["split"] = f.Split, ["file"] = f.File, ["rows"] = f.Rows })]),
        ["columns"] = new JsonArray([.. facts.Columns.Select(c => (JsonNode?)c)]),
        ["left_out"] = new JsonObject(facts.Unfit.Select(u => KeyValuePair.Create(u.Key, (JsonNode?)u.Value))),
        ["card"] = DatasetExport.CardName,
    };
}
