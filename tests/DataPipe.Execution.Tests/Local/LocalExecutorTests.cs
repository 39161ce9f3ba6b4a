using DataPipe.Execution.Tests.Support;

namespace DataPipe.Execution.Tests.Local;

public sealed class LocalExecutorTests : IDisposable
{
    private const int Tasks = 40;
    private readonly Run _run = new() { Workers = 1 };

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Tasks_that_wait_for_each_other_all_begin_with_one_worker()
    {
        _run.Text = $"pipeline: test\nstages: {{web: {{use: numbers, with: {{tasks: {Tasks}, records: 1, waits: true}}}}}}\n";
        var (began, all) = (0, new TaskCompletionSource());
        _run.Probe.OnEnter = (_, cancellation) =>
        {
            if (Interlocked.Increment(ref began) == Tasks) all.SetResult();
            return all.Task.WaitAsync(cancellation);
        };
        Assert.Equal(Tasks, (await _run.RunAsync())[0].Records);
    }

    [Fact]
    public async Task Others_are_as_many_at_once_as_there_are_workers()
    {
        _run.Text = $"pipeline: test\nstages: {{web: {{use: numbers, with: {{tasks: {Tasks}, records: 1}}}}}}\n";
        var (underWay, most) = (0, 0);
        _run.Probe.OnEnter = async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            await Task.Yield();
        };
        _run.Probe.OnLeave = (_, _) =>
        {
            Interlocked.Decrement(ref underWay);
            return Task.CompletedTask;
        };
        _ = await _run.RunAsync();
        Assert.Equal(1, most);
    }
}
