using System.Text;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;

namespace DataPipe.Storage.Tests.Local;

/// <summary>What every store promises; a store's test class inherits it.</summary>
public abstract class StoreContract
{
    /// <summary>An empty store.</summary>
    protected abstract IStore Store { get; }

    private async Task<Published> WriteAsync(string key, string text)
    {
        await using var writer = await Store.CreateAsync(key[..key.LastIndexOf('/')], CancellationToken.None);
        await writer.Stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        return await writer.CommitAsync(key, CancellationToken.None);
    }

    private async Task<string> ReadAsync(string key)
    {
        await using var stream = await Store.OpenReadAsync(key, CancellationToken.None);
        return await new StreamReader(stream).ReadToEndAsync();
    }

    [Fact]
    public async Task What_is_committed_reads_back()
    {
        var published = await WriteAsync("a/b/file", "häß");
        Assert.Equal("häß", await ReadAsync("a/b/file"));
        // printf 'häß' | sha256sum
        Assert.Equal(new Published("a/b/file", 5, "75f46bf42d9409fca50bb527409a28d7eac1621c087755cd0136451e65631caf", true), published);
        Assert.Equal(5, Store.SizeBytes("a/b/file"));
    }

    [Fact]
    public async Task Nothing_is_visible_under_its_key_before_commit()
    {
        await using var writer = await Store.CreateAsync("a", CancellationToken.None);
        await writer.Stream.WriteAsync(new byte[300_000]);
        await writer.Stream.FlushAsync();
        Assert.Equal(300_000, writer.Bytes);
        Assert.Null(Store.SizeBytes("a/file"));
        await Assert.ThrowsAsync<FaultException>(() => ReadAsync("a/file"));
        await writer.CommitAsync("a/file", CancellationToken.None);
        Assert.Equal(["a/file"], Store.List("").Select(f => f.Key));
    }

    [Fact]
    public async Task A_scratch_file_is_seen_by_its_opener_alone_and_gone_when_closed()
    {
        await using (var scratch = Store.OpenScratch("a/work"))
        {
            await scratch.WriteAsync(new byte[300_000]);
            await scratch.WriteAsync("end"u8.ToArray());
            Assert.Equal(300_003, scratch.Length);
            Assert.DoesNotContain(Store.List(""), f => !Path.GetFileName(f.Key).StartsWith(StoreNames.UnfinishedPrefix, StringComparison.Ordinal));
            scratch.Position = 300_000;
            var read = new byte[4];
            Assert.Equal(3, await scratch.ReadAsync(read));
            Assert.Equal("end\0"u8.ToArray(), read);
        }

        Assert.Empty(Store.List(""));
    }

    [Fact]
    public async Task A_key_that_exists_is_left_as_it_was()
    {
        await WriteAsync("a/file", "first");
        var second = await WriteAsync("a/file", "second, longer");
        Assert.False(second.IsOurs);
        Assert.Equal(14, second.Bytes);
        Assert.Equal("first", await ReadAsync("a/file"));
        Assert.Equal(["a/file"], Store.List("").Select(f => f.Key));
    }

