using System.IO.Enumeration;

namespace DataPipe.Storage.Local;

/// <summary>Finds files by a pattern whose parts may hold <c>*</c> and <c>?</c>, and <c>**</c> for any depth of folders; <c>**</c> follows no links, which may lead in circles.</summary>
internal static class FileGlob
{
    /// <summary>The files that match, in ordinal order of their full paths.</summary>
    public static IReadOnlyList<string> Match(string folder, string pattern)
    {
        var full = Path.IsPathRooted(pattern) ? pattern : Path.Combine(folder, pattern);
        var parts = full.Split('/', Path.DirectorySeparatorChar);
        var firstWild = Array.FindIndex(parts, p => p.AsSpan().ContainsAny('*', '?'));
        if (firstWild < 0) return File.Exists(full) ? [Path.GetFullPath(full)] : [];
        var root = string.Join(Path.DirectorySeparatorChar, parts[..firstWild]);
        HashSet<string> found = [];
        Walk(root.Length == 0 ? Path.DirectorySeparatorChar.ToString() : root, parts, firstWild, found);
        return [.. found.Select(Path.GetFullPath).Order(StringComparer.Ordinal)];
    }

    private static void Walk(string folder, string[] parts, int index, HashSet<string> found)
    {
        if (!Directory.Exists(folder)) return;
        var part = parts[index];
        var isLast = index == parts.Length - 1;
        if (part == "**")
        {
            if (isLast) found.UnionWith(Directory.EnumerateFiles(folder));
            else Walk(folder, parts, index + 1, found);
            foreach (var below in new DirectoryInfo(folder).EnumerateDirectories())
                if (below.LinkTarget is null)
                    Walk(Path.Combine(folder, below.Name), parts, index, found);
        }
        else if (isLast)
        {
            foreach (var file in Directory.EnumerateFiles(folder))
                if (FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(file.AsSpan()), ignoreCase: false))
                    found.Add(file);
        }
        else if (!part.AsSpan().ContainsAny('*', '?'))
        {
            Walk(Path.Combine(folder, part), parts, index + 1, found);
        }
        else
        {
            foreach (var below in Directory.EnumerateDirectories(folder))
                if (FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(below.AsSpan()), ignoreCase: false))
                    Walk(below, parts, index + 1, found);
        }
    }
}
