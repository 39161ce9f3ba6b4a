using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Testing;

/// <summary>What a stage is made with in a test: everything settable; files are read from disk.</summary>
public sealed class InMemorySetup : IStageSetup
{
    /// <inheritdoc/>
    public string Stage { get; set; } = "stage";

    /// <inheritdoc/>
    public long Seed { get; set; } = 1;

    /// <inheritdoc/>
    public IReadOnlyList<StageInput> Inputs { get; set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<StepUse> Steps { get; set; } = [];

    /// <inheritdoc/>
    public FaultList Faults { get; } = new();

    /// <summary>Named resources by section and name.</summary>
    public Dictionary<(string Section, string Name), object> Resources { get; } = [];

    /// <summary>A setup whose stage reads these datasets.</summary>
    public static InMemorySetup For<T>(IReadOnlyList<StageInputRecords<T>> inputs) where T : class, IRecord<T> =>
        new() { Inputs = [.. inputs.Select(input => new StageInput(input.Name, input.Schema, []))] };

    /// <summary>A setup whose stage reads one empty dataset of this schema.</summary>
    public static InMemorySetup For(DatasetSchema schema) => new() { Inputs = [new StageInput("input", schema, [])] };

    /// <inheritdoc/>
    public SourcePosition? At(string option) => new($"test.yaml#{option}", 0, 0);

    /// <inheritdoc/>
    public IReadOnlyList<InputFile> Files(IReadOnlyList<FilePattern> patterns, string option)
    {
        List<InputFile> files = [];
        foreach (var pattern in patterns)
        {
            var found = Find(pattern);
            if (found.Count == 0) Faults.Add("DP2001", $"no file matches '{pattern.Pattern}' in {pattern.Folder}", At(option));
            files.AddRange(found);
        }

        return files;
    }

    /// <inheritdoc/>
    public string? ReadText(FilePattern file, string option)
    {
        if (Find(file) is [var only]) return File.ReadAllText(only.Path);
        Faults.Add("DP2001", $"there is no file {Path.Combine(file.Folder, file.Pattern)}", At(option));
        return null;
    }

    /// <inheritdoc/>
    public T? Resource<T>(string section, string name, string option) where T : class
    {
        if (Resources.TryGetValue((section, name), out var resource)) return (T)resource;
        var known = Resources.Keys.Where(k => k.Section == section).Select(k => k.Name);
        Faults.Add("DP1004", $"'{name}' is not in the section '{section}'{NearestName.Hint(name, known)}", At(option));
        return null;
    }

    // Wildcards in the file name alone: enough for tests.
    private static List<InputFile> Find(FilePattern pattern)
    {
        var path = Path.GetFullPath(Path.Combine(pattern.Folder, pattern.Pattern));
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, Path.GetFileName(path))
            .Order(StringComparer.Ordinal)
            .Select(file => new FileInfo(file))
            .Select(file => new InputFile(file.FullName, file.Name, file.Length, $"{file.Length}"))];
    }
}
