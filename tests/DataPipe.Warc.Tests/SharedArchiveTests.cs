using System.IO.Compression;
using DataPipe.Warc.Http;
using Xunit.Abstractions;

namespace DataPipe.Warc.Tests;

/// <summary>Real archives, where the shared data folder is there.</summary>
public class SharedArchiveTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("bad.arc", 4, "NoContentLength NotARecord")]
    [InlineData("cc.warc.gz", 1, "")]
    [InlineData("example.arc", 2, "")]
    [InlineData("example.arc.gz", 2, "")]
    [InlineData("example-space-in-url.arc", 2, "BlockCut")]
    [InlineData("example-bad-non-chunked.warc.gz", 6, "DigestMismatch SharedMember")]
    [InlineData("example-digest.warc", 4, "UnknownDigest")]
    [InlineData("example-iana.org-chunked.warc", 3, "")]
    [InlineData("example-resource.warc.gz", 3, "")]
    [InlineData("example-space-in-target-uri.warc.gz", 2, "")]
    [InlineData("example-trunc.warc", 4, "NotARecord WrongContentLength")]
    [InlineData("example-wget-bad-target-uri.warc.gz", 6, "")]
    [InlineData("example-wrong-chunks.warc.gz", 2, "DigestMismatch MissingRecordEnd SharedMember")]
    [InlineData("example.warc", 6, "")]
    [InlineData("example.warc.gz", 6, "")]
    [InlineData("post-test.warc.gz", 6, "")]
    [InlineData("sample-0000.warc.gz", 48, "")]
    [InlineData("sample-0001.warc.gz", 34, "")]
    [InlineData("whirlwind.warc", 4, "")]
    [InlineData("whirlwind.warc.gz", 4, "")]
    [InlineData("whirlwind.warc.wat", 2, "")]
    [InlineData("whirlwind.warc.wat.gz", 2, "")]
    [InlineData("whirlwind.warc.wet", 2, "")]
    [InlineData("whirlwind.warc.wet.gz", 2, "")]
    public async Task Reads_the_test_files_of_other_libraries(string name, int count, string kinds)
    {
        if (Find("warc/" + name) is not { } path) return;
        var (records, warnings) = await Archives.ReadAllAsync(await File.ReadAllBytesAsync(path), new WarcReaderOptions { CheckDigests = true });
        Assert.Equal(kinds, string.Join(' ', warnings.Select(w => w.Kind.ToString()).Distinct().Order()));
        Assert.Equal(count, records.Count);
        Assert.All(records, r => Assert.Equal(name.Contains(".arc", StringComparison.Ordinal), r.Id is null));
        Assert.All(records, r => Assert.False(r.Uri?.StartsWith('<') ?? false));
        Assert.All(records, r => Assert.NotEqual(WarcRecordType.Unknown, r.Type));
    }

    [Fact]
    public async Task Refuses_a_list_of_paths()
    {
        if (Find("warc/CC-MAIN-2024-22.warc.paths.gz") is not { } path) return;
        var exception = await Assert.ThrowsAsync<WarcException>(async () => await Archives.ReadAllAsync(await File.ReadAllBytesAsync(path)));
        Assert.Contains("holds no record", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_every_file_of_the_shared_folder()
    {
        if (Find("warc") is not { } folder) return;
        var theory = typeof(SharedArchiveTests).GetMethod(nameof(Reads_the_test_files_of_other_libraries))!;
        var tested = theory.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().Select(a => (string)a.GetData(theory).Single()[0]);
        Assert.Equal(Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), tested.Append("CC-MAIN-2024-22.warc.paths.gz").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("whirlwind.warc.wet.gz", WarcRecordType.Conversion, "text/plain", "Biquipedia")]
    [InlineData("whirlwind.warc.wat.gz", WarcRecordType.Metadata, "application/json", "{\"Container\":")]
    public async Task Reads_what_was_derived_from_pages(string name, WarcRecordType type, string contentType, string part)
    {
        if (Find("warc/" + name) is not { } path) return;
        await using var reader = new WarcReader(File.OpenRead(path), name, new WarcReaderOptions { Types = new HashSet<WarcRecordType> { type }, CheckDigests = true });
        var record = await reader.ReadAsync(CancellationToken.None);
        Assert.Equal(("https://an.wikipedia.org/wiki/Escopete", contentType), (record!.TargetUri, record.ContentType));
        Assert.NotNull(record.RefersTo);
        Assert.Contains(part, System.Text.Encoding.UTF8.GetString(record.Block.Span), StringComparison.Ordinal);
        Assert.Null(await reader.ReadAsync(CancellationToken.None));
        Assert.Equal(0, reader.WarningCount);
    }

    [Fact]
    public async Task Reads_the_pages_of_old_archives()
    {
        foreach (var name in new[] { "example.arc", "example.arc.gz", "example-space-in-url.arc" })
        {
            if (Find("warc/" + name) is not { } path) return;
            await using var reader = new WarcReader(File.OpenRead(path), name, new WarcReaderOptions { Types = new HashSet<WarcRecordType> { WarcRecordType.Response } });
            var record = await reader.ReadAsync(CancellationToken.None);
            Assert.Equal(name.Contains("space", StringComparison.Ordinal) ? "http://example.com/index.cfm?FuseAction=Email&EmailTitle=Examples From The Live Web&IsPopUp=False" : "http://example.com/", record!.TargetUri);
            Assert.Equal(("93.184.216.119", new DateTimeOffset(2014, 2, 16, 5, 2, 21, TimeSpan.Zero), "text/html"), (record.IpAddress, record.Date!.Value, record.Header("ARC-Content-Type")));
            Assert.True(HttpMessage.TryParse(record.Block, out var message));
            Assert.Equal(200, message!.StatusCode);
            Assert.InRange(message.RawBody.Length, 1270, 1271);
            Assert.Null(await reader.ReadAsync(CancellationToken.None));
        }
    }

    [Fact]
    public async Task Reads_the_same_records_from_the_plain_and_the_compressed_form()
    {
        if (Find("warc/example.warc") is not { } plain || Find("warc/example.warc.gz") is not { } compressed) return;
        var (a, _) = await Archives.ReadAllAsync(await File.ReadAllBytesAsync(plain));
        var (b, _) = await Archives.ReadAllAsync(await File.ReadAllBytesAsync(compressed));
        Assert.Equal(a.Select(r => (r.Type, r.Uri, r.Id, r.Block)), b.Select(r => (r.Type, r.Uri, r.Id, r.Block)));
    }

    [Fact]
    public async Task Reads_every_page_of_a_large_crawl_without_a_warning()
    {
        if (Find("web/real-web.warc.gz") is not { } path) return;
        long requests = 0, responses = 0, end = 0, pageBytes = 0;
        await using var reader = new WarcReader(File.OpenRead(path), path, new WarcReaderOptions { CheckDigests = true });
        while (await reader.ReadAsync(CancellationToken.None) is { } record)
        {
            Assert.Equal(end, record.Offset);
            end += record.Length;
            if (record.Type == WarcRecordType.Request) requests++;
            if (record.Type != WarcRecordType.Response) continue;
            responses++;
            Assert.StartsWith("http", record.TargetUri, StringComparison.Ordinal);
            Assert.True(HttpMessage.TryParse(record.Block, out var message));
            Assert.True(message!.TryDecodeBody(64 << 20, out var body, out var problem), problem);
            pageBytes += body.Length;
        }
        Assert.Equal((1497, 1497), (requests, responses));
        Assert.Equal(new FileInfo(path).Length, end);
        Assert.True(pageBytes > 400_000_000);
        Assert.Equal(0, reader.WarningCount);
    }

    [Fact]
    public async Task Decodes_bodies_in_the_codings_they_are_stored_in()
    {
        if (Find("warc/example.warc.gz") is not { } path) return;
        var pages = 0;
        await using var reader = new WarcReader(File.OpenRead(path), path, new WarcReaderOptions());
        while (await reader.ReadAsync(CancellationToken.None) is { } record)
        {
            if (record.Type != WarcRecordType.Response || !HttpMessage.TryParse(record.Block, out var message)) continue;
            Assert.Equal("gzip", message.Header("content-encoding"));
            Assert.True(message.TryDecodeBody(1 << 20, out var body, out var problem), problem);
            Assert.True(body.Span.StartsWith("<!doctype html>"u8));
            pages++;
        }
        Assert.Equal(1, pages);
    }

    [Fact]
    public async Task Loses_one_page_to_each_damage_in_a_crawl()
    {
        if (Find("warc/sample-0000.warc.gz") is not { } path) return;
        var whole = await File.ReadAllBytesAsync(path);
        var (sound, _) = await Archives.ReadAllAsync(whole);
        var random = new Random(11);
        for (var n = 0; n < 60; n++)
        {
            var file = (byte[])whole.Clone();
            var at = random.Next(file.Length - 60);
            random.NextBytes(file.AsSpan(at, 50));
            var (records, warnings) = await Archives.ReadAllAsync(file);
            var hit = sound.Where(r => r.Offset < at + 50 && r.Offset + r.Length > at).Select(r => r.Id).ToHashSet();
            var kept = records.Where(r => !r.IsDamaged).Select(r => (r.Id, r.Block, r.Offset)).ToHashSet();
            Assert.All(sound.Where(r => !hit.Contains(r.Id)), r => Assert.Contains((r.Id, r.Block, r.Offset), kept));
            Assert.NotEmpty(warnings);
        }
    }

    private string? Find(string name)
    {
        var path = Archives.Shared(name);
        if (path is null) output.WriteLine($"../shared/data/{name} is not here: nothing tested");
        return path;
    }
}
