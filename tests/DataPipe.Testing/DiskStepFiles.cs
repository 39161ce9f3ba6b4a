using DataPipe.Core.Steps;

namespace DataPipe.Testing;

/// <summary>Files of the disk for steps under test; nothing is shared between them.</summary>
public sealed class DiskStepFiles : IStepFiles
{
    /// <inheritdoc/>
    public IReadOnlyList<StepFile> Find(string pattern, string folder)
    {
        var path = Path.GetFullPath(Path.Combine(folder, pattern));
        var parent = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(parent)) return [];
        return [.. Directory.EnumerateFiles(parent, Path.GetFileName(path)).Order(StringComparer.Ordinal).Select(f => new StepFile(f, Path.GetFileName(f), new FileInfo(f).Length))];
    }

    /// <inheritdoc/>
    public Stream Open(StepFile file) => File.OpenRead(file.Path);

    /// <inheritdoc/>
    public T Share<T>(string key, Func<T> load) where T : class => load();
}