    [Fact]
    public async Task Of_many_who_create_one_key_at_once_one_wins_and_its_bytes_stay()
    {
        for (var round = 0; round < 20; round++)
        {
            var key = $"race-{round}/file";
            using var start = new Barrier(8);
            var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(async () =>
            {
                await using var writer = await Store.CreateAsync($"race-{round}", CancellationToken.None);
                await writer.Stream.WriteAsync(Encoding.UTF8.GetBytes($"attempt {i}"));
                start.SignalAndWait();
                return (Attempt: i, Published: await writer.CommitAsync(key, CancellationToken.None));
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
            var winner = Assert.Single(attempts, a => a.Published.IsOurs);
            Assert.Equal($"attempt {winner.Attempt}", await ReadAsync(key));
            Assert.Equal([key], Store.List($"race-{round}/").Select(f => f.Key));
        }
    }

    [Fact]
    public async Task The_checksum_can_stand_in_the_key()
    {
        var published = await WriteAsync("a/part-{hash}.bin", "häß");
        Assert.Equal($"a/part-{published.Checksum[..12]}.bin", published.Key);
        Assert.Equal("häß", await ReadAsync(published.Key));
        Assert.False((await WriteAsync("a/part-{hash}.bin", "häß")).IsOurs);
        Assert.True((await WriteAsync("a/part-{hash}.bin", "other")).IsOurs);
    }

    [Fact]
    public async Task Disposed_without_commit_leaves_nothing()
    {
        await using (var writer = await Store.CreateAsync("a", CancellationToken.None))
            await writer.Stream.WriteAsync(new byte[200_000]);
        Assert.Empty(Store.List(""));
    }

    [Fact]
    public async Task A_cancelled_commit_publishes_nothing()
    {
        await using (var writer = await Store.CreateAsync("a", CancellationToken.None))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writer.CommitAsync("a/file", new CancellationToken(true)));
        Assert.Empty(Store.List(""));
    }

    [Fact]
    public async Task An_unfinished_file_is_listed_so_that_it_can_be_swept()
    {
        await using var writer = await Store.CreateAsync("a", CancellationToken.None);
        Assert.Single(Store.List("a/"));
    }

    [Fact]
    public async Task Lists_in_ordinal_order_of_whole_keys()
    {
        string[] keys = ["a/Z", "a/a", "a/b/c", "a/é", "a-b/x", "b/1", "b/10", "b/2"];
        foreach (var key in keys.Reverse()) await WriteAsync(key, key);
        Assert.Equal(keys.Order(StringComparer.Ordinal), Store.List("").Select(f => f.Key));
        Assert.Equal(["a/Z", "a/a", "a/b/c", "a/é"], Store.List("a/").Select(f => f.Key));
        Assert.Equal(["b/1", "b/10"], Store.List("b/1").Select(f => f.Key));
        Assert.Equal([new StoredFile("b/2", 3)], Store.List("b/2"));
        Assert.Empty(Store.List("missing/"));
    }

    [Fact]
    public async Task Lists_while_files_come_and_go()
    {
        await WriteAsync("a/stays", "x");
        using var ended = new CancellationTokenSource();
        var churn = Task.Factory.StartNew(async () =>
        {
            while (!ended.IsCancellationRequested)
                await using (await Store.CreateAsync("a/b", CancellationToken.None))
                {
                }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        for (var i = 0; i < 2000; i++) Assert.Contains(Store.List(""), f => f.Key == "a/stays");
        await ended.CancelAsync();
        await churn;
    }

    [Fact]
    public async Task Some_write_into_a_folder_while_others_empty_it()
    {
        async Task WriteAndDeleteAsync(int who)
        {
            for (var i = 0; i < 150; i++)
            {
                await WriteAsync($"a/b/{who}-{i}", "x");
                Store.Delete($"a/b/{who}-{i}");
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(who =>
            Task.Factory.StartNew(() => WriteAndDeleteAsync(who), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        Assert.Empty(Store.List(""));
    }

    [Fact]
    public async Task Delete_takes_empty_folders_with_it_and_leaves_the_others()
    {
        await WriteAsync("a/b/c/file", "x");
        await WriteAsync("a/other", "x");
        Store.Delete("a/b/c/file");
        Assert.Equal(["a/other"], Store.List("").Select(f => f.Key));
        Store.Delete("a/b/c/file");
        Store.Delete("never/was/there");
        Assert.Equal("x", await ReadAsync("a/other"));
    }

    [Fact]
    public async Task A_missing_file_is_a_fault_that_names_it()
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => ReadAsync("a/missing"));
        Assert.Equal("DP3003", fault.Faults[0].Code);
        Assert.Contains(Store.Locate("a/missing"), fault.Message, StringComparison.Ordinal);
        Assert.Null(Store.SizeBytes("a/missing"));
    }

    [Fact]
    public async Task What_is_read_can_seek()
    {
        await WriteAsync("a/file", "0123456789");
        await using var stream = await Store.OpenReadAsync("a/file", CancellationToken.None);
        stream.Position = 7;
        Assert.Equal((byte)'7', stream.ReadByte());
        Assert.Equal(10, stream.Length);
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        var published = await WriteAsync("a/empty", "");
        Assert.Equal(0, published.Bytes);
        Assert.Equal(0, Store.SizeBytes("a/empty"));
        Assert.Equal("", await ReadAsync("a/empty"));
    }
}
