using DataPipe.Execution.Tests.Support;

namespace DataPipe.Execution.Tests.Pipelines;

/// <summary>What makes a stage another one, and what does not.</summary>
public sealed class FingerprintTests : IDisposable
{
    private const string Pipeline = """
        pipeline: p
        description: A test.
        seed: 1
        teachers:
          small: {model: tiny, concurrency: 2, timeout: 10s}
          other: {model: huge}
        stages:
          files:
            use: lines
            with: {paths: data/*.txt}
          web:
            use: numbers
            with: {tasks: 2, records: 5}
          kept:
            use: stream
            from: files
            steps: [length, {use: drop-every, with: {n: 3}}]
          asked:
            use: ask
            from: kept
            with: {teacher: small, prompt: prompt.md}
          both:
            use: stream
            from: [asked]
        """;

    private readonly Run _run = new() { Text = Pipeline };

    public FingerprintTests()
    {
        _run.Write("data/a.txt", "one\ntwo\n");
        _run.Write("data/b.txt", "three\n");
        _run.Write("prompt.md", "Say it.");
    }

    public void Dispose() => _run.Dispose();

    private Dictionary<string, (string Recipe, string Fingerprint)> Take() => _run.Bind().Stages.ToDictionary(s => s.Name, s => (s.Recipe, s.Fingerprint));

    private string ChangedBy(Action change)
    {
        var before = Take();
        change();
        var after = Take();
        Assert.All(before.Keys, s => Assert.False(before[s].Recipe != after[s].Recipe && before[s].Fingerprint == after[s].Fingerprint));
        return string.Join(' ', before.Keys.Where(s => before[s].Fingerprint != after[s].Fingerprint));
    }

    [Theory]
    [InlineData("stages.kept.steps.drop-every.with.n=4", "kept asked both")]
    [InlineData("stages.kept.steps=[length]", "kept asked both")]
    [InlineData("stages.web.with.word=other", "web")]
    [InlineData("stages.both.codec=snappy", "both")]
    [InlineData("stages.both.keep-rejects=0.5", "both")]
    [InlineData("stages.kept.on-error=quarantine", "kept asked both")]
    [InlineData("seed=2", "files web kept asked both")]
    [InlineData("pipeline=q", "files web kept asked both")]
    [InlineData("teachers.small.model=large", "asked both")]
    [InlineData("stages.both.from=[kept]", "both")]
    [InlineData("defaults.shard-bytes=1MiB", "files web kept asked both")]
    public void A_change_that_shapes_bytes_changes_its_stage_and_those_behind_it(string set, string changed) => Assert.Equal(changed, ChangedBy(() => _run.Sets = [set]));

    [Theory]
    [InlineData("teachers.small.concurrency=50")]
    [InlineData("teachers.small.timeout=1m")]
    [InlineData("teachers.other.model=larger")]
    [InlineData("description=Another word for it.")]
    [InlineData("params.unused=5")]
    [InlineData("stages.web.with.tasks=2")]
    [InlineData("stages.web.with.word=number")]
    [InlineData("stages.web.with.records=5.0")]
    [InlineData("stages.kept.steps.length.with={}")]
    [InlineData("stages.kept.codec=zstandard")]
    [InlineData("defaults.codec=zstandard")]
    public void What_shapes_no_bytes_or_says_the_same_changes_nothing(string set) => Assert.Equal("", ChangedBy(() => _run.Sets = [set]));

    [Fact]
    public void The_order_of_keys_and_of_stages_does_not_matter()
    {
        Assert.Equal("", ChangedBy(() => _run.Text = """
            seed: 1
            stages:
              both: {from: [asked], use: stream}
              kept:
                steps: [{use: length}, {with: {n: 3}, use: drop-every}]
                from: [files]
                use: stream
              files: {with: {paths: [data/*.txt]}, use: lines}
              asked: {from: kept, with: {prompt: prompt.md, teacher: small}, use: ask}
              web: {with: {records: 5, tasks: 2}, use: numbers}
            teachers:
              other: {model: huge}
              small: {timeout: 10s, concurrency: 2, model: tiny}
            pipeline: p
            """));
    }

    [Fact]
    public void The_order_of_steps_matters() =>
        Assert.Equal("kept asked both", ChangedBy(() => _run.Text = Pipeline.Replace("[length, {use: drop-every, with: {n: 3}}]", "[{use: drop-every, with: {n: 3}}, length]", StringComparison.Ordinal)));

    [Fact]
    public void The_name_of_a_dataset_is_part_of_what_reads_it()
    {
        var before = Take();
        _run.Text = Pipeline.Replace("kept", "left", StringComparison.Ordinal);
        var after = Take();
        Assert.Equal(before["kept"], after["left"]);
        Assert.NotEqual(before["asked"].Fingerprint, after["asked"].Fingerprint);
    }

    [Fact]
    public void A_touched_input_file_changes_the_fingerprint_and_not_the_recipe()
    {
        var before = Take();
        var file = Path.Combine(Path.GetDirectoryName(_run.Folder)!, "data", "a.txt");
        Assert.Equal("files kept asked both", ChangedBy(() => File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(5))));
        Assert.Equal(before.Select(s => s.Value.Recipe), Take().Select(s => s.Value.Recipe));
    }

    [Fact]
    public void A_longer_or_another_input_file_changes_the_recipe()
    {
        var before = Take();
        Assert.Equal("files kept asked both", ChangedBy(() => _run.Write("data/a.txt", "one\ntwo\nthree\n")));
        Assert.NotEqual(before["files"].Recipe, Take()["files"].Recipe);
        Assert.Equal("files kept asked both", ChangedBy(() => _run.Write("data/c.txt", "new\n")));
    }

    [Fact]
    public void The_content_of_a_prompt_counts_and_its_time_does_not()
    {
        var path = Path.Combine(Path.GetDirectoryName(_run.Folder)!, "prompt.md");
        Assert.Equal("", ChangedBy(() => File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(5))));
        Assert.Equal("asked both", ChangedBy(() => _run.Write("prompt.md", "Say it!")));
    }

    [Fact]
    public void Where_the_pipeline_lies_does_not_matter_for_the_recipe()
    {
        using var elsewhere = new Run { Text = Pipeline };
        elsewhere.Write("data/a.txt", "one\ntwo\n");
        elsewhere.Write("data/b.txt", "three\n");
        elsewhere.Write("prompt.md", "Say it.");
        Assert.Equal(Take().Select(s => s.Value.Recipe), elsewhere.Bind().Stages.Select(s => s.Recipe));
    }

    [Fact]
    public async Task A_touched_input_file_runs_again_and_gives_the_same_bytes()
    {
        _run.Text = "pipeline: p\nstages:\n  files: {use: lines, with: {paths: data/*.txt}}\n";
        var before = await _run.RunAsync();
        var file = Path.Combine(Path.GetDirectoryName(_run.Folder)!, "data", "a.txt");
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(5));
        _run.Probe.Take();
        var after = await _run.RunAsync();
        Assert.Equal(["files/read-00000", "files/read-00001"], _run.Probe.Take());
        Assert.Equal(before[0].Shards, after[0].Shards);
    }
}
