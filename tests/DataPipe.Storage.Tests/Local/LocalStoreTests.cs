using System.Globalization;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Storage.Local;
using DataPipe.Storage.Tests.Support;
using Xunit.Abstractions;

namespace DataPipe.Storage.Tests.Local;

public sealed class LocalStoreTests(ITestOutputHelper output) : StoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IStore Store => new LocalStore(_folder.Combine("run"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_files_as_the_user_named_the_folder() => Assert.Equal("runs/web/a/b", new LocalStore("runs/web").Locate("a/b"));

    [Fact]
    public async Task An_unfinished_file_bears_host_and_process()
    {
        await using var writer = await Store.CreateAsync("a", CancellationToken.None);
        Assert.StartsWith($"a/.tmp-{Environment.MachineName}-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-", Store.List("")[0].Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_a_fault_with_remedy_and_what_was_committed_stays()
    {
        using var disk = SmallDisk.Mount("1m", output);
        if (disk is null) return;
        var store = new LocalStore(disk.Path);
        await WriteAsync(store, "a/first", 200_000);

        var full = await Assert.ThrowsAsync<FaultException>(() => WriteAsync(store, "a/second", 2_000_000));
        Assert.Equal("DP3001", full.Faults[0].Code);
        Assert.StartsWith($"DP3001 cannot write {disk.Path}/a/.tmp-", full.Message, StringComparison.Ordinal);
        Assert.Contains("No space left on device", full.Message, StringComparison.Ordinal);
        Assert.EndsWith("; what was committed stays: make room and run again, or choose another folder with --run", full.Message, StringComparison.Ordinal);
        Assert.Equal(["a/first"], disk.Files());

        disk.Remount("size=8m");
        await WriteAsync(store, "a/second", 2_000_000);
        Assert.Equal(["a/first", "a/second"], disk.Files());
    }

    [Fact]
    public async Task A_full_disk_is_a_fault_of_a_scratch_file_too()
    {
        using var disk = SmallDisk.Mount("1m", output);
        if (disk is null) return;
        await using var scratch = new LocalStore(disk.Path).OpenScratch("a/work");
        var full = await Assert.ThrowsAsync<FaultException>(async () => await scratch.WriteAsync(new byte[2_000_000]));
        Assert.Equal("DP3001", full.Faults[0].Code);
    }

    [Fact]
    public async Task A_disk_that_fills_in_the_last_buffer_is_noticed_at_commit()
    {
        using var disk = SmallDisk.Mount("64k", output);
        if (disk is null) return;
        var store = new LocalStore(disk.Path);
        await WriteAsync(store, "a/first", 50_000);
        // Below the stream's buffer: the write itself cannot fail, the commit must.
        var full = await Assert.ThrowsAsync<FaultException>(() => WriteAsync(store, "a/second", 30_000));
        Assert.Equal("DP3001", full.Faults[0].Code);
        Assert.Equal(["a/first"], disk.Files());
    }

    [Fact]
    public async Task A_read_only_folder_is_a_fault_of_its_own()
    {
        using var disk = SmallDisk.Mount("1m", output);
        if (disk is null) return;
        var store = new LocalStore(disk.Path);
        await WriteAsync(store, "a/first", 10);
        disk.Remount("ro");
        var create = await Assert.ThrowsAsync<FaultException>(() => WriteAsync(store, "a/second", 10));
        Assert.Equal("DP3002", create.Faults[0].Code);
        Assert.StartsWith($"DP3002 cannot write {disk.Path}/a: ", create.Message, StringComparison.Ordinal);
        Assert.EndsWith("; choose another folder with --run", create.Message, StringComparison.Ordinal);
        Assert.Equal("DP3002", Assert.Throws<FaultException>(() => store.Delete("a/first")).Faults[0].Code);
        Assert.Equal(10, store.SizeBytes("a/first"));
    }

    [Fact]
    public async Task A_file_where_a_folder_should_be_is_a_fault()
    {
        await WriteAsync(Store, "a/file", 1);
        var fault = await Assert.ThrowsAsync<FaultException>(() => WriteAsync(Store, "a/file/below", 1));
        Assert.Equal("DP3001", fault.Faults[0].Code);
    }

    [Theory]
    [InlineData(1)] // the file
    [InlineData(2)] // its folder, after the file got its name
    public async Task A_failed_fsync_is_a_fault(int failing)
    {
        if (!File.Exists("/usr/bin/strace"))
        {
            output.WriteLine("skipped: no strace");
            return;
        }

        string[] tracer = ["/usr/bin/strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=fsync", "-e", $"inject=fsync:error=EIO:when={failing}+", "-o", _folder.Combine("trace")];
        using var child = Child.Start(tracer, Child.WriteVerb, _folder.Combine("run"));
        child.StandardInput.Close();
        var said = await child.StandardOutput.ReadToEndAsync();
        var error = await child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync();
        var traced = await File.ReadAllTextAsync(_folder.Combine("trace"));
        if (!traced.Contains("INJECTED", StringComparison.Ordinal) && error.Length > 0)
        {
            output.WriteLine($"skipped: strace may not trace here: {error}");
            return;
        }

        Assert.Contains("INJECTED", traced, StringComparison.Ordinal);
        Assert.Equal(1, child.ExitCode);
        Assert.StartsWith("DP3001 cannot write ", said, StringComparison.Ordinal);
        Assert.Contains("fsync of ", said, StringComparison.Ordinal);
        Assert.Contains("Input/output error", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Store.List(""), f => f.Key.Contains(StoreNames.UnfinishedPrefix, StringComparison.Ordinal));
        Assert.Equal(failing == 2, Store.SizeBytes("data/file") is not null);
    }

    [Fact]
    public async Task Without_injection_the_child_writes()
    {
        using var child = Child.Start([], Child.WriteVerb, _folder.Combine("run"));
        await child.WaitForExitAsync();
        Assert.Equal(0, child.ExitCode);
        Assert.Equal(["data/file"], Store.List("").Select(f => f.Key));
    }

    private static async Task WriteAsync(IStore store, string key, int bytes)
    {
        await using var writer = await store.CreateAsync(key[..key.LastIndexOf('/')], CancellationToken.None);
        await writer.Stream.WriteAsync(new byte[bytes]);
        await writer.CommitAsync(key, CancellationToken.None);
    }
}
