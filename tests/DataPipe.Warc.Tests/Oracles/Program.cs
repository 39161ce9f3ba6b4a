using System.Diagnostics;

namespace DataPipe.Warc.Tests.Oracles;

/// <summary>Programs of others that tests compare with.</summary>
internal static class Program
{
    /// <summary>Path of a file of the folder tests/node, when node and the packages there are installed; null else.</summary>
    public static string? NodeScript(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "DataPipe.sln"))) continue;
            var node = Path.Combine(folder.FullName, "tests", "node");
            return Find("node") is not null && Directory.Exists(Path.Combine(node, "node_modules", "warcio")) ? Path.Combine(node, name) : null;
        }
        return null;
    }

    /// <summary>Path of a program in PATH, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end, at most a minute; gives what it printed.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
