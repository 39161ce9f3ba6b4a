using System.Runtime.CompilerServices;

namespace DataPipe.Synthesis.Tests.Support;

/// <summary>Finds the folders around the tests by walking up from the built tests, or from this source file when they were built elsewhere.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Pipelines => Path.Combine(Root, "pipelines");

    /// <summary>Real data beside the checkout, or null where there is none.</summary>
    public static string? SharedData(string folder) =>
        Path.Combine(Root, "..", "shared", "data", folder) is var path && Directory.Exists(path) ? path : null;

    private static string FindRoot([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here) })
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
                if (File.Exists(Path.Combine(folder, "DataPipe.sln")))
                    return folder;
        throw new InvalidOperationException("the repository's root is not above the tests");
    }
}
