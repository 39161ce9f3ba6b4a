using System.Globalization;
using System.Text;

namespace DataPipe.Cli.Tests;

/// <summary>Passage deduplication, the Bloom filter and decontamination as a user runs them: any number of workers, kills, damaged intermediate files. DATAPIPE_LONG_TESTS=1 kills twenty times.</summary>
public sealed class ExactDedupRunTests : IDisposable
{
    private const string Documents = """
        pipeline: exact
        stages:
          docs:
            use: jsonl
            with: {files: docs-*.jsonl}

        """;

    private const string Stages = Documents + """
          lines: {use: dedup-lines, from: docs, with: {partitions: 3}}
          paragraphs: {use: dedup-paragraphs, from: docs, with: {partitions: 2}}
          sentences: {use: dedup-sentences, from: docs, with: {partitions: 2, min-words: 5, min-sentences: 1}}
          bloom: {use: dedup-bloom, from: docs}
          report: {use: contamination, from: docs, with: {benchmarks: [{name: gsm8k, files: set.jsonl}]}}
          clean: {use: decontaminate, from: lines, with: {benchmarks: [{name: gsm8k, files: set.jsonl}]}}

        """;

    private readonly TemporaryFolder _folder = new();

    public ExactDedupRunTests()
    {
        for (var file = 0; file < 4; file++) _folder.Write($"docs-{file}.jsonl", Lines(file, 400));
        _folder.Write("set.jsonl", """{"question": "Ottilie folds 24 paper boats and gives a third of them to her brother. How many boats does she keep for herself?", "answer": "16"}""" + "\n");
        _folder.Write("docs.yaml", Documents);
        _folder.Write("exact.yaml", Stages);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Any_number_of_workers_and_kills_at_any_moment_give_the_same_bytes()
    {
        var reference = await RunAsync("one", "--workers", "1");
        foreach (var dataset in new[] { "lines", "sentences", "bloom", "report", "clean" }) Assert.Contains(dataset, reference.Output, StringComparison.Ordinal);
        Assert.Contains("in-gsm8k", reference.Output, StringComparison.Ordinal);
        var expected = RunSnapshot.Of(_folder.Of("one"));
        foreach (var workers in new[] { "2", "7" })
        {
            await RunAsync("more" + workers, "--workers", workers);
            Assert.Equal(expected, RunSnapshot.Of(_folder.Of("more" + workers)));
        }

        var random = new Random(3);
        var kills = Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") == "1" ? 20 : 3;
        var (killed, tries, whole) = (0, 0, reference.Elapsed);
        for (; killed < kills && tries < 3 * kills; tries++)
        {
            var run = _folder.Of($"kill{tries}");
            if (await Tool.KillAfterAsync(whole * (0.15 + 0.7 * random.NextDouble()), "run", _folder.Of("exact.yaml"), "--run", run)) killed++;
            else whole *= 0.8; // the machine was busier when the reference ran
            await RunAsync($"kill{tries}");
            Assert.Equal(expected, RunSnapshot.Of(run));
            Assert.Empty(RunSnapshot.Strays(run));
        }

        Console.WriteLine($"{killed} of {tries} runs were killed, all ended in the same bytes");
        Assert.NotEqual(0, killed);
    }

    [Theory]
    [InlineData("lines", "hash", 4, "hash-00001.passages.*")]
    [InlineData("lines", "hash", 4, "hash-00002.drops.*")]
    [InlineData("report", "index", 1, "index-00000.needles.*")]
    public async Task A_damaged_intermediate_file_is_found_and_made_anew(string stage, string phase, int tasks, string file)
    {
        Assert.Equal(0, (await Tool.RunInAsync(_folder.Path, "run", "docs.yaml", "--run", "run")).ExitCode);
        for (var i = 0; i < tasks; i++)
            Assert.Equal(0, (await Tool.RunInAsync(_folder.Path, "task", "exact.yaml", "--run", "run", "--stage", stage, "--phase", phase, "--index", i.ToString(CultureInfo.InvariantCulture))).ExitCode);
        var work = Assert.Single(Directory.GetFiles(_folder.Of("run", stage, "work"), file));
        var bytes = File.ReadAllBytes(work);
        bytes[bytes.Length / 3] ^= 0x40;
        File.WriteAllBytes(work, bytes);
        var failed = await Tool.RunInAsync(_folder.Path, "run", "exact.yaml", "--run", "run");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("DP3005", failed.Error, StringComparison.Ordinal);
        await RunAsync("run");
        await RunAsync("fresh");
        Assert.Equal(RunSnapshot.Of(_folder.Of("fresh")), RunSnapshot.Of(_folder.Of("run")));
    }

    private async Task<Tool.Outcome> RunAsync(string run, params string[] more)
    {
        var outcome = await Tool.RunInAsync(_folder.Path, ["run", "exact.yaml", "--run", run, .. more]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome;
    }

    // Documents that share lines, paragraphs and whole sentences; some hold the question.
    private static string Lines(int file, int count)
    {
        var lines = new StringBuilder();
        var random = new Random(file);
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            for (var j = random.Next(1, 12); j > 0; j--)
                text.Append(CultureInfo.InvariantCulture, $"The {(char)('a' + random.Next(26))}{(char)('a' + random.Next(8))} river had risen in the night. ").Append(random.Next(3) switch { 0 => "\\n", 1 => "\\n\\n", _ => "" });
            if (random.Next(40) == 0) text.Append("OTTILIE folds 24 paper boats, and gives a third of them to her brother; how many boats does she keep?");
            lines.Append(CultureInfo.InvariantCulture, $"{{\"id\": \"d{file}-{i}\", \"text\": \"{text}\"}}\n");
        }

        return lines.ToString();
    }
}
