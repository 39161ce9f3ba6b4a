using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace DataPipe.Cli.Tests;

/// <summary>Every mistake and every bad input gets its coded, located error and a non-zero exit.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Documents = """
        pipeline: bad
        stages:
          docs:
            use: jsonl
            with: {files: docs.jsonl}
            steps: [language]

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("  more:\n    use: stream\n    form: docs\n", "DP1003", "(did you mean 'from'?)", ":9:5")]
    [InlineData("  more:\n    use: stream\n    from: docs\n    steps:\n      - use: gopher-quality\n        with: {min-wrds: 5}\n", "DP1003", "(did you mean 'min-words'?)", ":12:16")]
    [InlineData("  more:\n    use: stream\n    from: docs\n    steps:\n      - use: gopher-quality\n        with: {min-words: many}\n", "DP1004", "a whole number, not 'many'", ":12:27")]
    [InlineData("  more:\n    use: stream\n    from: docs\n    steps:\n      - use: gopher-quality\n        with: {max-bullet-line-fraction: 7}\n", "DP1005", "outside 0..1", ":12:42")]
    [InlineData("  more:\n    use: stream\n    from: docs\n    steps: [gopher_quality]\n", "DP1009", "unknown step 'gopher_quality' (did you mean 'gopher-quality'?)", ":10:13")]
    [InlineData("  more:\n    use: strem\n    from: docs\n", "DP1009", "(did you mean 'stream'?)", ":8:10")]
    [InlineData("  more:\n    use: jsonl\n    with: {files: nothing-*.jsonl}\n", "DP2001", "no file matches 'nothing-*.jsonl'", ":9:19")]
    [InlineData("  a: {use: stream, from: b}\n  b: {use: stream, from: a}\n", "DP1015", "circle: a <- b <- a", ":8:26")]
    [InlineData("  more:\n    use: stream\n    from: dcos\n", "DP1016", "(did you mean 'docs'?)", ":9:11")]
    [InlineData("  seeds:\n    use: seed-tasks\n    with: {files: docs.jsonl}\n  more:\n    use: stream\n    from: seeds\n    steps: [gopher-quality]\n", "DP1010", "works on documents, but samples reach it", ":13:13")]
    [InlineData("  more:\n    use: stream\n    from: docs\n    steps:\n      - use: where\n        with: {column: langage_confidence, min: 0.5}\n", "DP1013", "(did you mean 'language_confidence'?)", ":11:14")]
    public async Task A_mistake_in_the_pipeline_is_found_before_anything_runs(string addition, string code, string message, string place)
    {
        _folder.Write("docs.jsonl", """{"id":"1","text":"one"}""" + "\n");
        _folder.Write("bad.yaml", Documents + addition);
        foreach (var verb in new[] { "check", "run", "plan" })
        {
            var outcome = await Tool.RunInAsync(_folder.Path, verb, "bad.yaml");
            Assert.Equal(2, outcome.ExitCode);
            var line = Assert.Single(outcome.Error.Split('\n'), l => l.StartsWith(code, StringComparison.Ordinal));
            Assert.Contains(message, line, StringComparison.Ordinal);
            Assert.Contains($"bad.yaml{place}", line, StringComparison.Ordinal);
            Assert.False(Directory.Exists(_folder.Of("runs")));
        }
    }

    [Theory]
    [InlineData("params.tokns=5", "DP1002", "(did you mean 'tokens'?)")]
    [InlineData("stages.corpsu.with.tokens=5", "DP1002", "(did you mean 'corpus'?)")]
    [InlineData("teachers.teacher.kind=antropic", "DP5000", "simulated, openai, azure-openai")]
    [InlineData("teachers.teacher={kind: openai}", "DP5000", "No model is named")]
    [InlineData("teachers.teacher={kind: openai, model: m, endpoint: nonsense}", "DP5000", "no http or https address")]
    public async Task A_mistake_of_the_command_line_is_found_before_anything_runs(string set, string code, string message)
    {
        var outcome = await Tool.RunAsync("check", "pipelines/quickstart.yaml", "--set", set);
        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith(code, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_are_reported_at_once()
    {
        _folder.Write("bad.yaml", "pipeline: bad\nsed: 1\nstages:\n  a: {use: jsnl, with: {files: x}}\n  b: {use: stream, from: c, keep-rejects: 3}\n");
        var outcome = await Tool.RunInAsync(_folder.Path, "check", "bad.yaml");
        foreach (var code in new[] { "DP1003", "DP1005", "DP1009", "DP1016" }) Assert.Contains(code, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.yaml", "DP1000")]
    [InlineData("empty.yaml", "DP1001")]
    [InlineData("tabs.yaml", "DP1001")]
    [InlineData("latin1.yaml", "DP2003")]
    public async Task A_file_that_is_no_pipeline_is_told(string name, string code)
    {
        _folder.Write("empty.yaml", "");
        _folder.Write("tabs.yaml", "pipeline: x\nstages:\n\t- y\n");
        await File.WriteAllBytesAsync(_folder.Of("latin1.yaml"), Encoding.Latin1.GetBytes("pipeline: gr\u00fcn\n"));
        var outcome = await Tool.RunInAsync(_folder.Path, "run", name);
        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith(code, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("rnu pipelines/x.yaml")]
    [InlineData("run x.yaml --workers 0")]
    [InlineData("show nowhere")]
    [InlineData("status nowhere")]
    [InlineData("steps gopher-qualiti")]
    public async Task Wrong_usage_ends_with_two(string line)
    {
        var outcome = await Tool.RunInAsync(_folder.Path, line.Split(' '));
        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("DP", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_input_is_an_error_that_names_the_file()
    {
        await FailsAsync("docs.jsonl", [], "DP2010", "docs.jsonl");
        await FailsAsync("docs.warc.gz", [], "DP2010", "docs.warc.gz", "warc");
    }

    [Fact]
    public async Task A_truncated_gzip_is_an_error_with_its_offset_unless_the_loss_is_accepted()
    {
        var whole = Gzip(string.Concat(Enumerable.Range(0, 2000).Select(i => $$"""{"id":"{{i}}","text":"document {{i}} of the file with {{i * 7919}} words"}""" + "\n")));
        await FailsAsync("docs.jsonl.gz", whole[..(whole.Length / 2)], "DP2013", "offset");
        var accepted = await Tool.RunInAsync(_folder.Path, "run", "input.yaml", "--set", "stages.docs.with.truncated=accept", "--json");
        Assert.True(accepted.ExitCode == 0, accepted.Error);
        Assert.Contains("file-truncated", accepted.Output, StringComparison.Ordinal);
        Assert.Matches("\"records_out\":[1-9]", accepted.Output);

        var archive = await File.ReadAllBytesAsync(Tool.Of("samples", "web", "web.warc.gz"));
        await FailsAsync("docs.warc.gz", archive[..(archive.Length / 2)], "DP2013", "offset", "warc");
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_an_error_with_its_line_unless_it_may_be_skipped()
    {
        byte[] lines = [.. """{"id":"1","text":"one"}"""u8, (byte)'\n', .. """{"id":"2","text":"gr"""u8, 0xfc, .. """n"}"""u8, (byte)'\n', .. """{"id":"3","text":"three"}"""u8, (byte)'\n'];
        await FailsAsync("docs.jsonl", lines, "DP2012", "docs.jsonl:2");
        var skipped = await Tool.RunInAsync(_folder.Path, "run", "input.yaml", "--set", "stages.docs.with.bad-lines=skip", "--json");
        Assert.True(skipped.ExitCode == 0, skipped.Error);
        Assert.Contains("not-utf8", skipped.Output, StringComparison.Ordinal);
        Assert.Contains("\"records_out\":2", skipped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_an_error_and_what_was_committed_stays()
    {
        using var small = SmallDisk.TryMount("size=2m");
        if (small is null) return;
        Write(Lines(2000));
        var first = await Tool.RunInAsync(_folder.Path, "run", "input.yaml", "--run", small.Of("run"), "--set", "stages.docs.codec=none");
        Assert.True(first.ExitCode == 0, first.Error);
        _folder.Write("more.jsonl", Lines(200_000));
        _folder.Write("input.yaml", Pipeline("docs.jsonl", "jsonl") + "  more:\n    use: jsonl\n    codec: none\n    with: {files: more.jsonl}\n");
        var full = await Tool.RunInAsync(_folder.Path, "run", "input.yaml", "--run", small.Of("run"), "--set", "stages.docs.codec=none");
        Assert.Equal(1, full.ExitCode);
        Assert.Contains("DP3001", full.Error, StringComparison.Ordinal);
        Assert.Contains("No space left on device", full.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(small.Of("run", "docs", "dataset.json")));
        Assert.Empty(Directory.EnumerateFiles(small.Of("run"), ".tmp-*", SearchOption.AllDirectories));

        small.Remount("size=64m");
        var resumed = await Tool.RunInAsync(_folder.Path, "run", "input.yaml", "--run", small.Of("run"), "--set", "stages.docs.codec=none");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("docs: done before", resumed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_run_folder_is_an_error()
    {
        using var disk = SmallDisk.TryMount("size=1m");
        if (disk is null) return;
        disk.Remount("ro");
        Write(Lines(10));
        var outcome = await Tool.RunInAsync(_folder.Path, "run", "input.yaml", "--run", disk.Of("run"));
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("DP3002", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--run", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_one_run_is_told_so()
    {
        Write(Lines(10));
        using var held = Storage.Local.RunLock.Take(_folder.Of("run"));
        var outcome = await Tool.RunInAsync(_folder.Path, "run", "input.yaml", "--run", "run");
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("DP3004", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_files_of_somebody_else_is_no_run_folder_and_stays_as_it_is()
    {
        Write(Lines(10));
        Directory.CreateDirectory(_folder.Of("mine", "docs"));
        File.WriteAllText(_folder.Of("mine", "docs", "part-of-a-book.txt"), "mine");
        foreach (var verb in new[] { new[] { "run", "input.yaml" }, ["task", "input.yaml", "--stage", "docs", "--index", "0"] })
        {
            var outcome = await Tool.RunInAsync(_folder.Path, [.. verb, "--run", "mine"]);
            Assert.Equal(1, outcome.ExitCode);
            Assert.StartsWith("DP3010", outcome.Error, StringComparison.Ordinal);
            Assert.Equal(["docs/part-of-a-book.txt"], Directory.EnumerateFiles(_folder.Of("mine"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.Of("mine"), f)));
        }

        Assert.Equal(0, (await Tool.RunInAsync(_folder.Path, "run", "input.yaml", "--run", "run")).ExitCode);
        _folder.Write("other.yaml", Pipeline("docs.jsonl", "jsonl").Replace("pipeline: input", "pipeline: other", StringComparison.Ordinal));
        Assert.Contains("is a run of pipeline 'input', not of 'other'", (await Tool.RunInAsync(_folder.Path, "run", "other.yaml", "--run", "run")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_environment_holds_is_not_printed()
    {
        Write(Lines(10));
        foreach (var set in new[] { "seed=${ENV:OPENAI_API_KEY}", "stages.docs.use=${ENV:OPENAI_API_KEY}", "stages.docs.format=${ENV:OPENAI_API_KEY}" })
        {
            var outcome = await Tool.RunInAsync(_folder.Path, "check", "input.yaml", "--set", set);
            Assert.Equal(2, outcome.ExitCode);
            Assert.Contains("${ENV:OPENAI_API_KEY}", outcome.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("sk-test-key", outcome.Error + outcome.Output, StringComparison.Ordinal);
        }
    }

    private static string Pipeline(string file, string use) => $"pipeline: input\nstages:\n  docs:\n    use: {use}\n    with: {{files: {file}}}\n";

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $$"""{"id":"{{i}}","text":"document {{i}} says {{i * 7919 % 104729}} and {{i * 31 % 1009}}"}""" + "\n"));

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private void Write(string lines)
    {
        _folder.Write("docs.jsonl", lines);
        _folder.Write("input.yaml", Pipeline("docs.jsonl", "jsonl"));
    }

    private async Task FailsAsync(string file, byte[] content, string code, string message, string use = "jsonl")
    {
        await File.WriteAllBytesAsync(_folder.Of(file), content);
        _folder.Write("input.yaml", Pipeline(file, use));
        var outcome = await Tool.RunInAsync(_folder.Path, "run", "input.yaml");
        Assert.Equal(1, outcome.ExitCode);
        var line = Assert.Single(outcome.Error.Split('\n'), l => l.StartsWith("DP", StringComparison.Ordinal));
        Assert.StartsWith(code, line, StringComparison.Ordinal);
        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.Contains("stage docs, task", line, StringComparison.Ordinal);
    }

    /// <summary>A small file system in memory.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly TemporaryFolder _mount = new();

        public static SmallDisk? TryMount(string options)
        {
            var disk = new SmallDisk();
            if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk._mount.Path)) return disk;
            Console.WriteLine("skipped: a tmpfs cannot be mounted here");
            disk._mount.Dispose();
            return null;
        }

        public string Of(params string[] parts) => _mount.Of(parts);

        public void Remount(string options) => Assert.True(Run("mount", "-o", $"remount,{options}", _mount.Path));

        public void Dispose()
        {
            Run("umount", _mount.Path);
            _mount.Dispose();
        }

        private static bool Run(params string[] command)
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
