using System.CommandLine;
using System.Text.Json.Nodes;
using DataPipe.Cli.Documentation;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using Spectre.Console;

namespace DataPipe.Cli.Verbs;

using Text = Spectre.Console.Text;

/// <summary><c>datapipe steps</c>: the catalogue.</summary>
internal static class StepsVerb
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "A stage, step or section, to see all its options.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonOptions.Json();
        var command = new Command("steps", "Lists the stages and steps that pipelines can use; with a name, every option of it with unit, default and source.") { name, json };
        command.SetAction(parsed => Print(new Workplace().Catalogue, parsed.GetValue(name), new Terminal(parsed.GetValue(json))));
        return command;
    }

    private static int Print(Catalogue catalogue, string? name, Terminal terminal)
    {
        var entries = CatalogueText.Of(catalogue);
        var presets = catalogue.Presets;
        if (name is not null)
        {
            entries = [.. entries.Where(e => e.Name == name)];
            presets = [.. presets.Where(p => p.Name == name)];
            if (entries.Count == 0 && presets.Count == 0)
                return terminal.Report([new Fault("DP1009", $"nothing in the catalogue is named '{name}'{NearestName.Hint(name, [.. CatalogueText.Of(catalogue).Select(e => e.Name), .. catalogue.Presets.Select(p => p.Name)])}", null)], ExitCodes.Usage);
        }

        if (terminal.IsJson) Terminal.WriteJson(new JsonArray([.. entries.Select(e => (JsonNode)Json(e)), .. presets.Select(p => (JsonNode)Json(p))]));
        else if (name is null) List(entries, presets, terminal);
        else
        {
            foreach (var entry in entries) Detail(entry, terminal);
            foreach (var preset in presets) Detail(preset, terminal);
        }

        return ExitCodes.Done;
    }

    private static void Detail(PresetEntry preset, Terminal terminal)
    {
        terminal.Out.MarkupLineInterpolated($"[bold]{preset.Name}[/]  preset: write '- preset: {preset.Name}' among the steps of a stage");
        terminal.Out.WriteLine(preset.Summary);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(StepPages.Body(preset));
    }

    private static JsonObject Json(PresetEntry preset) => new() { ["name"] = preset.Name, ["kind"] = "preset", ["summary"] = preset.Summary, ["steps"] = preset.Steps };

    private static void List(IReadOnlyList<CatalogueText> entries, IReadOnlyList<PresetEntry> presets, Terminal terminal)
    {
        foreach (var kind in entries.GroupBy(e => e.Kind))
        {
            terminal.Out.MarkupLineInterpolated($"[bold]{kind.Key}s[/]");
            var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0, 2, 0)).AddColumn();
            foreach (var entry in kind) grid.AddRow(new Text(entry.Name), new Text(entry.Summary));
            terminal.Out.Write(grid);
            terminal.Out.WriteLine();
        }

        if (presets.Count > 0)
        {
            terminal.Out.MarkupLine("[bold]presets[/]");
            var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0, 2, 0)).AddColumn();
            foreach (var preset in presets) grid.AddRow(new Text(preset.Name), new Text(preset.Summary));
            terminal.Out.Write(grid);
            terminal.Out.WriteLine();
        }

        terminal.Out.WriteLine("datapipe steps NAME shows every option of one.");
    }

    private static void Detail(CatalogueText entry, Terminal terminal)
    {
        terminal.Out.MarkupLineInterpolated($"[bold]{entry.Name}[/]  {entry.Kind}, version {entry.Version}, {entry.Flow}");
        terminal.Out.WriteLine(entry.Summary);
        if (entry.Reasons.Count > 0) terminal.Out.WriteLine($"drops for: {string.Join(", ", entry.Reasons)}");
        if (entry.Columns.Count > 0) terminal.Out.WriteLine($"adds columns: {string.Join(", ", entry.Columns)}");
        terminal.Out.WriteLine();
        if (entry.Options.Count == 0) terminal.Out.WriteLine("It has no options.");
        foreach (var option in entry.Options)
        {
            terminal.Out.MarkupLineInterpolated($"  [bold]{option.Name}[/]: [green]{option.Default}[/]   [grey]{option.Type}{(option.Bounds.Length > 0 ? $", {option.Bounds}" : "")}[/]");
            terminal.Out.Write(new Padder(new Text(option.Summary), new Padding(6, 0, 0, 0)));
        }
    }

    private static JsonObject Json(CatalogueText entry) => new()
    {
        ["name"] = entry.Name, ["kind"] = entry.Kind, ["version"] = entry.Version, ["flow"] = entry.Flow, ["summary"] = entry.Summary,
        ["reasons"] = new JsonArray([.. entry.Reasons.Select(r => (JsonNode)r)]), ["columns"] = new JsonArray([.. entry.Columns.Select(c => (JsonNode)c)]),
        ["options"] = new JsonArray([.. entry.Options.Select(o => (JsonNode)new JsonObject
        {
            ["name"] = o.Name, ["type"] = o.Type, ["default"] = o.Default, ["bounds"] = o.Bounds, ["summary"] = o.Summary,
        })]),
    };
}
