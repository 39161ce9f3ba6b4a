using System.Text;
using DataPipe.Compression.Tests;
using DataPipe.Warc.Cdx;

namespace DataPipe.Warc.Tests.Cdx;

public class CdxTests
{
    private static readonly CdxEntry Page = new()
    {
        Key = "com,example)/a", Timestamp = "20240518015810", Url = "http://example.com/A b", MediaType = "text/html", Status = 301, Digest = "ABC", Redirect = "/new place", Length = 12, Offset = 34, FileName = "x.warc.gz",
    };

    private static readonly CdxEntry Bare = new() { Key = "dns:b", Timestamp = "20240518015811", Url = "dns:b", Offset = 0, FileName = "ü.warc" };

    [Theory]
    [InlineData(CdxFormat.Cdxj, "com,example)/a 20240518015810 {\"url\":\"http://example.com/A b\",\"mime\":\"text/html\",\"status\":\"301\",\"digest\":\"ABC\",\"length\":\"12\",\"offset\":\"34\",\"filename\":\"x.warc.gz\"}\ndns:b 20240518015811 {\"url\":\"dns:b\",\"offset\":\"0\",\"filename\":\"ü.warc\"}\n")]
    [InlineData(CdxFormat.Cdx11, " CDX N b a m s k r M S V g\ncom,example)/a 20240518015810 http://example.com/A%20b text/html 301 ABC /new%20place - 12 34 x.warc.gz\ndns:b 20240518015811 dns:b - - - - - - 0 ü.warc\n")]
    [InlineData(CdxFormat.Cdx9, " CDX N b a m s k r V g\ncom,example)/a 20240518015810 http://example.com/A%20b text/html 301 ABC /new%20place 34 x.warc.gz\ndns:b 20240518015811 dns:b - - - - 0 ü.warc\n")]
    public async Task Writes_exactly_these_lines_and_reads_them_back(CdxFormat format, string expected)
    {
        var file = await WriteAsync(format, sorted: true, Page, Bare);
        Assert.Equal(expected, Encoding.UTF8.GetString(file));
        var (entries, warnings) = await ReadAsync(file);
        Assert.Empty(warnings);
        var read = format == CdxFormat.Cdxj ? Page with { Redirect = null } : Page with { Url = "http://example.com/A%20b", Redirect = "/new%20place" };
        Assert.Equal([format == CdxFormat.Cdx9 ? read with { Length = null } : read, Bare], entries);
    }

