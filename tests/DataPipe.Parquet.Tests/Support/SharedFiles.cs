namespace DataPipe.Parquet.Tests.Support;

/// <summary>Finds the project's root and the optional folder of real data beside it.</summary>
internal static class SharedFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of real Parquet files, or null where it does not exist.</summary>
    public static string? ParquetFolder
    {
        get
        {
            var folder = Path.Combine(Root, "..", "shared", "data", "parquet");
            return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "DataPipe.sln")))
                return folder.FullName;
        throw new InvalidOperationException("DataPipe.sln is in no folder above the tests.");
    }
}
