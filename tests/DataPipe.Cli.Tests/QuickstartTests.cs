using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DataPipe.Cli.Tests;

public sealed class QuickstartTests(QuickstartRun quickstart) : IClassFixture<QuickstartRun>
{
    private static readonly string[] Datasets = ["corpus", "sft", "preferences"];

    [Fact]
    public void Ends_in_three_datasets_in_under_a_minute()
    {
        Assert.True(quickstart.Outcome.Elapsed < TimeSpan.FromSeconds(60), $"took {quickstart.Outcome.Elapsed}");
        Assert.All(Datasets, d => Assert.True(quickstart.Records(d) >= 20, $"{d} has {quickstart.Records(d)} records"));
        Assert.Empty(RunSnapshot.Strays(quickstart.Folder));
    }

    [Fact]
    public void Prints_a_funnel_and_says_that_the_teachers_are_simulated()
    {
        Assert.Contains("dropped by, for", quickstart.Outcome.Output, StringComparison.Ordinal);
        Assert.Contains("near-duplicate", quickstart.Outcome.Output, StringComparison.Ordinal);
        Assert.Contains("exact-duplicate", quickstart.Outcome.Output, StringComparison.Ordinal);
        Assert.Single(quickstart.Outcome.Error.Split('\n'), l => l.Contains("simulated", StringComparison.Ordinal) && l.Contains("kind: openai", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_stage_accounts_for_every_record()
    {
        foreach (var folder in Directory.EnumerateDirectories(quickstart.Folder))
        {
            var receipt = quickstart.Receipt(Path.GetFileName(folder));
            if (receipt["use"]!.GetValue<string>() is "mix" or "preferences" or "self-instruct") continue; // These make records of other records.
            var tally = receipt["tally"]!;
            var dropped = tally["dropped"]!.AsArray().Sum(d => d!["records"]!.GetValue<long>());
            Assert.Equal(tally["records_in"]!.GetValue<long>(), tally["records_out"]!.GetValue<long>() + dropped);
            Assert.Equal(tally["records_out"]!.GetValue<long>(), receipt["shards"]!.AsArray().Sum(s => s!["records"]!.GetValue<long>()));
        }
    }

    [Fact]
    public async Task A_second_run_does_nothing()
    {
        var before = RunSnapshot.Of(quickstart.Folder);
        var written = Directory.EnumerateFiles(quickstart.Folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.GetLastWriteTimeUtc);
        var again = await Tool.SucceedAsync("run", "pipelines/quickstart.yaml", "--run", quickstart.Folder, "--json");
        Assert.DoesNotContain("\"started\"", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, RunSnapshot.Of(quickstart.Folder));
        Assert.All(written, f => Assert.Equal(f.Value, File.GetLastWriteTimeUtc(f.Key)));
    }

    [Fact]
    public async Task Generated_records_say_that_they_are_simulated()
    {
        foreach (var dataset in new[] { "sft", "preferences" })
        {
            var show = await Tool.SucceedAsync("show", Path.Combine(quickstart.Folder, dataset), "--json", "--sample", "1000");
            var sample = JsonNode.Parse(show.Output)!["sample"]!.AsArray();
            Assert.Equal(quickstart.Records(dataset), sample.Count);
            Assert.All(sample, r => Assert.True(r!["provenance"]!["simulated"]!.GetValue<bool>()));
        }
    }

    [Theory]
    [InlineData("hyparquet")]
    [InlineData("duckdb")]
    public async Task Independent_readers_open_the_datasets(string reader)
    {
        if (!Directory.Exists(Tool.Of("tests", "node", "node_modules")))
        {
            Console.WriteLine("skipped: tests/node/node_modules is missing (npm ci in tests/node)");
            return;
        }

        foreach (var dataset in Datasets)
        {
            var start = new ProcessStartInfo("node", [Tool.Of("tests", "node", "read-parquet.mjs"), reader, .. quickstart.Shards(dataset)]) { RedirectStandardOutput = true };
            using var node = Process.Start(start)!;
            var output = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            Assert.Equal(0, node.ExitCode);
            var files = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToArray();
            Assert.Equal(quickstart.Records(dataset), files.Sum(f => f["rows"]!.GetValue<long>()));
            var row = files[0]["sample"]!.AsObject();
            if (dataset == "corpus") Assert.NotEmpty(row["text"]!.GetValue<string>());
            else if (dataset == "sft") Assert.Equal(["user", "assistant"], row["messages"]!.AsArray().Select(m => m!["role"]!.GetValue<string>()));
            else
            {
                Assert.Equal("assistant", row["chosen"]![0]!["role"]!.GetValue<string>());
                Assert.Equal(2, row["verdicts"]!.AsArray().Count);
            }
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("4")]
    public async Task The_bytes_do_not_depend_on_the_workers(string workers)
    {
        using var folder = new TemporaryFolder();
        await Tool.SucceedAsync("run", "pipelines/quickstart.yaml", "--run", folder.Of("run"), "--workers", workers);
        Assert.Equal(RunSnapshot.Of(quickstart.Folder), RunSnapshot.Of(folder.Of("run")));
    }

    [Fact]
    public async Task Kept_ids_do_not_depend_on_the_number_of_shards()
    {
        using var folder = new TemporaryFolder();
        await Tool.SucceedAsync("run", "pipelines/quickstart.yaml", "--run", folder.Of("run"), "--set", "defaults.shard-bytes=65536", "--set", "defaults.codec=none");
        Assert.True(Directory.EnumerateFiles(folder.Of("run", "unique"), "*.parquet").Count() > quickstart.Shards("unique").Count, "the shards did not become more");
        foreach (var dataset in new[] { "unique", "corpus", "sft" })
            Assert.Equal(await IdsAsync(Path.Combine(quickstart.Folder, dataset)), await IdsAsync(folder.Of("run", dataset)));
    }

    [Fact]
    public async Task A_changed_filter_option_runs_that_stage_again_and_what_follows()
    {
        using var folder = new TemporaryFolder();
        await Tool.SucceedAsync("run", "pipelines/quickstart.yaml", "--run", folder.Of("run"));
        var before = Fingerprints(folder.Of("run"));
        string[] change = ["--set", "stages.web.steps.gopher-quality.with.min-words=60"];
        var plan = JsonNode.Parse((await Tool.SucceedAsync(["plan", "pipelines/quickstart.yaml", "--run", folder.Of("run"), "--json", .. change])).Output)!;
        var planned = plan["stages"]!.AsArray().Where(s => s!["state"]!.GetValue<string>() != "done").Select(s => s!["stage"]!.GetValue<string>());
        Assert.Equal(["web", "unique", "unique-web", "unique-encyclopedia", "corpus"], planned);

        var events = (await Tool.SucceedAsync(["run", "pipelines/quickstart.yaml", "--run", folder.Of("run"), "--json", .. change])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonNode.Parse(l)!).ToArray();
        Assert.Equal(planned, events.Where(e => e["event"]!.GetValue<string>() == "started").Select(e => e["stage"]!.GetValue<string>()));
        var after = Fingerprints(folder.Of("run"));
        Assert.Equal(planned.Order(StringComparer.Ordinal), after.Where(f => before[f.Key] != f.Value).Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.Empty(RunSnapshot.Strays(folder.Of("run")));
    }

    [Theory]
    [InlineData("tokens > 100 and language = en", 0, null)]
    [InlineData("toks > 3", 2, "no column 'toks' (did you mean 'tokens'?)")]
    [InlineData("tokens > abc", 2, "column 'tokens' holds numbers, which 'abc' is not")]
    [InlineData("language == en", 2, "is not a comparison")]
    [InlineData("tokens > 200 or language = de", 2, "is not a comparison")]
    public async Task Conditions_are_checked_against_the_columns(string condition, int exitCode, string? message)
    {
        var outcome = await Tool.RunAsync("show", Path.Combine(quickstart.Folder, "corpus"), "--where", condition);
        Assert.Equal(exitCode, outcome.ExitCode);
        if (message is null) Assert.Matches(@"[1-9]\d* of \d+ records meet the condition", outcome.Output);
        else Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short-doc", "short-doc")]
    [InlineData("gopher-quality", "gopher-quality")]
    public async Task Rejects_are_shown_by_reason_or_by_step(string name, string expected)
    {
        var outcome = await Tool.SucceedAsync("show", Path.Combine(quickstart.Folder, "web"), "--rejects", name, "--json", "--sample", "100");
        var sample = JsonNode.Parse(outcome.Output)!["sample"]!.AsArray();
        Assert.NotEmpty(sample);
        Assert.All(sample, r => Assert.Contains(expected, new[] { r!["rejected_by"]!.GetValue<string>(), r["rejected_because"]!.GetValue<string>() }));
        var wrong = await Tool.RunAsync("show", Path.Combine(quickstart.Folder, "web"), "--rejects", "shrt-doc");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("(did you mean 'short-doc'?)", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_nowhere_in_what_a_run_wrote()
    {
        Assert.DoesNotContain("sk-test-key", quickstart.Outcome.Output + quickstart.Outcome.Error, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(quickstart.Folder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("sk-test-key", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> IdsAsync(string dataset) =>
        JsonNode.Parse((await Tool.SucceedAsync("show", dataset, "--json", "--sample", "100000")).Output)!["sample"]!.AsArray().Select(r => r!["id"]!.GetValue<string>()).Order(StringComparer.Ordinal);

    private static Dictionary<string, string> Fingerprints(string run) =>
        Directory.EnumerateDirectories(run).ToDictionary(d => Path.GetFileName(d)!, d => JsonNode.Parse(File.ReadAllText(Path.Combine(d, "dataset.json")))!["receipt"]!["fingerprint"]!.GetValue<string>());
}
