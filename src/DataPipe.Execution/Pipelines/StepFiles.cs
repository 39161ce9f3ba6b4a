using System.Collections.Concurrent;
using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Execution.Pipelines;

/// <summary>The files that the steps of one stage read, remembered for its fingerprint, and what was loaded of them. What is found when the pipeline is bound is what every task gets.</summary>
internal sealed class StepFiles(IInputFiles files) : IStepFiles
{
    private readonly ConcurrentDictionary<(string Pattern, string Folder), IReadOnlyList<InputFile>> _found = new();
    private readonly ConcurrentDictionary<string, Lazy<object>> _shared = new(StringComparer.Ordinal);

    /// <summary>What the bytes of the stage's dataset depend on, as far as a name and a size say it.</summary>
    public IEnumerable<string> Recipe => InOrder().Select(f => string.Create(CultureInfo.InvariantCulture, $"step file {f.Name} {f.Bytes}"));

    /// <summary>Versions of the files.</summary>
    public IEnumerable<string> Versions => InOrder().Select(f => $"step file {f.Name} {f.Version}");

    public IReadOnlyList<StepFile> Find(string pattern, string folder) =>
        [.. _found.GetOrAdd((pattern, folder), asked => files.Find(new FilePattern(asked.Pattern, asked.Folder))).Select(f => new StepFile(f.Path, f.Name, f.Bytes))];

    public Stream Open(StepFile file) => files.OpenRead(file.Path);

    public T Share<T>(string key, Func<T> load) where T : class
    {
        var shared = _shared.GetOrAdd(key, _ => new Lazy<object>(load));
        return (T)shared.Value;
    }

    private IEnumerable<InputFile> InOrder() => _found.OrderBy(f => f.Key.Pattern, StringComparer.Ordinal).ThenBy(f => f.Key.Folder, StringComparer.Ordinal).SelectMany(f => f.Value);
}
