using System.Diagnostics;
using System.Globalization;

namespace DataPipe.Cli.Tests;

/// <summary>Kill -9 at random moments, run again, compare bytes. Bounded here; DATAPIPE_LONG_TESTS=1 makes it twenty kills of each run.</summary>
public sealed class CrashTests(QuickstartRun quickstart) : IClassFixture<QuickstartRun>
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") == "1";

    [Fact]
    public async Task A_killed_quickstart_ends_in_the_same_bytes()
    {
        var kills = IsLong ? 20 : 4;
        var killed = await KillAndResumeAsync(kills, quickstart.Outcome.Elapsed, quickstart.Folder, "run", "pipelines/quickstart.yaml");
        Assert.True(killed == kills, $"only {killed} of {kills} runs were still running when they were to be killed");
    }

    [Fact]
    public async Task A_killed_run_of_the_real_archive_ends_in_the_same_bytes()
    {
        if (!RealInput.IsThere || !IsLong)
        {
            Console.WriteLine("skipped: the real archive is not there, or DATAPIPE_LONG_TESTS is not 1");
            return;
        }

        using var folder = new TemporaryFolder();
        string[] command = ["run", "pipelines/pretraining.yaml", .. RealInput.Sets];
        var reference = await Tool.SucceedAsync([.. command, "--run", folder.Of("reference")]);
        Assert.Equal(20, await KillAndResumeAsync(20, reference.Elapsed, folder.Of("reference"), command));
    }

    [Fact]
    public async Task Kills_one_after_another_lose_nothing()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(11);
        for (var i = 0; i < 6; i++)
            await Tool.KillAfterAsync(quickstart.Outcome.Elapsed * (0.2 + 0.5 * random.NextDouble()), "run", "pipelines/quickstart.yaml", "--run", folder.Of("run"));
        await Tool.SucceedAsync("run", "pipelines/quickstart.yaml", "--run", folder.Of("run"));
        Assert.Equal(RunSnapshot.Of(quickstart.Folder), RunSnapshot.Of(folder.Of("run")));
    }

    [Fact]
    public async Task An_interrupted_run_says_so_and_goes_on()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        using var process = Tool.Start(Tool.Root, "run", "pipelines/quickstart.yaml", "--run", folder.Of("run"), "--workers", "1");
        var error = process.StandardError;
        _ = process.StandardOutput.ReadToEndAsync();
        for (var line = await error.ReadLineAsync(); line is not null && !line.StartsWith("pages: started", StringComparison.Ordinal);) line = await error.ReadLineAsync();
        Process.Start("kill", [IsInterruptIgnored() ? "-TERM" : "-INT", process.Id.ToString(CultureInfo.InvariantCulture)])!.WaitForExit();
        var rest = await error.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("interrupted", rest, StringComparison.Ordinal);
        await Tool.SucceedAsync("run", "pipelines/quickstart.yaml", "--run", folder.Of("run"));
        Assert.Equal(RunSnapshot.Of(quickstart.Folder), RunSnapshot.Of(folder.Of("run")));
    }

    // A shell without job control starts its background work, and all that descends from it, deaf to Ctrl-C.
    private static bool IsInterruptIgnored()
    {
        const int InterruptBit = 1 << 1;
        var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        return line is not null && (ulong.Parse(line["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & InterruptBit) != 0;
    }

    private static async Task<int> KillAndResumeAsync(int kills, TimeSpan whole, string reference, params string[] command)
    {
        var expected = RunSnapshot.Of(reference);
        var random = new Random(5);
        var (killed, tries) = (0, 0);
        for (; killed < kills && tries < 3 * kills; tries++)
        {
            using var folder = new TemporaryFolder();
            var moment = whole * (0.1 + 0.75 * random.NextDouble());
            if (await Tool.KillAfterAsync(moment, [.. command, "--run", folder.Of("run")])) killed++;
            await Tool.SucceedAsync([.. command, "--run", folder.Of("run")]);
            Assert.Equal(expected, RunSnapshot.Of(folder.Of("run")));
            Assert.Empty(RunSnapshot.Strays(folder.Of("run")));
        }

        Console.WriteLine($"{killed} of {tries} runs were killed, all ended in the same bytes");
        return killed;
    }
}
