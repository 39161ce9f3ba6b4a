using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using DataPipe.Cli.Documentation;
using DataPipe.Cli.Verbs;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Catalogues;
using DataPipe.Execution.Configuration;

namespace DataPipe.House.Tests;

public sealed partial class CatalogueTests
{
    private static readonly Catalogue Catalogue = new Workplace().Catalogue;

    [Fact]
    public void Every_step_has_a_file_of_cases()
    {
        Assert.NotEmpty(Catalogue.Steps);
        var missing = Catalogue.Steps.Where(s => !File.Exists(Tree.Of("tests", "cases", s.Name + ".yaml"))).Select(s => s.Name);
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_file_of_cases_belongs_to_a_step()
    {
        var strays = Tree.Files("tests/cases", "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => Catalogue.Steps.All(s => s.Name != n));
        Assert.Empty(strays);
    }

    [Fact]
    public void Names_are_kebab_case_and_reasons_are_named_once()
    {
        foreach (var name in Catalogue.Stages.Select(s => s.Name).Concat(Catalogue.Steps.Select(s => s.Name)))
            Assert.Matches(Kebab(), name);
        foreach (var step in Catalogue.Steps)
        {
            Assert.All(step.Reasons, r => Assert.Matches(Kebab(), r.Name));
            Assert.Equal(step.Reasons.Count, step.Reasons.Distinct().Count());
        }
    }

    [Fact]
    public void Every_option_is_documented()
    {
        var silent = CatalogueText.Of(Catalogue).SelectMany(e => e.Options.Where(o => o.Summary.Length == 0).Select(o => $"{e.Name}.{o.Name}"));
        Assert.Empty(silent);
    }

    [Fact]
    public void Every_default_is_within_its_own_range()
    {
        foreach (var type in Catalogue.Stages.Select(s => s.Options).Concat(Catalogue.Steps.Select(s => s.Options)).Concat(Catalogue.Resources.Select(r => r.Options)))
        {
            var defaults = Activator.CreateInstance(type)!;
            foreach (var property in OptionProperty.Of(type))
                if (property.Range is RangeAttribute range && property.Property.GetValue(defaults) is IConvertible value)
                    Assert.InRange(value.ToDouble(null), Convert.ToDouble(range.Minimum, null), Convert.ToDouble(range.Maximum, null));
        }
    }

    [Fact]
    public void Schemas_are_current()
    {
        foreach (var (name, text) in SchemaVerb.All())
        {
            var file = Tree.Of("schemas", name + ".schema.json");
            Assert.True(File.Exists(file), $"schemas/{name}.schema.json is missing: datapipe schema --out schemas");
            Assert.True(File.ReadAllText(file) == text, $"schemas/{name}.schema.json is not current: datapipe schema --out schemas");
        }

        Assert.Equal(SchemaVerb.All().Count, Directory.EnumerateFiles(Tree.Of("schemas")).Count());
    }

    [Fact]
    public void Pages_of_steps_are_current()
    {
        var pages = StepPages.Of(Catalogue);
        foreach (var (name, text) in pages)
        {
            var file = Tree.Of("docs", "steps", name);
            Assert.True(File.Exists(file), $"docs/steps/{name} is missing: datapipe docs --out docs/steps");
            Assert.True(File.ReadAllText(file) == text, $"docs/steps/{name} is not current: datapipe docs --out docs/steps");
        }

        Assert.Equal(pages.Count, Directory.EnumerateFiles(Tree.Of("docs", "steps")).Count());
    }

    [Fact]
    public void Every_preset_is_sound_by_a_word()
    {
        Assert.NotEmpty(Catalogue.Presets);
        foreach (var preset in Catalogue.Presets)
        {
            var file = Path.GetTempFileName();
            File.WriteAllText(file, $"pipeline: preset\nstages:\n  web:\n    use: jsonl\n    with: {{files: {Tree.Of("samples", "encyclopedia.jsonl")}, source: a}}\n    steps:\n      - preset: {preset.Name}\n");
            Assert.NotEmpty(Assert.Single(new Workplace().Bind(file, []).Stages).Steps);
            File.Delete(file);
        }
    }

    [Fact]
    public void Every_error_code_is_explained_and_every_explained_code_is_used()
    {
        var used = Tree.Files("src", "*.cs").SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Value)).ToHashSet();
        var explained = Code().Matches(File.ReadAllText(Tree.Of("docs", "errors.md"))).Select(m => m.Value).ToHashSet();
        Assert.Empty(used.Except(explained));
        Assert.Empty(explained.Except(used));
    }

    [Fact]
    public void Every_pipeline_of_the_tree_is_sound()
    {
        foreach (var file in Tree.Files("pipelines", "*.yaml"))
            Assert.NotEmpty(new Workplace().Bind(file, []).Stages);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Kebab();

    [GeneratedRegex(@"\bDP\d{4}\b")]
    private static partial Regex Code();
}
