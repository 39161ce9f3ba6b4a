using System.Globalization;
using System.Text;

namespace DataPipe.Cli.Tests;

/// <summary>
/// What is trained on text: n-gram models, word frequencies, hashed n-grams and classifiers. Any workers and shards, kill -9 at arbitrary moments, damaged intermediate files: the same bytes.
/// DATAPIPE_LONG_TESTS=1 kills twenty times, and more text is trained on.
/// </summary>
public sealed class TrainingCrashTests : IDisposable
{
    private const string Documents = """
        pipeline: training
        stages:
          docs: {use: jsonl, with: {files: docs-*.jsonl, source: made} }

        """;

    // A memory that holds no shard's n-grams, so that kills fall between scratch files too.
    private const string Stages = Documents + """
          model: {use: ngram-model, from: docs, with: {order: 4, prune: [0, 0, 1], arpa: true, memory: 1MiB} }
          small: {use: ngram-model, from: docs, with: {order: 2, quantised: true} }
          words: {use: word-frequencies, from: docs, with: {memory: 1MiB} }
          counts: {use: hashed-ngrams, from: docs}

        """;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") == "1";
    private static readonly string[] Trained = ["model", "small", "words", "counts"];

    private readonly TemporaryFolder _folder = new();

    public TrainingCrashTests()
    {
        for (var file = 0; file < 4; file++) _folder.Write($"docs-{file}.jsonl", Lines(file, IsLong ? 2500 : 350));
        _folder.Write("docs.yaml", Documents);
        _folder.Write("training.yaml", Stages);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Any_workers_and_shards_and_kills_at_any_moment_give_the_same_bytes()
    {
        var reference = await RunAsync("one", "--workers", "1");
        var expected = RunSnapshot.Of(_folder.Of("one"));
        var trained = OfTraining("one");
        Assert.Equal(["arpa", "counts", "csv", "ngrams", "ngrams"], trained.Keys.Select(f => f[(f.LastIndexOf('.') + 1)..]).Order(StringComparer.Ordinal));
        foreach (var workers in (string[])["2", "7"])
        {
            await RunAsync("workers" + workers, "--workers", workers);
            Assert.Equal(expected, RunSnapshot.Of(_folder.Of("workers" + workers)));
        }

        // Other shards have other receipts, and the dataset that tells of the model names where its input came from; what was trained is the same.
        var shards = Directory.GetFiles(_folder.Of("one", "docs"), "*.parquet").Length;
        string[] smaller = ["--set", "stages.docs.shard-bytes=64KiB"];
        await RunAsync("shards", [.. smaller, "--workers", "2"]);
        Assert.True(Directory.GetFiles(_folder.Of("shards", "docs"), "*.parquet").Length > shards, "the shards are no smaller");
        Assert.Equal(trained, OfTraining("shards"));
        var expectedOfShards = RunSnapshot.Of(_folder.Of("shards"));

        var random = new Random(7);
        var kills = IsLong ? 20 : 3;
        var (killed, tries, whole) = (0, 0, reference.Elapsed);
        SortedDictionary<string, int> struck = new(StringComparer.Ordinal);
        for (; killed < kills && tries < 3 * kills; tries++)
        {
            var run = $"kill{tries}";
            var isSharded = tries % 2 == 1;
            string[] command = ["--workers", ((string[])["1", "2", "7"])[random.Next(3)], .. isSharded ? smaller : []];
            if (await Tool.KillAfterAsync(whole * (0.2 + 0.75 * random.NextDouble()), ["run", _folder.Of("training.yaml"), "--run", _folder.Of(run), .. command]))
            {
                killed++;
                var where = Reached(run);
                struck[where] = struck.GetValueOrDefault(where) + 1;
            }
            else
            {
                whole *= 0.8; // the machine was busier when the reference ran
            }

            command[1] = ((string[])["1", "2", "7"])[random.Next(3)];
            await RunAsync(run, command);
            Assert.Equal(isSharded ? expectedOfShards : expected, RunSnapshot.Of(_folder.Of(run)));
            Assert.Empty(RunSnapshot.Strays(_folder.Of(run)));
            Directory.Delete(_folder.Of(run), recursive: true);
        }

        Console.WriteLine($"{killed} of {tries} runs were killed, all ended in the same bytes; the last receipts then: {string.Join(", ", struck.Select(s => $"{s.Key} {s.Value}"))}");
        Assert.NotEqual(0, killed);
    }

    [Fact]
    public async Task Damaged_intermediate_files_are_found_and_made_anew()
    {
        await SucceedAsync("run", "docs.yaml", "--run", "run");
        foreach (var (stage, file) in new[] { ("model", "ngrams"), ("words", "words"), ("counts", "counts") })
        {
            for (var i = 0; i < 4; i++) await SucceedAsync("task", "training.yaml", "--run", "run", "--stage", stage, "--phase", "count", "--index", i.ToString(CultureInfo.InvariantCulture));
            var work = Assert.Single(Directory.GetFiles(_folder.Of("run", stage, "work"), $"count-00002.{file}.*"));
            var bytes = await File.ReadAllBytesAsync(work);
            bytes[bytes.Length / 3] ^= 0x40;
            await File.WriteAllBytesAsync(work, bytes);
        }

        List<string> found = [];
        Tool.Outcome outcome;
        while ((outcome = await Tool.RunInAsync(_folder.Path, "run", "training.yaml", "--run", "run")).ExitCode != 0)
        {
            Assert.Contains("DP3005", outcome.Error, StringComparison.Ordinal);
            found.Add(outcome.Error);
            Assert.True(found.Count <= 3, outcome.Error);
        }

        Assert.Equal(3, found.Count);
        await RunAsync("fresh");
        Assert.Equal(RunSnapshot.Of(_folder.Of("fresh")), RunSnapshot.Of(_folder.Of("run")));
    }

    [Fact]
    public async Task A_killed_training_of_a_classifier_leaves_the_model_before_or_a_whole_one()
    {
        string[] Command(string seed, string model) =>
        [
            "train-classifier", "--texts", $"even={_folder.Of("docs-0.jsonl")}", "--texts", $"odd={_folder.Of("docs-1.jsonl")}", "--min-count", "2", "--dimensions", "16", "--buckets", "200000",
            "--word-ngrams", "2", "--epochs", IsLong ? "10" : "5", "--seed", seed, "--out", model,
        ];
        await Tool.SucceedAsync(Command("1", _folder.Of("before.bin")));
        var reference = await Tool.SucceedAsync(Command("2", _folder.Of("after.bin")));
        var (before, after) = (await File.ReadAllBytesAsync(_folder.Of("before.bin")), await File.ReadAllBytesAsync(_folder.Of("after.bin")));
        Assert.NotEqual(before, after);
        var random = new Random(9);
        var kills = IsLong ? 20 : 3;
        var (killed, tries, whole) = (0, 0, reference.Elapsed);
        var model = _folder.Of("models", "model.bin");
        for (; killed < kills && tries < 3 * kills; tries++)
        {
            Directory.CreateDirectory(_folder.Of("models"));
            await File.WriteAllBytesAsync(model, before);
            if (await Tool.KillAfterAsync(whole * (0.2 + 0.75 * random.NextDouble()), Command("2", model))) killed++;
            else whole *= 0.8;
            var left = await File.ReadAllBytesAsync(model);
            Assert.True(left.AsSpan().SequenceEqual(before) || left.AsSpan().SequenceEqual(after), "half a model is left");
            await Tool.SucceedAsync(Command("2", model));
            Assert.Equal(after, await File.ReadAllBytesAsync(model));
            Assert.Equal([model], Directory.GetFileSystemEntries(_folder.Of("models")));
        }

        Console.WriteLine($"{killed} of {tries} trainings were killed, all ended in the same bytes");
        Assert.NotEqual(0, killed);
    }

    // The files that were trained, each below the folder of its stage.
    private SortedDictionary<string, string> OfTraining(string run)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (var (file, hash) in RunSnapshot.Of(_folder.Of(run)))
            if (file.Split('/') is [var stage, not "receipts", _] && Trained.Contains(stage))
                files[file] = hash;
        return files;
    }

