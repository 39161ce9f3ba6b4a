using System.Diagnostics;
using DataPipe.Core.Datasets;
using DataPipe.Execution.Runs;
using DataPipe.Execution.Tests.Support;
using DataPipe.Storage.Local;
using Xunit.Abstractions;

namespace DataPipe.Execution.Tests.Local;

/// <summary>Runs on a disk that fills or may not be written, for which one must be root.</summary>
public sealed class DiskTests(ITestOutputHelper output) : IDisposable
{
    private readonly Run _run = new();
    private bool _isMounted;

    public void Dispose()
    {
        if (_isMounted) Mount("umount", "-l", _run.Folder);
        _run.Dispose();
    }

    [Fact]
    public async Task A_run_on_a_full_disk_says_so_keeps_what_was_done_and_goes_on_when_there_is_room()
    {
        _run.Sets = ["stages.web.with.records=4000", "stages.web.codec=none", "defaults.codec=none"];
        if (!MountDisk("700k")) return;
        var fault = await _run.FailAsync();
        Assert.Equal("DP3001", fault.Code);
        Assert.Contains("No space left on device", fault.Message, StringComparison.Ordinal);
        Assert.Contains("; what was committed stays: make room and run again, or choose another folder with --run   [stage ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_run.Files(), f => f.Contains(StoreNames.UnfinishedPrefix, StringComparison.Ordinal));
        var done = _run.Files();
        Assert.Contains(done, f => f.Contains("/receipts/", StringComparison.Ordinal));
        var times = _run.Times("web/receipts/");

        Assert.True(Mount("mount", "-o", "remount,size=64m", _run.Folder));
        await _run.RunAsync();
        Assert.Empty(done.Where(f => f.Contains("/receipts/", StringComparison.Ordinal)).Except(_run.Files()));
        Assert.All(times, t => Assert.Equal(t.Value, _run.Times("web/receipts/")[t.Key]));
        using var fresh = new Run { Sets = _run.Sets };
        await fresh.RunAsync();
        Assert.Equal(fresh.Contents(), _run.Contents());
    }

    [Fact]
    public async Task A_run_in_a_read_only_folder_says_so_and_a_finished_one_can_still_be_planned()
    {
        if (!MountDisk("16m")) return;
        await _run.RunAsync();
        Assert.True(Mount("mount", "-o", "remount,ro", _run.Folder));
        await _run.RunAsync();
        Assert.All(await _run.PlanAsync(), p => Assert.Equal(StageState.Done, p.State));
        _run.Sets = ["stages.web.with.word=other"];
        var fault = await _run.FailAsync();
        Assert.Equal("DP3002", fault.Code);
        Assert.EndsWith("; choose another folder with --run", fault.Message, StringComparison.Ordinal);
    }

    private bool MountDisk(string size)
    {
        Directory.CreateDirectory(_run.Folder);
        _isMounted = OperatingSystem.IsLinux() && Mount("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", _run.Folder);
        if (!_isMounted) output.WriteLine("skipped: a memory disk cannot be mounted here (that needs root on Linux)");
        return _isMounted;
    }

    private static bool Mount(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