    [Fact]
    public async Task Reads_the_lines_of_other_tools()
    {
        const string text = """
            !meta 0 {"format": "cdxj"}
            com,example)/ 20170306040206 {"url": "http://example.com/", "mime": "text/html", "status": 200, "digest": "G7HR", "length": 1228, "offset": 784, "filename": "example.warc.gz", "languages": ["eng"]}

            com,example)/ 20170306040206 {"url": "http://example.com/"}
            com,example)/ 20170306040206 {broken
            com,example)/ 20170306040348 http://example.com/ warc/revisit - G7HR - - 586 2621 example.warc.gz
            one two
            """;
        var (entries, warnings) = await ReadAsync(Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal([(784L, 1228L, 200), (2621L, 586L, null)], entries.Select(e => (e.Offset, e.Length!.Value, e.Status)));
        Assert.Equal(3, warnings.Count);
        Assert.All(warnings, w => Assert.Equal(WarcWarningKind.MalformedIndexLine, w.Kind));
        Assert.StartsWith("test.cdx at offset ", warnings[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" {"url": "\ud800", "offset": 7, "filename": "f"}""", null)]
    [InlineData(""" {"\ud800": 1, "url": "http://a/", "offset": 7, "filename": "f"}""", null)]
    [InlineData(""" {"url": "http://a/", "status": 4294967496, "offset": 7, "filename": "f"}""", "http://a/")]
    [InlineData(" http://a/ text/html 4294967496 G7HR - - 586 7 f", "http://a/")]
    public async Task A_damaged_value_of_an_index_is_a_warning_or_unknown_and_never_another_one(string line, string? url)
    {
        var (entries, warnings) = await ReadAsync(Encoding.UTF8.GetBytes($"a)/ 20240101000000{line}\nb)/ 20240101000000 {{\"url\": \"http://b/\", \"offset\": 8, \"filename\": \"f\"}}\n"));
        Assert.Equal(url is null ? ["http://b/"] : [url, "http://b/"], entries.Select(e => e.Url));
        Assert.All(entries, e => Assert.Null(e.Status));
        Assert.Equal(url is null ? 1 : 0, warnings.Count);
    }

    [Fact]
    public async Task Reads_columns_in_the_order_of_the_header_line()
    {
        var (entries, warnings) = await ReadAsync(Encoding.UTF8.GetBytes(" CDX a b N V g s X\nhttp://a/ 2024 a)/ 7 f.warc 200 what\nhttp://a/ 2024 a)/ seven f.warc 200 what\n"));
        Assert.Equal(new CdxEntry { Key = "a)/", Timestamp = "2024", Url = "http://a/", Offset = 7, FileName = "f.warc", Status = 200 }, Assert.Single(entries));
        Assert.Single(warnings);
    }

    [Fact]
    public async Task Refuses_entries_that_would_make_a_wrong_index()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(CdxFormat.Cdxj, sorted: true, Bare, Page));
        Assert.NotEmpty(await WriteAsync(CdxFormat.Cdxj, sorted: false, Bare, Page));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(CdxFormat.Cdxj, sorted: true, Page with { Key = "a b" }));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(CdxFormat.Cdx11, sorted: true, Page with { Url = "a\nb" }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3000)]
    public async Task Finds_every_address_in_a_sorted_file_and_no_other(int count)
    {
        foreach (var format in Enum.GetValues<CdxFormat>())
        {
            // Each third address three times, with lines of very different length.
            var entries = Enumerable.Range(0, count).SelectMany(i => Enumerable.Range(0, i % 3 == 0 ? 3 : 1).Select(k => Page with
            {
                Key = Surt.Of($"http://e{i * 7919 % 10007}.com/"), Timestamp = $"2024010{k}000000", Url = $"http://e{i * 7919 % 10007}.com/", Offset = i, Digest = new string('D', i % 50 == 0 ? 9000 : 3),
            })).Order(CdxEntry.Order).ToArray();
            using var counted = new MemoryStream(await WriteAsync(format, sorted: true, entries));
            var index = new CdxIndex(counted);
            foreach (var group in entries.GroupBy(e => e.Url).Where((_, i) => i % 17 == 0 || count < 3))
                Assert.Equal(group.Select(e => (e.Offset, e.Timestamp)), (await AllAsync(index.FindAsync(group.Key, CancellationToken.None))).Select(e => (e.Offset, e.Timestamp)));
            foreach (var absent in new[] { "http://a.com/", "http://e1.co/", "http://zzz.zzz/", "http://e5.com/x" })
                Assert.Empty(await AllAsync(index.FindAsync(absent, CancellationToken.None)));
            Assert.Equal(entries.Count(e => e.Key.StartsWith("com,e12", StringComparison.Ordinal)), (await AllAsync(index.FindKeysAsync("com,e12", CancellationToken.None))).Count);
            Assert.Equal(entries.Length, (await AllAsync(index.FindKeysAsync("", CancellationToken.None))).Count);
        }
    }

    [Fact]
    public async Task Indexes_an_archive_and_reads_each_page_by_its_entry()
    {
        using var written = new MemoryStream();
        await using (var writer = new WarcWriter(written, new WarcWriterOptions()))
            for (var i = 0; i < 50; i++)
            {
                var (type, contentType, block) = (i % 5) switch
                {
                    0 => (WarcRecordType.Request, "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
                    1 => (WarcRecordType.Metadata, "application/warc-fields", "via: x\r\n"),
                    2 => (WarcRecordType.Resource, "text/plain; charset=utf-8", $"page {i}"),
                    3 => (WarcRecordType.Revisit, "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
                    _ => (WarcRecordType.Response, "application/http; msgtype=response", $"HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Type: text/html; charset=x\r\n\r\npage {i}"),
                };
                await writer.WriteAsync(type, "urn:x:" + i, DateTimeOffset.UnixEpoch.AddDays(i), $"http://e{i % 7}.com/", contentType, Members.Bytes(block), [], CancellationToken.None);
            }
        var archive = written.ToArray();
        await using var reader = new WarcReader(new MemoryStream(archive), "a", new WarcReaderOptions());
        var entries = await CdxIndexer.IndexAsync(reader, "a.warc.gz", 1000, CancellationToken.None);
        Assert.Equal(30, entries.Count);
        Assert.Equal([(null, "text/plain", 10), (200, "warc/revisit", 10), (302, "text/html", 10)], entries.GroupBy(e => (e.Status, e.MediaType)).Select(g => (g.Key.Status, g.Key.MediaType, g.Count())).Order());
        Assert.All(entries, e => Assert.Equal(e.Status == 302 ? "/y" : null, e.Redirect));

        var index = new CdxIndex(new MemoryStream(await WriteAsync(CdxFormat.Cdxj, sorted: true, [.. entries])));
        var access = new WarcRandomAccess(new MemoryStream(archive), "a.warc.gz", new WarcReaderOptions { CheckDigests = true });
        var seen = 0;
        await foreach (var entry in index.FindAsync("http://e3.com/", CancellationToken.None))
        {
            seen++;
            var record = await access.ReadAsync(entry.Offset, entry.Length, CancellationToken.None);
            Assert.Equal(("http://e3.com/", entry.Offset, entry.Length), (record.TargetUri, record.Offset, record.Length));
            Assert.Equal(record.Block.ToArray(), (await access.ReadAsync(entry.Offset, null, CancellationToken.None)).Block.ToArray());
        }
        Assert.Equal(entries.Count(e => e.Url == "http://e3.com/"), seen);
        await using var again = new WarcReader(new MemoryStream(archive), "a", new WarcReaderOptions());
        await Assert.ThrowsAsync<WarcException>(async () => await CdxIndexer.IndexAsync(again, "a.warc.gz", 29, CancellationToken.None));
    }

    private static async Task<byte[]> WriteAsync(CdxFormat format, bool sorted, params CdxEntry[] entries)
    {
        using var output = new MemoryStream();
        await using (var writer = new CdxWriter(output, format, sorted))
            foreach (var entry in entries) await writer.WriteAsync(entry, CancellationToken.None);
        return output.ToArray();
    }

    private static async Task<(List<CdxEntry> Entries, IReadOnlyList<WarcWarning> Warnings)> ReadAsync(byte[] file)
    {
        var entries = new List<CdxEntry>();
        await using var reader = new CdxReader(new TrickleStream(file, 11), "test.cdx");
        while (await reader.ReadAsync(CancellationToken.None) is { } entry) entries.Add(entry);
        return (entries, reader.TakeWarnings());
    }

    private static async Task<List<CdxEntry>> AllAsync(IAsyncEnumerable<CdxEntry> entries)
    {
        var all = new List<CdxEntry>();
        await foreach (var entry in entries) all.Add(entry);
        return all;
    }
}