    private string Reached(string run)
    {
        foreach (var stage in Trained.Reverse().Append("docs"))
            foreach (var phase in (string[])["estimate", "sum", "count", "read"])
                if (Directory.Exists(_folder.Of(run, stage, "receipts")) && Directory.EnumerateFiles(_folder.Of(run, stage, "receipts"), $"{phase}-*.json").Any())
                    return $"{stage}/{phase}";
        return "none";
    }

    private Task<Tool.Outcome> RunAsync(string run, params string[] more) => SucceedAsync(["run", "training.yaml", "--run", run, .. more]);

    private async Task<Tool.Outcome> SucceedAsync(params string[] command)
    {
        var outcome = await Tool.RunInAsync(_folder.Path, command);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome;
    }

    // Documents of several lines; frequent words are frequent, some are not of English letters.
    private static string Lines(int file, int count)
    {
        var lines = new StringBuilder();
        var random = new Random(file);
        for (var i = 0; i < count; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"{{\"id\": \"t{file}-{i}\", \"text\": \"");
            for (var words = random.Next(20, 200); words > 0; words--)
            {
                var word = (int)(4000 * Math.Pow(random.NextDouble(), 4));
                lines.Append((word % 29) switch { 0 => "Éto", 1 => "слово", _ => "word" }).Append(word).Append(random.Next(12) switch { 0 => ".\\n", 1 => ", ", _ => " " });
            }

            lines.Append("\"}\n");
        }

        return lines.ToString();
    }
}
