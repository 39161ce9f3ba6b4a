using System.Diagnostics;

namespace DataPipe.Execution.Tests.Support;

/// <summary>This assembly as a program: runs the test pipeline in a folder and prints a line at every turn, so that a test can kill it there.</summary>
internal static class Child
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var folder]) return 2;
        using var run = new Run(folder) { Workers = 2 };
        run.Probe.OnEnter = run.Probe.OnLeave = (_, _) => Console.Out.WriteLineAsync("turn");
        await run.RunAsync();
        return 0;
    }

    public static Process Start(string folder) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [typeof(Child).Assembly.Location, folder])
    {
        RedirectStandardOutput = true,
    })!;
}
