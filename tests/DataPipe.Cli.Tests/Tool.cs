using System.Diagnostics;
using System.Text;

namespace DataPipe.Cli.Tests;

/// <summary>Runs the real program as a child process, as a user would.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Top of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the checkout.</summary>
    public static string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    public sealed record Outcome(int ExitCode, string Output, string Error, TimeSpan Elapsed);

    public static Process Start(string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "datapipe.dll"));
        foreach (var arg in args) start.ArgumentList.Add(arg);
        start.Environment["OPENAI_API_KEY"] = "sk-test-key-that-must-never-be-written";
        return Process.Start(start)!;
    }

    public static async Task<Outcome> RunInAsync(string folder, params string[] args)
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(folder, args);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        return new Outcome(process.ExitCode, await output, await error, clock.Elapsed);
    }

    public static Task<Outcome> RunAsync(params string[] args) => RunInAsync(Root, args);

    /// <summary>Runs and insists on exit code 0.</summary>
    public static async Task<Outcome> SucceedAsync(params string[] args)
    {
        var outcome = await RunAsync(args);
        Assert.True(outcome.ExitCode == 0, $"datapipe {string.Join(' ', args)} ended with {outcome.ExitCode}:\n{outcome.Error}\n{outcome.Output}");
        return outcome;
    }

    /// <summary>Runs, insists on exit code 0, and gives the processor time that it took, as the shell that started it counts it; without a shell the time on the clock.</summary>
    public static async Task<TimeSpan> ProcessorTimeAsync(params string[] args)
    {
        if (OperatingSystem.IsWindows()) return (await SucceedAsync(args)).Elapsed;
        var start = new ProcessStartInfo("bash") { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var part in (string[])["-c", "TIMEFORMAT='%U %S'; time dotnet \"$@\"", "bash", Path.Combine(AppContext.BaseDirectory, "datapipe.dll"), .. args]) start.ArgumentList.Add(part);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        _ = await output;
        var said = (await error).TrimEnd();
        Assert.True(process.ExitCode == 0, said);
        return TimeSpan.FromSeconds(said[(said.LastIndexOf('\n') + 1)..].Split(' ').Sum(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Starts the work, kills it without warning after a while, and waits for its end. False when it had ended by itself.</summary>
    public static async Task<bool> KillAfterAsync(TimeSpan delay, params string[] args)
    {
        using var process = Start(Root, args);
        var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(ended, Timer(delay)) == ended) return false;
        process.Kill(entireProcessTree: true);
        await ended;
        await drained;
        return true;
    }

    private static async Task Timer(TimeSpan delay)
    {
        using var timer = new PeriodicTimer(delay);
        await timer.WaitForNextTickAsync();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DataPipe.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("no DataPipe.sln above the tests");
    }
}
