namespace DataPipe.House.Tests;

/// <summary>The checkout, found by walking up from the tests.</summary>
internal static class Tree
{
    public static string Root { get; } = Find();

    public static string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Source files of a top folder, without what builds leave.</summary>
    public static IEnumerable<string> Files(string top, string pattern) =>
        Directory.EnumerateFiles(Of(top), pattern, SearchOption.AllDirectories)
            .Where(f => !Relative(f).Split('/').Any(p => p is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DataPipe.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("no DataPipe.sln above the tests");
    }
}
