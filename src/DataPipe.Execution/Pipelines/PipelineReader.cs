using System.Text.RegularExpressions;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Pipelines;

/// <summary>Reads the form of a pipeline file: its sections, stages and steps. Unknown keys are faults.</summary>
public sealed partial class PipelineReader
{
    private static readonly string[] StageKeys = ["use", "from", "with", "steps"];
    private readonly PipelineSource _source;
    private readonly IReadOnlyList<string> _resourceSections;
    private readonly FaultList _faults;
    private readonly OptionBinder _binder;
    private readonly Presets _presets;

    /// <summary>A reader for one source; mistakes go to <paramref name="faults"/>.</summary>
    public PipelineReader(PipelineSource source, Catalogue catalogue, FaultList faults)
    {
        (_source, _resourceSections, _faults) = (source, [.. catalogue.Resources.Select(r => r.Section)], faults);
        _presets = new Presets(catalogue, faults);
        _binder = new OptionBinder(source.FolderOf, faults);
    }

    /// <summary>The definition, or null when the file is not even a mapping with stages.</summary>
    public PipelineDefinition? Read()
    {
        var root = YamlText.Parse(_source.Text, _source.File, _faults);
        if (root is null) return null;
        var early = _source.Sets.Where(set => _presets.IsNamedBy(root, set)).ToArray();
        foreach (var set in early) root = Overrides.Apply(root, set, _resourceSections, _faults);
        root = _presets.Expand(root);
        foreach (var set in _source.Sets.Except(early)) root = Overrides.Apply(root, set, _resourceSections, _faults);
        if (root is not ConfigNode.Mapping unreplaced)
        {
            _faults.Add("DP1001", $"a pipeline is a mapping with 'pipeline' and 'stages', not {root.Kind}", root.At);
            return null;
        }

        // Parameters may hold variables of the environment, not each other.
        var parameters = Section(unreplaced, "params") is { } named ? (ConfigNode.Mapping)new Substitution(_source.Environment, null, _faults).Apply(named) : null;
        var values = Without(unreplaced, "params");
        var mapping = (ConfigNode.Mapping)new Substitution(_source.Environment, parameters, _faults).Apply(values);
        CheckKeys(unreplaced, ["pipeline", "description", "seed", "params", "defaults", "stages", .. _resourceSections], "a pipeline");
        var name = Name(mapping);
        var head = (PipelineHead)_binder.Bind(typeof(PipelineHead), Only(mapping, "description", "seed"), "the pipeline", mapping.At);
        Dictionary<string, ConfigNode.Mapping> resources = [];
        foreach (var section in _resourceSections)
            if (mapping[section] is ConfigNode.Mapping entries) resources[section] = entries;
            else if (mapping[section] is { } wrong) _faults.Add("DP1004", $"'{section}' must be a mapping of names to options, not {wrong.Kind}", wrong.At);

        if (mapping["stages"] is not ConfigNode.Mapping stages || stages.Entries.Count == 0)
        {
            _faults.Add("DP1001", "the pipeline has no stages: put at least one under 'stages'", mapping["stages"]?.At ?? mapping.At);
            return null;
        }

        var defaults = Section(mapping, "defaults");
        if (defaults is not null) _binder.Bind(typeof(StageSettings), defaults, "'defaults'", defaults.At);
        return new PipelineDefinition(name, head.Description, head.Seed, _source.File, _source.Folder, resources,
            [.. stages.Entries.Select(e => Stage(e, defaults)).OfType<StageDefinition>()]);
    }

    private ConfigNode.Mapping? Section(ConfigNode.Mapping mapping, string key)
    {
        if (mapping[key] is null or ConfigNode.Scalar { IsNull: true }) return null;
        if (mapping[key] is ConfigNode.Mapping section) return section;
        _faults.Add("DP1004", $"'{key}' must be a mapping, not {mapping[key]!.Kind}", mapping[key]!.At);
        return null;
    }

    private string Name(ConfigNode.Mapping mapping)
    {
        if (mapping["pipeline"] is ConfigNode.Scalar name && NamePattern().IsMatch(name.Value)) return name.Value;
        _faults.Add("DP1001", "'pipeline' must name the pipeline in lower-case letters, digits and dashes", mapping["pipeline"]?.At ?? mapping.At);
        return "unnamed";
    }

