namespace DataPipe.Cli.Tests;

/// <summary>Deduplication killed in every one of its phases.</summary>
public sealed class SpanAndMeaningCrashTests
{
    [Fact]
    public Task Substring_deduplication_killed_in_any_phase_ends_in_the_same_bytes() =>
        PhaseKills.EndInTheSameBytesAsync("corpus", ["sign", "match", "gather", "compare", "cut"], "run", "pipelines/substrings.yaml", "--workers", "1", "--set", "stages.corpus.with.buckets=3");

    [Fact]
    public Task Semantic_deduplication_killed_in_any_phase_ends_in_the_same_bytes() =>
        PhaseKills.EndInTheSameBytesAsync(
            "corpus", ["collect", "sample", "round-001", "assign", "compare", "drop"],
            "run", "pipelines/semantic.yaml", "--workers", "1", "--set", "stages.corpus.with.buckets=3", "--set", "stages.corpus.with.iterations=3");

    [Theory]
    [InlineData("pipelines/substrings.yaml")]
    [InlineData("pipelines/semantic.yaml")]
    public async Task Workers_do_not_change_a_byte_of_the_dataset(string pipeline)
    {
        using var folder = new TemporaryFolder();
        foreach (var workers in (string[])["1", "2", "7"]) await Tool.SucceedAsync("run", pipeline, "--run", folder.Of(workers), "--workers", workers);
        Assert.Equal(RunSnapshot.Of(folder.Of("1")), RunSnapshot.Of(folder.Of("2")));
        Assert.Equal(RunSnapshot.Of(folder.Of("1")), RunSnapshot.Of(folder.Of("7")));
    }

    [Fact]
    public async Task A_damaged_intermediate_file_is_found_and_made_anew()
    {
        using var folder = new TemporaryFolder();
        string[] command = ["pipelines/substrings.yaml", "--set", "stages.corpus.with.buckets=1", "--run", folder.Of("run")];
        await Tool.SucceedAsync(["run", .. command]);
        var expected = RunSnapshot.Of(folder.Of("run"));
        foreach (var receipt in Directory.EnumerateFiles(folder.Of("run"), "*.json", SearchOption.AllDirectories).Where(f => f.Contains("/corpus/", StringComparison.Ordinal))) File.Delete(receipt);
        foreach (var (phase, tasks) in new[] { ("sign", 2), ("match", 1), ("gather", 2) })
            for (var task = 0; task < tasks; task++)
                await Tool.SucceedAsync(["task", .. command, "--stage", "corpus", "--phase", phase, "--index", $"{task}"]);
        var file = Directory.EnumerateFiles(Path.Combine(folder.Of("run"), "corpus", "work"), "gather-*.runs-*").MaxBy(f => new FileInfo(f).Length)!;
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        var found = await Tool.RunAsync(["run", .. command]);
        Assert.NotEqual(0, found.ExitCode);
        Assert.Contains("DP3005", found.Error, StringComparison.Ordinal);
        await Tool.SucceedAsync(["run", .. command]);
        Assert.Equal(expected, RunSnapshot.Of(folder.Of("run")));
    }
}
