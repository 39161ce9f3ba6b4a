using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Execution.Tests.Support;

namespace DataPipe.Execution.Tests.Local;

public sealed class RunDriverTests : IDisposable
{
    private static readonly string[] AllTasks =
    [
        "more/make-00000", "more/make-00001", "unique/drop-00000", "unique/drop-00001", "unique/drop-00002", "unique/drop-00003", "unique/drop-00004", "unique/drop-00005",
        "unique/gather-00000", "unique/sign-00000", "unique/sign-00001", "unique/sign-00002", "unique/sign-00003", "unique/sign-00004", "unique/sign-00005",
        "web/make-00000", "web/make-00001", "web/make-00002", "web/make-00003",
    ];

    private readonly Run _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Runs_every_stage_and_gives_its_dataset()
    {
        var datasets = await _run.RunAsync();
        Assert.Equal(["web", "more", "kept", "unique"], datasets.Select(d => d.Stage));
        Assert.Equal(AllTasks, _run.Probe.Take());
        Assert.Equal([80, 20, 80, 13], datasets.Select(d => d.Records));
        // 80 of 'number 0..6 of many' and 20 of 'item 0..6 of many', less every fifth, which takes all of 'item 5': the first of each text stays.
        var kept = datasets[3];
        Assert.Equal((80, 13), (kept.Tally.RecordsIn, kept.Tally.RecordsOut));
        Assert.Equal([new TallyLine("unique", "double", 67, kept.Tally.Dropped[0].Tokens)], kept.Tally.Dropped);
        var documents = await _run.ReadAsync(kept);
        Assert.Equal(13, documents.Select(d => d.Text.ToString()).Distinct().Count());
        Assert.All(documents, d => Assert.Equal(d.Text.LengthBytes, d.Notes[0].Integer));
        Assert.Equal(documents.Sum(d => d.Tokens), kept.Tokens);
        Assert.Equal([new TallyLine("drop-every", "counted-out", 20, datasets[2].Tally.Dropped[0].Tokens)], datasets[2].Tally.Dropped);
    }

    [Fact]
    public async Task Tells_what_happens()
    {
        await _run.RunAsync();
        Assert.Equal(
            ["started web", "finished web: 80 in, 80 out", "started more", "finished more: 20 in, 20 out", "started kept", "finished kept: 100 in, 80 out", "started unique", "finished unique: 80 in, 13 out"],
            _run.Seen.Take());
        Assert.Equal(("drop", 6, 6, 80, 67, 1.0), (_run.Seen.Last!.Phase, _run.Seen.Last.TasksDone, _run.Seen.Last.TasksTotal, _run.Seen.Last.Records, _run.Seen.Last.Dropped, _run.Seen.Last.Fraction));
        await _run.RunAsync();
        Assert.Equal(["skipped web", "skipped more", "skipped kept", "skipped unique"], _run.Seen.Take());
    }

