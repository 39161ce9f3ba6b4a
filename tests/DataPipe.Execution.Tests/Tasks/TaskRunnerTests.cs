using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Execution.Progress;
using DataPipe.Execution.Runs;
using DataPipe.Execution.Tasks;
using DataPipe.Execution.Tests.Support;

namespace DataPipe.Execution.Tests.Tasks;

public sealed class TaskRunnerTests : IDisposable
{
    private static readonly Dictionary<string, IReadOnlyList<Receipt>> NoReceipts = [];
    private readonly Run _run = new();

    public void Dispose() => _run.Dispose();

    private Task<Receipt> RunAsync(TaskSpec task)
    {
        var pipeline = _run.Bind();
        return new TaskRunner(_run.Setting(pipeline)).RunAsync(pipeline.Stages.First(s => s.Name == "web"), task, NoReceipts, new StageProgress("web"), CancellationToken.None);
    }

    [Fact]
    public async Task The_receipt_holds_outputs_tally_and_fingerprint()
    {
        var receipt = await RunAsync(new TaskSpec("make", 1));
        Assert.Equal(("web", "make", 1, _run.Stage("web").Fingerprint), (receipt.Stage, receipt.Phase, receipt.Index, receipt.Fingerprint));
        Assert.Equal((20, 20), (receipt.Tally.RecordsIn, receipt.Tally.RecordsOut));
        var shard = Assert.Single(receipt.Outputs);
        Assert.Equal(20, shard.Records);
        Assert.Equal(["web/" + shard.Name, $"web/receipts/make-00001.{receipt.Fingerprint[..12]}.json"], _run.Files());
    }

    [Fact]
    public async Task A_task_with_a_receipt_is_not_run_again()
    {
        var first = await RunAsync(new TaskSpec("make", 0));
        var second = await RunAsync(new TaskSpec("make", 0));
        Assert.Single(_run.Probe.Take());
        Assert.Equal(first.Seconds, second.Seconds);
        Assert.Equal(first.Outputs, second.Outputs);
    }

    [Fact]
    public async Task Two_attempts_at_once_leave_one_receipt_and_agree_on_it()
    {
        using var both = new Barrier(2);
        // Both have written everything before either commits.
        _run.Probe.OnLeave = async (_, _) =>
        {
            await Task.Yield();
            both.SignalAndWait(CancellationToken.None);
        };
        var receipts = await Task.WhenAll(RunAsync(new TaskSpec("make", 3)), RunAsync(new TaskSpec("make", 3)));
        Assert.Equal(2, _run.Probe.Take().Count);
        Assert.Equal(receipts[0].Outputs, receipts[1].Outputs);
        Assert.Equal(receipts[0].Seconds, receipts[1].Seconds);
        Assert.Equal(2, _run.Files().Count);
        Assert.Equal(receipts[0].Outputs[0].Bytes, _run.Store.SizeBytes("web/" + receipts[0].Outputs[0].Name));
    }

    [Fact]
    public async Task Many_attempts_of_all_tasks_at_once_end_as_one_run_does()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => RunAsync(new TaskSpec("make", i % 4))));
        await _run.RunAsync();
        using var fresh = new Run();
        await fresh.RunAsync();
        Assert.Equal(fresh.Contents(), _run.Contents());
    }

    [Fact]
    public async Task A_torn_receipt_makes_room()
    {
        _run.Write($"run/web/receipts/make-00000.{_run.Stage("web").Fingerprint[..12]}.json", "torn");
        await RunAsync(new TaskSpec("make", 0));
        await _run.RunAsync();
        using var fresh = new Run();
        await fresh.RunAsync();
        Assert.Equal(fresh.Contents(), _run.Contents());
    }
}
