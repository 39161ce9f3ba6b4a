using System.Text;
using System.Text.Json;
using DataPipe.Compression.Tests;
using DataPipe.Warc.Cdx;
using DataPipe.Warc.Digests;
using DataPipe.Warc.Http;
using Xunit.Abstractions;

namespace DataPipe.Warc.Tests.Oracles;

/// <summary>What warcio, the npm package, reads in our files and in those of others, beside what we read; where node and the package are installed.</summary>
public class WarcioTests(ITestOutputHelper output)
{
    private sealed record Seen(long Offset, long Length, string Type, string? Uri, int Status, string Block, string Payload);

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Reads_what_we_write_with_every_digest_good(bool gzip, bool version11)
    {
        if (Script() is not { } script) return;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + (gzip ? ".warc.gz" : ".warc"));
        try
        {
            await using (var writer = new WarcWriter(File.Create(path), new WarcWriterOptions { Compression = gzip ? WarcCompression.Gzip : WarcCompression.None, Version11 = version11 }))
                for (var i = 0; i < 60; i++) await WriteAsync(writer, i);
            var theirs = await RunAsync(script, path);
            foreach (var record in theirs.GetProperty("records").EnumerateArray())
            {
                Assert.Equal("good", record.GetProperty("blockDigest").GetString());
                Assert.Equal(record.GetProperty("type").GetString() is "response" or "request" ? "good" : null, record.GetProperty("payloadDigest").GetString());
            }
            Assert.Equal(60, theirs.GetProperty("records").GetArrayLength());
            await CompareAsync(path, theirs, isPlain: !gzip);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("cc.warc.gz")]
    [InlineData("example-digest.warc")]
    [InlineData("example-iana.org-chunked.warc")]
    [InlineData("example-resource.warc.gz")]
    [InlineData("example-space-in-target-uri.warc.gz")]
    [InlineData("example-wget-bad-target-uri.warc.gz")]
    [InlineData("example.warc")]
    [InlineData("example.warc.gz")]
    [InlineData("post-test.warc.gz")]
    [InlineData("sample-0000.warc.gz")]
    [InlineData("sample-0001.warc.gz")]
    [InlineData("whirlwind.warc")]
    [InlineData("whirlwind.warc.gz")]
    [InlineData("whirlwind.warc.wat")]
    [InlineData("whirlwind.warc.wat.gz")]
    [InlineData("whirlwind.warc.wet")]
    [InlineData("whirlwind.warc.wet.gz")]
    public async Task Reads_the_same_in_the_files_of_others(string name)
    {
        if (Script() is not { } script) return;
        if (Archives.Shared("warc/" + name) is not { } path)
        {
            output.WriteLine($"../shared/data/warc/{name} is not here: nothing tested");
            return;
        }
        await CompareAsync(path, await RunAsync(script, path), isPlain: !name.EndsWith(".gz", StringComparison.Ordinal));
    }

    private string? Script()
    {
        var script = Program.NodeScript("read-warc.mjs");
        if (script is null) output.WriteLine("node or the packages in tests/node are not installed: nothing tested");
        return script;
    }

    private static async Task<JsonElement> RunAsync(string script, string path)
    {
        var (exitCode, text, error) = await Program.RunAsync("node", script, path);
        Assert.True(exitCode == 0, text + error);
        return JsonDocument.Parse(text).RootElement;
    }

    // Of a plain file warcio's lengths leave out the line ends behind a record, four bytes.
    private static async Task CompareAsync(string path, JsonElement theirs, bool isPlain)
    {
        var ours = new List<Seen>();
        var entries = new List<CdxEntry>();
        await using var reader = new WarcReader(File.OpenRead(path), path, new WarcReaderOptions());
        while (await reader.ReadAsync(CancellationToken.None) is { } record)
        {
            var message = record.Type != WarcRecordType.Revisit && record.ContentType?.StartsWith("application/http", StringComparison.Ordinal) == true && HttpMessage.TryParse(record.Block, out var parsed) ? parsed : null;
            ours.Add(new Seen(record.Offset, record.Length - (isPlain ? 4 : 0), record.TypeName, record.TargetUri, message?.StatusCode ?? 0, Sha1(record.Block), Sha1(message?.RawBody ?? record.Block)));
            if (CdxEntry.Of(record, Path.GetFileName(path)) is { } entry) entries.Add(isPlain ? entry with { Length = entry.Length - 4 } : entry);
        }
        Assert.Equal(
            theirs.GetProperty("records").EnumerateArray().Select(r => new Seen(
                r.GetProperty("offset").GetInt64(), r.GetProperty("length").GetInt64(), r.GetProperty("type").GetString()!, r.GetProperty("uri").GetString(), r.GetProperty("status").GetInt32(),
                r.GetProperty("block").GetString()!, r.GetProperty("payload").GetString()!)),
            ours);
        await CompareIndexAsync(entries, [.. theirs.GetProperty("cdxj").EnumerateArray().Select(line => line.GetString()!)]);
    }

    private static async Task CompareIndexAsync(List<CdxEntry> entries, string[] theirs)
    {
        using var index = new MemoryStream();
        await using (var writer = new CdxWriter(index, CdxFormat.Cdxj, sorted: false))
            foreach (var entry in entries) await writer.WriteAsync(entry, CancellationToken.None);
        var ours = Encoding.UTF8.GetString(index.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(theirs.Length, ours.Length);
        for (var i = 0; i < ours.Length; i++)
        {
            // warcio keeps the parameters of a resource's type, the spaces in the key of a file, and puts the form of a POST into the key.
            var line = theirs[i].Replace("; charset=utf-8\"", "\"", StringComparison.Ordinal).Replace("example with spaces.png 2", "example%20with%20spaces.png 2", StringComparison.Ordinal);
            var isPost = line.Contains("\"method\":\"POST\"", StringComparison.Ordinal);
            if (!isPost) Assert.Equal(line, ours[i]);
            else Assert.StartsWith(ours[i][ours[i].IndexOf(' ', StringComparison.Ordinal)..^1], line[line.IndexOf(" 2", StringComparison.Ordinal)..], StringComparison.Ordinal);
        }
    }

    private static string Sha1(ReadOnlyMemory<byte> bytes) => LabelledDigest.Sha1(bytes.Span)[5..];

    private static async Task WriteAsync(WarcWriter writer, int i)
    {
        var (type, contentType, block) = (i % 6) switch
        {
            0 => (WarcRecordType.Warcinfo, "application/warc-fields", Members.Bytes("software: ours\r\n")),
            1 => (WarcRecordType.Request, "application/http; msgtype=request", Members.Bytes($"GET /{i} HTTP/1.1\r\nHost: example.com\r\n\r\n")),
            2 => (WarcRecordType.Response, "application/http; msgtype=response", Members.Join(Members.Bytes($"HTTP/1.1 {200 + i} OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"), Members.Noise(i * 1000, i))),
            3 => (WarcRecordType.Response, "application/http; msgtype=response", Members.Bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n")),
            4 => (WarcRecordType.Resource, "text/plain", Members.Bytes(new string('r', i * 100))),
            _ => (WarcRecordType.Metadata, "application/json", Members.Bytes("{\"a\": 1}\r\n\r\n")),
        };
        await writer.WriteAsync(type, $"urn:uuid:00000000-0000-0000-0000-{i:d12}", DateTimeOffset.UnixEpoch.AddHours(i * 1001), type == WarcRecordType.Warcinfo ? null : $"http://www.Example.com/{i}?b=Ü&a", contentType, block, [], CancellationToken.None);
    }
}
