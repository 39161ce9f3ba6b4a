using DataPipe.Execution.Tests.Support;

namespace DataPipe.Execution.Tests.Local;

public sealed class ResumeTests : IDisposable
{
    private readonly Run _run = new();

    public void Dispose() => _run.Dispose();

    private async Task AssertCompletesAsUninterruptedAsync()
    {
        _run.Probe.OnEnter = _run.Probe.OnLeave = (_, _) => Task.CompletedTask;
        await _run.RunAsync();
        using var fresh = new Run();
        await fresh.RunAsync();
        Assert.Equal(fresh.Contents(), _run.Contents());
    }

    [Fact]
    public async Task What_a_run_killed_at_its_beginning_left_is_swept_and_what_is_somebodys_stays()
    {
        Directory.CreateDirectory(_run.Folder);
        await File.WriteAllTextAsync(_run.PathOf(".tmp-host-1-ab"), "");
        await File.WriteAllTextAsync(_run.PathOf(".hidden"), "mine");
        await _run.RunAsync();
        Assert.False(File.Exists(_run.PathOf(".tmp-host-1-ab")));
        Assert.True(File.Exists(_run.PathOf(".hidden")));
    }

    [Theory]
    [InlineData("web/make-00001")]
    [InlineData("unique/sign-00003")]
    [InlineData("unique/gather-00000")]
    [InlineData("unique/drop-00002")]
    public async Task Cancelled_in_a_task_it_goes_on_from_there(string at)
    {
        using var cancel = new CancellationTokenSource();
        _run.Workers = 1;
        _run.Probe.OnEnter = async (name, stop) =>
        {
            if (name != at) return;
            await cancel.CancelAsync();
            stop.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _run.RunAsync(cancel.Token));
        var done = _run.Probe.Take();
        Assert.Equal(at, done.Max((IComparer<string>)Comparer<string>.Create((a, b) => a == at ? 1 : b == at ? -1 : 0)));
        Assert.DoesNotContain(_run.Files(), f => f.Contains(".tmp-", StringComparison.Ordinal));

        await AssertCompletesAsUninterruptedAsync();
        Assert.Empty(_run.Probe.Take().Intersect(done.Except([at])));
    }

    [Fact]
    public async Task Cancelled_with_everything_written_and_nothing_committed_it_leaves_no_file_of_the_task()
    {
        using var cancel = new CancellationTokenSource();
        using var both = new Barrier(2);
        // Two workers stand side by side before their commits when the run is cancelled.
        _run.Probe.OnLeave = async (name, stop) =>
        {
            if (!name.StartsWith("web/", StringComparison.Ordinal)) return;
            await Task.Yield();
            both.SignalAndWait(CancellationToken.None);
            await cancel.CancelAsync();
            stop.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _run.RunAsync(cancel.Token));
        Assert.Equal(["web/make-00000", "web/make-00001"], _run.Probe.Take());
        Assert.Empty(_run.Files());
        await AssertCompletesAsUninterruptedAsync();
    }

    [Fact]
    public async Task Cancelled_before_it_begins_it_does_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _run.RunAsync(new CancellationToken(true)));
        Assert.Empty(_run.Probe.Take());
        Assert.Empty(_run.Files());
    }

    [Fact]
    public async Task After_a_cancelled_change_the_old_option_gives_the_old_bytes()
    {
        await _run.RunAsync();
        using var cancel = new CancellationTokenSource();
        _run.Sets = ["stages.web.with.word=other"];
        _run.Probe.OnEnter = (name, stop) =>
        {
            if (name == "web/make-00002") cancel.Cancel();
            stop.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _run.RunAsync(cancel.Token));
        _run.Sets = [];
        await AssertCompletesAsUninterruptedAsync();
    }

    [Fact]
    public async Task Killed_at_any_turn_it_goes_on_and_ends_in_the_same_bytes()
    {
        var folder = Path.GetDirectoryName(_run.Folder)!;
        foreach (var turns in (int[])[1, 3, 4, 6, 9, 12])
        {
            using var child = Child.Start(folder);
            for (var turn = 0; turn < turns && await child.StandardOutput.ReadLineAsync() is not null; turn++)
            {
            }

            child.Kill();
            await child.WaitForExitAsync();
        }

        await AssertCompletesAsUninterruptedAsync();
    }
}
