using DataPipe.Core.Catalogues;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Lists;

/// <summary>Finds the files that the options of a step name.</summary>
internal static class StepFileSearch
{
    /// <summary>The files of some patterns, each once, in ordinal order of their paths; a pattern without any file is fault DP2001.</summary>
    internal static IReadOnlyList<StepFile> Find(IEnumerable<FilePattern> patterns, string option, StepScope scope)
    {
        List<StepFile> files = [];
        foreach (var pattern in patterns)
        {
            var found = scope.Files.Find(pattern.Pattern, pattern.Folder);
            if (found.Count == 0) scope.Faults.Add("DP2001", $"no file matches '{pattern.Pattern}' of '{option}' below {pattern.Folder}", scope.At);
            files.AddRange(found);
        }

        return [.. files.DistinctBy(f => f.Path).OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>The one file of each language; a pattern with several is fault DP1264.</summary>
    internal static IEnumerable<(string Language, StepFile File)> ByLanguage(IReadOnlyDictionary<string, FilePattern> patterns, string option, StepScope scope)
    {
        foreach (var (language, pattern) in patterns)
        {
            var found = Find([pattern], option, scope);
            if (found.Count > 1) scope.Faults.Add("DP1264", $"'{pattern.Pattern}' of '{option}' matches {found.Count} files, and the language '{language}' has one: name that", scope.At);
            if (found.Count == 1) yield return (language, found[0]);
        }
    }

    /// <summary>A key that what is loaded of files is shared under.</summary>
    internal static string Key(string kind, IEnumerable<StepFile> files) => $"{kind}\n{string.Join('\n', files.Select(f => f.Path))}";
}
