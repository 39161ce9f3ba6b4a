using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;

namespace DataPipe.Execution.Configuration;

/// <summary>Puts the steps of presets in the place of the items that name them: <c>- preset: fineweb</c>, with options for single steps or for all that have them.</summary>
/// <param name="catalogue">The presets, and the steps whose options they set.</param>
/// <param name="faults">Takes the mistakes.</param>
public sealed class Presets(Catalogue catalogue, FaultList faults)
{
    private static readonly string[] Keys = ["preset", "with"];

    /// <summary>The pipeline with all presets expanded.</summary>
    public ConfigNode Expand(ConfigNode root) => InSteps(root, steps => steps with { Items = [.. steps.Items.SelectMany(Expanded)] });

    /// <summary>Whether a path of <c>--set</c> names a preset of a stage, and no step of it: such a value is put in before presets are expanded.</summary>
    public bool IsNamedBy(ConfigNode root, string assignment)
    {
        var path = assignment.Split('=')[0].Split('.');
        if (path.Length < 4 || path[0] != "stages" || path[2] != "steps") return false;
        if ((root as ConfigNode.Mapping)?["stages"] is not ConfigNode.Mapping stages || (stages[path[1]] as ConfigNode.Mapping)?["steps"] is not ConfigNode.Sequence steps) return false;
        if (!steps.Items.Any(i => NameOf(i, "preset") == path[3])) return false;
        return !steps.Items.SelectMany(i => NameOf(i, "preset") is { } preset ? StepsOf(preset, i.At, new FaultList()) : [i]).Any(i => NameOf(i, "use") == path[3]);
    }

    private static ConfigNode InSteps(ConfigNode root, Func<ConfigNode.Sequence, ConfigNode> change) =>
        root is ConfigNode.Mapping top && top["stages"] is ConfigNode.Mapping stages
            ? Changed(top, "stages", new ConfigNode.Mapping(
                [.. stages.Entries.Select(e => e.Value is ConfigNode.Mapping stage && stage["steps"] is ConfigNode.Sequence steps ? e with { Value = Changed(stage, "steps", change(steps)) } : e)], stages.At))
            : root;

    private static ConfigNode.Mapping Changed(ConfigNode.Mapping mapping, string key, ConfigNode value) =>
        new([.. mapping.Entries.Select(e => e.Key == key ? e with { Value = value } : e)], mapping.At);

    private IEnumerable<ConfigNode> Expanded(ConfigNode item)
    {
        if (item is not ConfigNode.Mapping mapping || mapping["preset"] is not ConfigNode.Scalar name) return [item];
        foreach (var stray in mapping.Entries.Where(e => !Keys.Contains(e.Key)))
            faults.Add("DP1003", $"a preset has no key '{stray.Key}'{NearestName.Hint(stray.Key, Keys)}", stray.KeyAt);
        var steps = StepsOf(name.Value, name.At, faults);
        if (mapping["with"] is ConfigNode.Mapping with) return WithOptions(name.Value, steps, with);
        if (mapping["with"] is not (null or ConfigNode.Scalar { IsNull: true })) faults.Add("DP1004", $"'with' of preset '{name.Value}' must be a mapping, not {mapping["with"]!.Kind}", mapping["with"]!.At);
        return steps;
    }

    private List<ConfigNode> StepsOf(string name, SourcePosition at, FaultList into)
    {
        if (catalogue.Presets.FirstOrDefault(p => p.Name == name) is not { } preset)
        {
            into.Add("DP1220", $"unknown preset '{name}'{NearestName.Hint(name, catalogue.Presets.Select(p => p.Name))}; there are {string.Join(", ", catalogue.Presets.Select(p => p.Name))}", at);
            return [];
        }

        return YamlText.Parse(preset.Steps, $"preset {name}", into) is ConfigNode.Sequence sequence ? [.. sequence.Items.Select(i => Overrides.Moved(i, at))] : [];
    }

    // A key is a step's name and its value the step's options, or null where the step is left out; or it is an option, of all steps that have it.
    private List<ConfigNode> WithOptions(string preset, List<ConfigNode> steps, ConfigNode.Mapping with)
    {
        foreach (var entry in with.Entries)
        {
            if (steps.Any(s => NameOf(s, "use") == entry.Key))
            {
                if (entry.Value is ConfigNode.Scalar { IsNull: true }) steps = [.. steps.Where(s => NameOf(s, "use") != entry.Key)];
                else if (entry.Value is ConfigNode.Mapping options) steps = [.. steps.Select(s => NameOf(s, "use") == entry.Key ? options.Entries.Aggregate(s, WithOption) : s)];
                else faults.Add("DP1004", $"options of step '{entry.Key}' of preset '{preset}' are a mapping, or null to leave it out, not {entry.Value.Kind}", entry.Value.At);
                continue;
            }

            var having = steps.Where(s => OptionsOf(s).Contains(entry.Key)).ToHashSet();
            if (having.Count == 0)
            {
                var names = steps.Select(s => NameOf(s, "use")!).ToArray();
                faults.Add("DP1221", $"preset '{preset}' has no step and no option '{entry.Key}'{NearestName.Hint(entry.Key, [.. names, .. steps.SelectMany(OptionsOf)])}; its steps are {string.Join(", ", names)}", entry.KeyAt);
            }

            steps = [.. steps.Select(s => having.Contains(s) ? WithOption(s, entry) : s)];
        }

        return steps;
    }

    private IReadOnlyList<string> OptionsOf(ConfigNode step) =>
        catalogue.Steps.FirstOrDefault(s => s.Name == NameOf(step, "use")) is { } entry ? [.. OptionProperty.Of(entry.Options).Select(p => p.Name)] : [];

    private static ConfigNode WithOption(ConfigNode step, ConfigEntry option)
    {
        var use = step is ConfigNode.Mapping mapping ? mapping["use"]! : step;
        var options = (step as ConfigNode.Mapping)?["with"] is ConfigNode.Mapping with ? with.Entries : [];
        return new ConfigNode.Mapping(
            [new ConfigEntry("use", step.At, use), new ConfigEntry("with", step.At, new ConfigNode.Mapping([.. options.Where(o => o.Key != option.Key), option], step.At))], step.At);
    }

    private static string? NameOf(ConfigNode item, string key) => item switch
    {
        ConfigNode.Scalar scalar => key == "use" ? scalar.Value : null,
        ConfigNode.Mapping mapping => (mapping[key] as ConfigNode.Scalar)?.Value,
        _ => null,
    };
}
