using System.Text;
using DataPipe.Execution.Tests.Support;

namespace DataPipe.Execution.Tests.Local;

/// <summary>What a run finds in its folder is not always what it left there.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly Run _run = new();

    public void Dispose() => _run.Dispose();

    private async Task<IReadOnlyList<string>> RunAgainAsync()
    {
        _run.Probe.Take();
        await _run.RunAsync();
        return _run.Probe.Take();
    }

    private async Task<IReadOnlyList<string>> AssertMendsAsync(Action damage)
    {
        await _run.RunAsync();
        var before = _run.Contents();
        damage();
        var ran = await RunAgainAsync();
        Assert.Equal(before, _run.Contents());
        return ran;
    }

    [Fact]
    public async Task A_deleted_shard_is_made_again_by_its_task_alone() =>
        Assert.Equal(["web/make-00002"], await AssertMendsAsync(() => File.Delete(_run.PathOf(_run.OneFile("web/part-make-00002")))));

    [Fact]
    public async Task A_shard_cut_short_is_made_again() =>
        Assert.Equal(["more/make-00001"], await AssertMendsAsync(() => Truncate(_run.OneFile("more/part-make-00001"))));

    [Fact]
    public async Task A_deleted_file_of_rejects_is_made_again()
    {
        await AssertMendsAsync(() => File.Delete(_run.PathOf(_run.OneFile("kept/rejects/part-stream-00000"))));
        Assert.Equal(["skipped web", "skipped more", "started kept", "finished kept: 100 in, 80 out", "skipped unique"], _run.Seen.Take().TakeLast(5));
    }

    [Fact]
    public async Task A_shard_of_a_stage_with_phases_is_made_again_with_the_phases_it_needs()
    {
        var ran = await AssertMendsAsync(() => Truncate(_run.OneFile("unique/part-drop-00004")));
        // The intermediate files went when the stage was done, so that they are made again too; the other shards stay.
        Assert.Equal(
            ["unique/drop-00004", "unique/gather-00000", "unique/sign-00000", "unique/sign-00001", "unique/sign-00002", "unique/sign-00003", "unique/sign-00004", "unique/sign-00005"],
            ran);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"format\":1,\"checksum\":\"\",\"receipt\":null}")]
    public async Task A_dataset_receipt_that_is_none_is_written_anew_from_those_of_the_tasks(string json) =>
        Assert.Empty(await AssertMendsAsync(() => File.WriteAllText(_run.PathOf("web/dataset.json"), json)));

    [Fact]
    public async Task A_deleted_dataset_receipt_is_written_anew() => Assert.Empty(await AssertMendsAsync(() => File.Delete(_run.PathOf("kept/dataset.json"))));

    [Fact]
    public async Task A_changed_receipt_is_not_believed()
    {
        await _run.RunAsync();
        var before = _run.Contents();
        File.Delete(_run.PathOf("web/dataset.json"));
        var receipt = _run.PathOf(_run.OneFile("web/receipts/make-00001"));
        var changed = (await File.ReadAllTextAsync(receipt)).Replace("\"records_in\": 20", "\"records_in\": 21", StringComparison.Ordinal);
        await File.WriteAllTextAsync(receipt, changed);
        Assert.Contains("21", changed, StringComparison.Ordinal);
        Assert.Equal(["web/make-00001"], await RunAgainAsync());
        Assert.Equal(before, _run.Contents());
    }

    [Fact]
    public async Task A_receipt_of_another_task_under_its_name_is_not_believed()
    {
        await _run.RunAsync();
        var before = _run.Contents();
        File.Delete(_run.PathOf("web/dataset.json"));
        File.Copy(_run.PathOf(_run.OneFile("web/receipts/make-00000")), _run.PathOf(_run.OneFile("web/receipts/make-00001")), overwrite: true);
        Assert.Equal(["web/make-00001"], await RunAgainAsync());
        Assert.Equal(before, _run.Contents());
    }

    [Fact]
    public async Task Unfinished_files_and_strays_of_a_run_are_swept_from_done_stages_too()
    {
        await AssertMendsAsync(() =>
        {
            foreach (var stray in (string[])["web/.tmp-host-1-abc", "web/receipts/.tmp-host-1-abc", "kept/rejects/.tmp-x", "unique/work/left", "unique/part-drop-00009-000-0123456789ab.parquet"])
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_run.PathOf(stray))!);
                File.WriteAllText(_run.PathOf(stray), "left");
            }
        });
    }

    [Fact]
    public async Task Files_that_no_run_makes_are_not_touched_and_links_are_not_followed()
    {
        if (OperatingSystem.IsWindows()) return;
        await _run.RunAsync();
        string[] strangers = ["kept/notes.txt", "kept/deep/part-of-something.parquet", "elsewhere/part-stream-00000-000-0.parquet"];
        foreach (var stranger in strangers)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_run.PathOf(stranger))!);
            File.WriteAllText(_run.PathOf(stranger), "mine");
        }

        Directory.CreateSymbolicLink(_run.PathOf("kept/work"), _run.PathOf("elsewhere"));
        await _run.RunAsync();
        Assert.All(strangers, s => Assert.Equal("mine", File.ReadAllText(_run.PathOf(s))));
    }

    [Fact]
    public async Task Files_of_earlier_options_are_swept()
    {
        _run.Sets = ["stages.web.with.word=earlier"];
        await _run.RunAsync();
        _run.Sets = [];
        await _run.RunAsync();
        using var fresh = new Run();
        await fresh.RunAsync();
        Assert.Equal(fresh.Contents(), _run.Contents());
    }

    [Fact]
    public async Task Fewer_tasks_than_before_leave_none_of_the_old_files()
    {
        await _run.RunAsync();
        _run.Sets = ["stages.web.with.tasks=1"];
        await _run.RunAsync();
        using var fresh = new Run { Sets = _run.Sets };
        await fresh.RunAsync();
        Assert.Equal(fresh.Contents(), _run.Contents());
    }

    [Fact]
    public async Task An_intermediate_file_that_another_task_removed_is_the_same_fault()
    {
        _run.Workers = 1;
        _run.Probe.OnEnter = (name, _) =>
        {
            if (name == "unique/gather-00000") File.Delete(_run.PathOf(_run.OneFile("unique/work/sign-00002.ids.")));
            return Task.CompletedTask;
        };
        var fault = await _run.FailAsync();
        Assert.Equal("DP3005", fault.Code);
        Assert.Contains("is gone, as one is that another task found damaged and removed: run again", fault.Message, StringComparison.Ordinal);
        _run.Probe.OnEnter = (_, _) => Task.CompletedTask;
        Assert.Contains("unique/sign-00002", await RunAgainAsync());
    }

    [Fact]
    public async Task A_damaged_intermediate_file_is_a_fault_that_says_so_and_the_next_run_makes_it_anew()
    {
        _run.Workers = 1;
        _run.Probe.OnEnter = (name, _) =>
        {
            if (name != "unique/gather-00000") return Task.CompletedTask;
            var ids = _run.PathOf(_run.OneFile("unique/work/sign-00002.ids."));
            var bytes = File.ReadAllBytes(ids);
            bytes[^1] ^= 1;
            File.WriteAllBytes(ids, bytes);
            return Task.CompletedTask;
        };
        var fault = await _run.FailAsync();
        Assert.Equal("DP3005", fault.Code);
        Assert.Matches(@"^intermediate file .*/unique/work/sign-00002\.ids\.[0-9a-f]{12} is damaged \(checksum differs\) and was removed: run again to make it anew   \[stage unique, task gather-00000\]$", fault.Message);

        _run.Probe.OnEnter = (_, _) => Task.CompletedTask;
        Assert.Equal(["unique/gather-00000", "unique/sign-00002"], (await RunAgainAsync()).Where(t => !t.Contains("drop", StringComparison.Ordinal)));
        using var fresh = new Run();
        await fresh.RunAsync();
        Assert.Equal(fresh.Contents(), _run.Contents());
    }

    [Fact]
    public async Task A_shard_with_fewer_records_than_its_receipt_says_is_a_fault()
    {
        _run.Sets = ["defaults.format=jsonl"];
        await _run.RunAsync();
        var shard = _run.OneFile("web/part-make-00000");
        var text = await File.ReadAllTextAsync(_run.PathOf(shard), Encoding.UTF8);
        // Two lines made one of the same length: the size is right, the number of records is not.
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var second = text.IndexOf('\n', end + 1);
        await File.WriteAllTextAsync(_run.PathOf(shard), text[..end] + new string(' ', second - end) + text[second..]);
        _run.Sets = ["defaults.format=jsonl", "stages.kept.steps.drop-every.with.n=3"];
        var fault = await _run.FailAsync();
        Assert.StartsWith($"DP3007 {_run.PathOf(shard)} holds 19 records and should hold 20; delete it and run again to make it anew   [stage kept", fault.ToString(), StringComparison.Ordinal);
    }

    private void Truncate(string key)
    {
        using var file = File.OpenWrite(_run.PathOf(key));
        file.SetLength(file.Length - 1);
    }
}