    [Fact]
    public async Task Leaves_shards_rejects_and_receipts_and_nothing_else()
    {
        await _run.RunAsync();
        var files = _run.Files();
        Assert.All(files, f => Assert.Matches(@"^(web|more|kept|unique)/(dataset\.json|receipts/[a-z]+-\d{5}\.[0-9a-f]{12}\.json|(rejects/)?part-[a-z]+-\d{5}-\d{3}-[0-9a-f]{12}\.parquet)$", f));
        Assert.Equal(4, files.Count(f => f.EndsWith("dataset.json", StringComparison.Ordinal)));
        Assert.Equal(4 + 2 + 6 + (6 + 1 + 6), files.Count(f => f.Contains("/receipts/", StringComparison.Ordinal)));
        Assert.Equal(4, files.Count(f => f.StartsWith("web/part-", StringComparison.Ordinal)));
        Assert.Equal(6, files.Count(f => f.StartsWith("kept/rejects/", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(_run.PathOf("unique/work")));
    }

    [Fact]
    public async Task A_second_run_does_nothing()
    {
        await _run.RunAsync();
        _run.Probe.Take();
        var (before, times) = (_run.Contents(), _run.Times(""));
        var again = await _run.RunAsync();
        Assert.Empty(_run.Probe.Take());
        Assert.Equal(before, _run.Contents());
        Assert.Equal(times, _run.Times(""));
        Assert.Equal([80, 20, 80, 13], again.Select(d => d.Records));
    }

    [Fact]
    public async Task A_changed_option_runs_its_stage_and_what_follows_again_and_nothing_before()
    {
        await _run.RunAsync();
        _run.Probe.Take();
        var (web, more, kept) = (_run.Times("web/"), _run.Times("more/"), _run.Times("kept/"));
        _run.Sets = ["stages.kept.steps.drop-every.with.n=4"];
        _run.Seen.Take();
        var datasets = await _run.RunAsync();
        Assert.Equal(["skipped web", "skipped more", "started kept", "finished kept: 100 in, 74 out", "started unique", "finished unique: 74 in, 13 out"], _run.Seen.Take());
        Assert.DoesNotContain(_run.Probe.Take(), t => t.StartsWith("web/", StringComparison.Ordinal) || t.StartsWith("more/", StringComparison.Ordinal));
        Assert.Equal(web, _run.Times("web/"));
        Assert.Equal(more, _run.Times("more/"));
        Assert.Empty(kept.Keys.Where(k => k.Contains("receipts", StringComparison.Ordinal)).Intersect(_run.Times("kept/").Keys));
        Assert.Equal(74, datasets[2].Records);

        using var fresh = new Run { Sets = _run.Sets };
        await fresh.RunAsync();
        Assert.Equal(fresh.Contents(), _run.Contents());
    }

    [Fact]
    public async Task A_change_of_the_last_stage_runs_that_alone()
    {
        await _run.RunAsync();
        _run.Seen.Take();
        _run.Sets = ["stages.unique.with.ignore-case=true"];
        await _run.RunAsync();
        Assert.Equal(["skipped web", "skipped more", "skipped kept", "started unique", "finished unique: 80 in, 13 out"], _run.Seen.Take());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Gives_the_same_bytes_for_any_number_of_workers(int workers)
    {
        await _run.RunAsync();
        using var other = new Run { Workers = workers };
        await other.RunAsync();
        Assert.Equal(_run.Contents(), other.Contents());
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("jsonl-gzip")]
    public async Task Other_formats_hold_the_same_records(string format)
    {
        var parquet = await _run.RunAsync();
        using var other = new Run { Sets = [$"defaults.format={format}", "defaults.shard-bytes=64KiB"] };
        var datasets = await other.RunAsync();
        Assert.Equal(await _run.ReadAsync(parquet[3]), await other.ReadAsync(datasets[3]));
        Assert.All(datasets.SelectMany(d => d.Shards), s => Assert.EndsWith(format == "jsonl" ? ".jsonl" : ".jsonl.gz", s.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stage_without_records_has_an_empty_dataset_and_the_next_one_has_nothing_to_do()
    {
        _run.Sets = ["stages.web.with.records=0", "stages.more.with.tasks=0"];
        var datasets = await _run.RunAsync();
        Assert.Equal([0, 0, 0, 0], datasets.Select(d => d.Records));
        Assert.All(datasets, d => Assert.Empty(d.Shards));
        await _run.RunAsync();
        Assert.DoesNotContain(_run.Seen.Take().TakeLast(4), line => !line.StartsWith("skipped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_task_names_its_stage_and_task_and_what_was_done_stays()
    {
        _run.Workers = 1;
        _run.Probe.OnEnter = (name, _) => name == "web/make-00002" ? throw new InvalidOperationException("out of numbers") : Task.CompletedTask;
        var fault = await _run.FailAsync();
        Assert.Equal("DP4003 InvalidOperationException: out of numbers   [stage web, task make-00002]", fault.ToString());
        Assert.Equal(["web/make-00000", "web/make-00001", "web/make-00002"], _run.Probe.Take());
        Assert.Equal(2, _run.Files().Count(f => f.StartsWith("web/receipts/", StringComparison.Ordinal)));
        Assert.Equal(4, _run.Files().Count);

        _run.Probe.OnEnter = (_, _) => Task.CompletedTask;
        await _run.RunAsync();
        Assert.Equal(AllTasks.Except(["web/make-00000", "web/make-00001"]), _run.Probe.Take());
        using var fresh = new Run();
        await fresh.RunAsync();
        Assert.Equal(fresh.Contents(), _run.Contents());
    }

    [Fact]
    public async Task A_fault_of_a_task_keeps_its_code_and_names_the_input()
    {
        await _run.RunAsync();
        _run.Sets = ["stages.kept.steps.drop-every.with.n=3"];
        // A changed byte in the middle of a page: size and receipt still agree.
        var shard = _run.OneFile("web/part-make-00001");
        var bytes = await File.ReadAllBytesAsync(_run.PathOf(shard));
        bytes.AsSpan(4, 40).Fill(0xFF);
        await File.WriteAllBytesAsync(_run.PathOf(shard), bytes);
        var fault = await _run.FailAsync();
        Assert.Equal("DP3007", fault.Code);
        Assert.Contains($"{_run.PathOf(shard)} cannot be read: ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith($"   [stage kept, task stream-00001 reading {shard["web/".Length..]}]", fault.Message, StringComparison.Ordinal);

        File.Delete(_run.PathOf(shard)); // The remedy that the message names.
        await _run.RunAsync();
        using var fresh = new Run { Sets = _run.Sets };
        await fresh.RunAsync();
        Assert.Equal(fresh.Contents(), _run.Contents());
    }

    [Fact]
    public async Task A_failing_record_is_named_with_step_and_place_and_the_way_on()
    {
        _run.Text = Run.Pipeline.Replace("steps: [length,", "steps: [length, {use: explode, with: {on: web-1-3}},", StringComparison.Ordinal);
        _run.Workers = 1;
        var fault = await _run.FailAsync();
        Assert.StartsWith("DP4001 step 'explode' failed on record 'web-1-3': boom   [stage kept, task stream-00001 reading part-make-00001-000-", fault.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(".parquet]; 'on-error: quarantine' sets such records aside and goes on", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quarantine_goes_on_without_the_record_and_keeps_it_among_the_rejects()
    {
        _run.Text = Run.Pipeline.Replace("steps: [length,", "steps: [length, {use: explode, with: {on: web-1-3}},", StringComparison.Ordinal);
        _run.Sets = ["stages.kept.on-error=quarantine"];
        var kept = (await _run.RunAsync())[2];
        Assert.Equal(79, kept.Records);
        Assert.Contains(kept.Tally.Dropped, d => d is { Step: "explode", Reason: "quarantined", Records: 1 });
        Assert.Equal("step 'explode' failed on record 'web-1-3': boom", Assert.Single(Assert.Single(kept.Tally.Warnings).Examples));
        var rejected = await _run.ReadAsync(kept with { Shards = kept.Rejects, Schema = Rejects.Schema(kept.Schema) });
        var record = Assert.Single(rejected, r => r.Notes[2].Text == "quarantined");
        Assert.Equal(("web-1-3", "explode", "step 'explode' failed on record 'web-1-3': boom"), (record.Id, record.Notes[1].Text, record.Notes[3].Text));
    }

    [Fact]
    public async Task Without_rejects_to_keep_there_is_no_file_of_them()
    {
        _run.Sets = ["defaults.keep-rejects=0"];
        var datasets = await _run.RunAsync();
        Assert.All(datasets, d => Assert.Empty(d.Rejects));
        Assert.DoesNotContain(_run.Files(), f => f.Contains("rejects", StringComparison.Ordinal));
        Assert.Equal(20, datasets[2].Tally.Dropped[0].Records);
    }

    [Fact]
    public async Task An_exception_that_looks_like_a_cancellation_and_is_none_is_a_failure()
    {
        _run.Probe.OnEnter = (name, _) => name == "web/make-00001" ? throw new TaskCanceledException("the server took too long") : Task.CompletedTask;
        Assert.Equal("DP4003 TaskCanceledException: the server took too long   [stage web, task make-00001]", (await _run.FailAsync()).ToString());
    }
}
