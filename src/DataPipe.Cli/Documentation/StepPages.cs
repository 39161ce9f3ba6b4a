using System.Globalization;
using System.Text;
using DataPipe.Core.Catalogues;

namespace DataPipe.Cli.Documentation;

/// <summary>The pages of docs/steps: one a step of the catalogue, made of its options, reasons, columns and rules, and one of the presets.</summary>
internal static class StepPages
{
    /// <summary>Pages by file name.</summary>
    public static SortedDictionary<string, string> Of(Catalogue catalogue)
    {
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in CatalogueText.Of(catalogue).Where(e => e.Kind == "step")) pages[$"{entry.Name}.md"] = Step(entry, catalogue);
        pages["presets.md"] = Presets(catalogue);
        pages["README.md"] = Index(catalogue);
        return pages;
    }

    private static string Step(CatalogueText entry, Catalogue catalogue)
    {
        var step = catalogue.Steps.First(s => s.Name == entry.Name);
        var page = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# {entry.Name}\n\n{entry.Summary}\n\nStep {entry.Flow}, version {entry.Version}. Examples: [tests/cases/{entry.Name}.yaml](../../tests/cases/{entry.Name}.yaml).\n");
        var rules = step.Rules(Activator.CreateInstance(step.Options)!);
        if (rules.Count > 0)
        {
            page.Append("\n## Rules\n\nThe first that fails gives the reason. The signals are columns where `signals: true` says so.\n\n| reason | signal | kept when | option |\n|---|---|---|---|\n");
            foreach (var rule in rules) page.Append(CultureInfo.InvariantCulture, $"| `{rule.Reason}` | `{rule.Signal.Name}`: {Cell(rule.Signal.Summary)} | {Tables.RuleText.Limit(rule)} | `{rule.Option}` |\n");
        }
        else if (entry.Reasons.Count > 0) page.Append(CultureInfo.InvariantCulture, $"\nDrops for: {string.Join(", ", entry.Reasons.Select(r => $"`{r}`"))}.\n");
        if (entry.Columns.Count > 0) page.Append(CultureInfo.InvariantCulture, $"\nAdds columns: {string.Join("; ", entry.Columns)}.\n");
        page.Append("\n## Options\n\n");
        if (entry.Options.Count == 0) page.Append("None.\n");
        else page.Append("| option | default | values | meaning |\n|---|---|---|---|\n");
        foreach (var option in entry.Options)
            page.Append(CultureInfo.InvariantCulture, $"| `{option.Name}` | {Cell(option.Default)} | {Cell(option.Type)}{(option.Bounds.Length > 0 ? $", {option.Bounds}" : "")} | {Cell(option.Summary)} |\n");
        return page.ToString();
    }

    private static string Presets(Catalogue catalogue)
    {
        var page = new StringBuilder("# Presets\n\nA preset stands for its steps: `- preset: fineweb`. Under `with` go options of one step by its name, `null` to leave a step out, or an option of all steps that have it.\n");
        foreach (var preset in catalogue.Presets)
            page.Append(CultureInfo.InvariantCulture, $"\n## {preset.Name}\n\n{preset.Summary}\n\n```\n{Body(preset)}```\n");
        return page.ToString();
    }

    private static string Index(Catalogue catalogue)
    {
        var page = new StringBuilder("# Steps\n\nWritten by `datapipe docs --out docs/steps` from the options of the code.\n\n| step | |\n|---|---|\n");
        foreach (var step in catalogue.Steps) page.Append(CultureInfo.InvariantCulture, $"| [{step.Name}]({step.Name}.md) | {Cell(step.Summary)} |\n");
        return page.Append("\nPresets of several steps: [presets](presets.md).\n").ToString();
    }

    /// <summary>The fragment without its first line, which is the summary.</summary>
    public static string Body(PresetEntry preset) => preset.Steps[(preset.Steps.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
