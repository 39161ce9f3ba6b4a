using DataPipe.Core.Catalogues;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Sources;

/// <summary>The files that a source reads, and its plan: one task a file.</summary>
internal static class InputFiles
{
    /// <summary>The files of the option <c>files</c>, each once, in ordinal order of their paths; none at all is a fault.</summary>
    public static IReadOnlyList<InputFile> Find(IReadOnlyList<FilePattern> patterns, IStageSetup setup)
    {
        if (patterns.Count == 0) setup.Faults.Add("DP1101", "the option 'files' is empty: name at least one file or pattern", setup.At("files"));
        return [.. setup.Files(patterns, "files").DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>One task a file.</summary>
    public static Phase Plan(string phase, IReadOnlyList<InputFile> files) =>
        new(phase, [.. files.Select((file, index) => new TaskSpec(phase, index, TaskInput.File(file)))]);
}
