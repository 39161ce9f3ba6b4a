using System.Runtime.CompilerServices;

namespace DataPipe.Testing;

/// <summary>Finds files of the checkout that a test runs from, and real data that may lie beside it.</summary>
public static class Checkout
{
    /// <summary>A file or folder of the checkout.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Find(string relative, [CallerFilePath] string caller = "") =>
        Search(relative, caller) ?? throw new FileNotFoundException($"{relative} is not above {AppContext.BaseDirectory} nor {caller}");

    /// <summary>A file under <c>../shared/data</c>, or null where that folder does not exist: such tests return then and say so.</summary>
    public static string? FindShared(string relative, [CallerFilePath] string caller = "") => Search(Path.Combine("shared", "data", relative), caller);

    // Upwards from where the test runs, and from where its source lies.
    private static string? Search(string relative, string caller)
    {
        foreach (var start in (string?[])[AppContext.BaseDirectory, Path.GetDirectoryName(caller)])
        {
            for (var folder = start is null ? null : new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, relative);
                if (File.Exists(path) || Directory.Exists(path)) return path;
            }
        }

        return null;
    }
}
