using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DataPipe.Cli.Tests;

/// <summary>Kill -9 in every phase of a deduplication, run again, compare bytes; and intermediate files that are damaged meanwhile. DATAPIPE_LONG_TESTS=1 makes it three kills a phase.</summary>
public sealed class DedupCrashTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") == "1";

    [Theory]
    [InlineData("index: true", "sign bucket cluster drop index")]
    [InlineData("near: {verify: 0.9}", "sign bucket cluster shingles verify drop")]
    public async Task Killed_in_any_phase_it_ends_in_the_same_bytes_and_damaged_files_are_made_anew(string option, string plan)
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        var phases = plan.Split(' ');
        var pipeline = Write(folder, option);
        await Tool.SucceedAsync("run", pipeline, "--run", folder.Of("reference"), "--workers", "2");
        var expected = RunSnapshot.Of(folder.Of("reference"));
        Assert.Contains(expected.Keys, k => k.StartsWith("unique/clusters/", StringComparison.Ordinal));
        Assert.Equal(phases.Contains("index"), expected.Keys.Any(k => k.StartsWith("unique/index/", StringComparison.Ordinal)));
        var killed = 0;
        for (var round = 0; round < (IsLong ? 3 : 1); round++)
        {
            foreach (var phase in phases)
            {
                var run = folder.Of($"{phase}-{round}");
                if (await KillInAsync(phases, phase, run, pipeline)) killed++;
                if (phase == "bucket" && await DamageAsync(run))
                {
                    var damaged = await Tool.RunAsync("run", pipeline, "--run", run, "--workers", "1");
                    Assert.Equal(1, damaged.ExitCode);
                    Assert.Contains("DP3005", damaged.Error, StringComparison.Ordinal);
                }

                await Tool.SucceedAsync("run", pipeline, "--run", run, "--workers", "1");
                Assert.Equal(expected, RunSnapshot.Of(run));
                Assert.Empty(RunSnapshot.Strays(run));
            }
        }

        Console.WriteLine($"{killed} of {phases.Length * (IsLong ? 3 : 1)} runs were killed in the phase meant, all ended in the same bytes");
        Assert.True(killed >= phases.Length * (IsLong ? 2 : 0.5), $"only {killed} kills hit");
    }

    // Kills when the first receipt of the phase before is there, the index when its first file is begun.
    private static async Task<bool> KillInAsync(string[] phases, string phase, string run, string pipeline)
    {
        var before = Array.IndexOf(phases, phase) - 1;
        var receipts = Path.Combine(run, "unique", "receipts");
        Directory.CreateDirectory(receipts);
        await File.WriteAllTextAsync(Path.Combine(run, "run.json"), await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(run)!, "reference", "run.json")));
        using var process = Tool.Start(Tool.Root, "run", pipeline, "--run", run, "--workers", "1");
        var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExitAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        var pattern = before < 0 ? ".tmp-*" : $"{phases[before]}-*";
        var watched = before < 0 ? Path.Combine(run, "unique", "work") : receipts;
        while (!ended.IsCompleted && (!Directory.Exists(watched) || !Directory.EnumerateFiles(watched, pattern).Any())) await timer.WaitForNextTickAsync();
        if (ended.IsCompleted) return false;
        process.Kill(entireProcessTree: true);
        await ended;
        await drained;
        return !File.Exists(Path.Combine(run, "unique", "dataset.json"));
    }

    private static async Task<bool> DamageAsync(string run)
    {
        var work = Path.Combine(run, "unique", "work");
        var file = Directory.Exists(work) ? Directory.EnumerateFiles(work, "sign-*.keys.*").Order(StringComparer.Ordinal).FirstOrDefault() : null;
        if (file is null) return false;
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        return true;
    }

    private static string Write(TemporaryFolder folder, string option)
    {
        for (var file = 0; file < 4; file++)
        {
            var lines = new StringBuilder();
            for (var i = file; i < 2400; i += 4)
            {
                var text = i % 5 == 0 ? Text(i / 50) : i % 7 == 0 ? Text(i / 70) + " and more" : Text(100_000 + i);
                lines.Append(JsonSerializer.Serialize(new { id = $"id-{i}", text })).Append('\n');
            }

            folder.Write($"part-{file}.jsonl", lines.ToString());
        }

        return folder.Write("dedup.yaml", $$"""
            pipeline: crash
            stages:
              all: {use: jsonl, with: {files: "{{folder.Path}}/part-*.jsonl", source: made} }
              unique: {use: dedup, from: all, with: {{{option}}, buckets: 4} }
            """);
    }

    private static string Text(int seed)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 120; i++)
        {
            var bits = (uint)(seed * 7919 + i * 104_729) * 2_654_435_761u;
            text.Append(CultureInfo.InvariantCulture, $"{(char)('a' + bits % 26)}{(char)('a' + (bits >> 8) % 26)}{(char)('a' + (bits >> 16) % 26)}{(char)('a' + (bits >> 24) % 26)} ");
        }

        return text.ToString();
    }
}
