using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Pipelines;

/// <summary>Gives a stage what its options name, and remembers all of it for the fingerprint.</summary>
internal sealed class StageSetup(
    PipelineDefinition pipeline,
    StageDefinition definition,
    IReadOnlyList<StageInput> inputs,
    IReadOnlyList<StepUse> steps,
    IInputFiles files,
    ResourceShelf resources,
    FaultList faults) : IStageSetup
{
    private readonly List<string> _recipe = [];
    private readonly List<string> _versions = [];
    private readonly List<NamedResource> _resources = [];

    public string Stage => definition.Name;

    public long Seed => pipeline.Seed;

    public IReadOnlyList<StageInput> Inputs => inputs;

    public IReadOnlyList<StepUse> Steps => steps;

    public FaultList Faults => faults;

    /// <summary>What the stage asked for, as far as its bytes depend on it.</summary>
    public IReadOnlyList<string> Recipe => _recipe;

    /// <summary>Versions of the outside files it asked for.</summary>
    public IReadOnlyList<string> Versions => _versions;

    /// <summary>The named resources it asked for.</summary>
    public IReadOnlyList<NamedResource> Resources => _resources;

    public SourcePosition? At(string option) =>
        definition.With is ConfigNode.Mapping with && with.Entries.FirstOrDefault(e => e.Key == option) is { } entry ? entry.Value.At : definition.At;

    public IReadOnlyList<InputFile> Files(IReadOnlyList<FilePattern> patterns, string option)
    {
        List<InputFile> found = [];
        foreach (var pattern in patterns)
        {
            var matched = files.Find(Anchored(pattern));
            if (matched.Count == 0)
                faults.Add("DP2001", $"no file matches '{pattern.Pattern}' below {Anchored(pattern).Folder}", At(option));
            found.AddRange(matched);
        }

        found.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        foreach (var file in found)
        {
            _recipe.Add(string.Create(CultureInfo.InvariantCulture, $"file {file.Name} {file.Bytes}"));
            _versions.Add($"{file.Name} {file.Version}");
        }

        return found;
    }

    public string? ReadText(FilePattern file, string option)
    {
        if (files.Find(Anchored(file)) is not [var only])
        {
            faults.Add("DP2001", $"no file '{file.Pattern}' below {Anchored(file).Folder}", At(option));
            return null;
        }

        try
        {
            var text = files.ReadText(only.Path);
            _recipe.Add($"text {only.Name} {CanonicalJson.Hash(text)}");
            return text;
        }
        catch (FaultException unreadable)
        {
            foreach (var fault in unreadable.Faults) faults.Add(fault.Code, fault.Message, At(option));
            return null;
        }
    }

    public T? Resource<T>(string section, string name, string option) where T : class
    {
        if (resources.Find(section, name) is { } found)
        {
            _recipe.Add($"resource {section} {found.Canonical}");
            _resources.Add(found);
            return found.Options as T;
        }

        faults.Add("DP1008", $"'{section}' has no '{name}'{NearestName.Hint(name, resources.Names(section))}", At(option));
        return null;
    }

    private FilePattern Anchored(FilePattern pattern) => pattern.Folder.Length == 0 ? pattern with { Folder = pipeline.Folder } : pattern;
}
