using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace DataPipe.Cli.Tests;

public sealed class RealInputTests
{
    private const int PagesInArchive = 1497;

    [Fact]
    public async Task The_pretraining_job_runs_on_the_real_archive()
    {
        if (!RealInput.IsThere)
        {
            Console.WriteLine($"skipped: {RealInput.Archive} is not there");
            return;
        }

        using var folder = new TemporaryFolder();
        var run = await Tool.SucceedAsync(["run", "pipelines/pretraining.yaml", "--run", folder.Of("run"), .. RealInput.Sets]);
        Console.WriteLine(run.Output);
        var pages = JsonNode.Parse(await File.ReadAllTextAsync(folder.Of("run", "pages", "dataset.json")))!["receipt"]!["tally"]!;
        Assert.Equal(PagesInArchive, pages["records_in"]!.GetValue<long>());
        Assert.True(pages["records_out"]!.GetValue<long>() > PagesInArchive / 2);
        var corpus = JsonNode.Parse(await File.ReadAllTextAsync(folder.Of("run", "corpus", "dataset.json")))!["receipt"]!["tally"]!;
        Assert.True(corpus["tokens_out"]!.GetValue<long>() > 100_000);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_input()
    {
        if (!RealInput.IsThere || !OperatingSystem.IsLinux())
        {
            Console.WriteLine($"skipped: {RealInput.Archive} is not there");
            return;
        }

        using var folder = new TemporaryFolder();
        for (var i = 0; i < 4; i++) File.CreateSymbolicLink(folder.Of($"{i}.warc.gz"), RealInput.Archive);
        var one = await PeakBytesAsync(folder.Of("0.warc.gz"), folder.Of("one"));
        var four = await PeakBytesAsync(folder.Of("*.warc.gz"), folder.Of("four"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory with one worker: {one / 1e6:0} MB for 1x the archive, {four / 1e6:0} MB for 4x"));
        Assert.True(four < one * 1.3, $"{one} bytes for 1x, {four} bytes for 4x");
    }

    private static async Task<long> PeakBytesAsync(string web, string run)
    {
        using var process = Tool.Start(Tool.Root, "run", "pipelines/pretraining.yaml", "--run", run, "--workers", "1", "--set", $"params.web={web}", "--set", "params.tokens=2e5");
        var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        long peak = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!process.HasExited)
        {
            // VmHWM is the highest resident size so far: a late look still sees an early peak.
            if (File.Exists($"/proc/{process.Id}/status"))
                try
                {
                    var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
                    if (line is not null) peak = Math.Max(peak, long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);
                }
                catch (IOException) when (process.HasExited)
                {
                    break;
                }

            await timer.WaitForNextTickAsync();
        }

        await drained;
        Assert.Equal(0, process.ExitCode);
        return peak;
    }
}
