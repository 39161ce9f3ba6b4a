namespace DataPipe.Cli.Tests;

/// <summary>Kills a run in each phase of a stage and lets it go on.</summary>
internal static class PhaseKills
{
    /// <summary>Kills one run after another, each as soon as a receipt of the phase is there, then lets it go on to the end; what it ends in is what a run without kills does.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="phases">Its phases.</param>
    /// <param name="command">The run, without its folder.</param>
    public static async Task EndInTheSameBytesAsync(string stage, IReadOnlyList<string> phases, params string[] command)
    {
        using var folder = new TemporaryFolder();
        await Tool.SucceedAsync([.. command, "--run", folder.Of("reference")]);
        var expected = RunSnapshot.Of(folder.Of("reference"));
        var killed = 0;
        foreach (var phase in phases)
        {
            var run = folder.Of(phase);
            if (await KillWhenAsync(() => HasReceipt(Path.Combine(run, stage, "receipts"), phase), [.. command, "--run", run])) killed++;
            await Tool.SucceedAsync([.. command, "--run", run]);
            Assert.Equal(expected, RunSnapshot.Of(run));
            Assert.Empty(RunSnapshot.Strays(run));
        }

        Console.WriteLine($"{stage}: {killed} of {phases.Count} runs were killed, one a phase; all ended in the same bytes");
        Assert.True(killed >= phases.Count - 1, $"only {killed} of {phases.Count} runs were still running when they were to be killed"); // The last phase may be over at once.
    }

    private static bool HasReceipt(string receipts, string phase) =>
        Directory.Exists(receipts) && Directory.EnumerateFiles(receipts, $"{phase}-*.json").Any();

    /// <summary>Starts the work and kills it without warning as soon as the condition holds. False when it had ended by itself.</summary>
    public static async Task<bool> KillWhenAsync(Func<bool> condition, params string[] args)
    {
        using var process = Tool.Start(Tool.Root, args);
        var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExitAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!condition())
        {
            await timer.WaitForNextTickAsync();
            if (ended.IsCompleted) return false;
        }

        process.Kill(entireProcessTree: true);
        await ended;
        await drained;
        return process.ExitCode != 0;
    }
}