    private StageDefinition? Stage(ConfigEntry entry, ConfigNode.Mapping? defaults)
    {
        if (!NamePattern().IsMatch(entry.Key)) _faults.Add("DP1001", $"'{entry.Key}' cannot name a stage: use lower-case letters, digits and dashes", entry.KeyAt);
        if (entry.Value is not ConfigNode.Mapping stage)
        {
            _faults.Add("DP1004", $"stage '{entry.Key}' must be a mapping with 'use', not {entry.Value.Kind}", entry.Value.At);
            return null;
        }

        var settingNames = OptionProperty.Of(typeof(StageSettings)).Select(p => p.Name).ToArray();
        CheckKeys(stage, [.. StageKeys, .. settingNames], $"stage '{entry.Key}'");
        var own = Only(stage, settingNames);
        var settings = Settings(own, defaults, $"stage '{entry.Key}'");
        if (stage["use"] is not ConfigNode.Scalar use)
        {
            _faults.Add("DP1007", $"stage '{entry.Key}' needs 'use': the name of a stage of the catalogue", stage.At);
            return null;
        }

        return new StageDefinition(entry.Key, entry.KeyAt, use, From(stage["from"]), stage["with"], Steps(stage["steps"], entry.Key), settings);
    }

    // What is wrong in the defaults is told there, once, and not by every stage.
    private StageSettings Settings(ConfigNode.Mapping own, ConfigNode.Mapping? defaults, string stage)
    {
        _binder.Bind(typeof(StageSettings), own, stage, own.At);
        var inherited = defaults?.Entries.Where(d => own.Entries.All(e => e.Key != d.Key)) ?? [];
        return (StageSettings)new OptionBinder(_source.FolderOf, new FaultList()).Bind(typeof(StageSettings), new ConfigNode.Mapping([.. inherited, .. own.Entries], own.At), stage, own.At);
    }

    private List<ConfigNode.Scalar> From(ConfigNode? from)
    {
        if (from is null) return [];
        IReadOnlyList<ConfigNode> items = from is ConfigNode.Sequence sequence ? sequence.Items : [from];
        foreach (var wrong in items.Where(i => i is not ConfigNode.Scalar))
            _faults.Add("DP1004", $"'from' lists names of stages, not {wrong.Kind}", wrong.At);
        return [.. items.OfType<ConfigNode.Scalar>()];
    }

    private List<StepDefinition> Steps(ConfigNode? steps, string stage)
    {
        List<StepDefinition> found = [];
        if (steps is null) return found;
        if (steps is not ConfigNode.Sequence sequence)
        {
            _faults.Add("DP1004", $"'steps' of stage '{stage}' must be a list, not {steps.Kind}", steps.At);
            return found;
        }

        foreach (var item in sequence.Items)
            if (item is ConfigNode.Scalar name) found.Add(new StepDefinition(name, null));
            else if (item is ConfigNode.Mapping mapping && mapping["use"] is ConfigNode.Scalar use)
            {
                CheckKeys(mapping, ["use", "with"], $"step '{use.Value}'");
                found.Add(new StepDefinition(use, mapping["with"]));
            }
            else _faults.Add("DP1004", $"a step is a name, or a mapping with 'use' or 'preset' and 'with', not {item.Kind}", item.At);
        return found;
    }

    private void CheckKeys(ConfigNode.Mapping mapping, string[] known, string owner)
    {
        foreach (var entry in mapping.Entries.Where(e => !known.Contains(e.Key)))
            _faults.Add("DP1003", $"{owner} has no key '{entry.Key}'{NearestName.Hint(entry.Key, known)}", entry.KeyAt);
    }

    private static ConfigNode.Mapping Without(ConfigNode.Mapping mapping, string key) =>
        new([.. mapping.Entries.Where(e => e.Key != key)], mapping.At);

    private static ConfigNode.Mapping Only(ConfigNode.Mapping mapping, params string[] keys) =>
        new([.. mapping.Entries.Where(e => keys.Contains(e.Key))], mapping.At);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    private static partial Regex NamePattern();
}
