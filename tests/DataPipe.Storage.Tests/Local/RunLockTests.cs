using System.Globalization;
using DataPipe.Core.Faults;
using DataPipe.Storage.Local;
using DataPipe.Storage.Tests.Support;
using Xunit.Abstractions;

namespace DataPipe.Storage.Tests.Local;

public sealed class RunLockTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_taker_is_told_who_is_in_the_way()
    {
        var run = _folder.Combine("runs", "web");
        using var first = RunLock.Take(run);
        var refused = Assert.Throws<FaultException>(() => RunLock.Take(run));
        Assert.Equal($"DP3004 another process is running in {run}: wait for it, stop it, or choose another folder with --run", refused.Message);
        Assert.True(RunLock.IsTaken(run));
    }

    [Fact]
    public void Is_free_after_dispose_and_leaves_no_file()
    {
        RunLock.Take(_folder.Path).Dispose();
        Assert.False(RunLock.IsTaken(_folder.Path));
        Assert.Empty(_folder.Files());
        RunLock.Take(_folder.Path).Dispose();
    }

    [Fact]
    public void A_folder_that_is_not_there_is_not_taken() => Assert.False(RunLock.IsTaken(_folder.Combine("missing")));

    [Fact]
    public void A_lock_file_that_nobody_holds_is_taken_over()
    {
        _folder.Write(".lock", "12345");
        Assert.False(RunLock.IsTaken(_folder.Path));
        using (RunLock.Take(_folder.Path)) Assert.True(RunLock.IsTaken(_folder.Path));
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public void Two_folders_do_not_know_each_other()
    {
        using var one = RunLock.Take(_folder.Combine("one"));
        using var two = RunLock.Take(_folder.Combine("two"));
    }

    [Fact]
    public void Of_many_who_take_it_at_once_one_gets_it()
    {
        using var start = new Barrier(6);
        var taken = 0;
        Thread[] threads = [.. Enumerable.Range(0, 6).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                using var got = RunLock.Take(_folder.Path);
                Interlocked.Increment(ref taken);
                start.SignalAndWait();
            }
            catch (FaultException)
            {
                start.SignalAndWait();
            }
        }))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Equal(1, taken);
    }

    [Fact]
    public async Task A_killed_process_lets_go()
    {
        using var child = Child.Start([], Child.HoldVerb, _folder.Path);
        Assert.Equal(Child.Held, await child.StandardOutput.ReadLineAsync());
        Assert.True(RunLock.IsTaken(_folder.Path));
        Assert.Equal("DP3004", Assert.Throws<FaultException>(() => RunLock.Take(_folder.Path)).Faults[0].Code);
        Assert.Equal(child.Id.ToString(CultureInfo.InvariantCulture), await ReadLockAsync());
        child.Kill();
        await child.WaitForExitAsync();
        using var taken = RunLock.Take(_folder.Path);
    }

    [Fact]
    public void A_read_only_folder_is_a_fault_of_its_own()
    {
        using var disk = SmallDisk.Mount("1m", output);
        if (disk is null) return;
        disk.Remount("ro");
        Assert.Equal("DP3002", Assert.Throws<FaultException>(() => RunLock.Take(disk.Path)).Faults[0].Code);
        Assert.Equal("DP3002", Assert.Throws<FaultException>(() => RunLock.Take(Path.Combine(disk.Path, "new"))).Faults[0].Code);
    }

    [Fact]
    public void A_full_disk_is_not_taken_for_another_process()
    {
        using var disk = SmallDisk.Mount("64k", output);
        if (disk is null) return;
        File.WriteAllBytes(Path.Combine(disk.Path, "full"), new byte[64 * 1024]);
        Assert.Equal("DP3001", Assert.Throws<FaultException>(() => RunLock.Take(disk.Path)).Faults[0].Code);
        Assert.False(RunLock.IsTaken(disk.Path));
    }

    // The runtime's locks are advisory; another program reads past them.
    private async Task<string> ReadLockAsync()
    {
        using var cat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("cat", [_folder.Combine(".lock")]) { RedirectStandardOutput = true })!;
        return await cat.StandardOutput.ReadToEndAsync();
    }
}
