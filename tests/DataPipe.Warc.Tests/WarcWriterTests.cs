using DataPipe.Compression.Tests;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Warc.Tests;

public class WarcWriterTests
{
    private static readonly DateTimeOffset Date = new(2024, 5, 18, 3, 58, 10, 250, TimeSpan.FromHours(2));

    [Fact]
    public async Task Writes_exactly_these_bytes()
    {
        var (file, _) = await WriteAsync(new WarcWriterOptions { Compression = WarcCompression.None }, w => w.WriteAsync(
            WarcRecordType.Resource, "urn:uuid:1", Date, "http://example.com/", "text/plain", "hello"u8.ToArray(), [new("WARC-IP-Address", "127.0.0.1")], CancellationToken.None));
        Assert.Equal(
            "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-18T01:58:10Z\r\nWARC-Target-URI: http://example.com/\r\nWARC-IP-Address: 127.0.0.1\r\n"
            + "WARC-Block-Digest: sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n",
            Encoding.UTF8.GetString(file));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gives_offset_and_length_at_which_the_record_can_be_read_alone(bool gzip)
    {
        var places = new List<(long Offset, long Length)>();
        using var stream = new MemoryStream();
        await using (var writer = new WarcWriter(stream, new WarcWriterOptions { Compression = gzip ? WarcCompression.Gzip : WarcCompression.None }))
            for (var i = 0; i < 5; i++)
                places.Add(await writer.WriteAsync(WarcRecordType.Resource, "urn:x:" + i, Date, null, null, Members.Noise(i * 1000, i), [], CancellationToken.None));
        var file = stream.ToArray();
        Assert.Equal(file.Length, places[^1].Offset + places[^1].Length);
        for (var i = 0; i < 5; i++)
        {
            var (records, warnings) = await Archives.ReadAllAsync(file.AsSpan((int)places[i].Offset, (int)places[i].Length).ToArray());
            Assert.Empty(warnings);
            Assert.Equal("urn:x:" + i, Assert.Single(records).Id);
            Assert.Equal(places[i].Length, records[0].Length);
        }
        var (all, _) = await Archives.ReadAllAsync(file);
        Assert.Equal(places, all.Select(r => (r.Offset, r.Length)));
    }

    [Fact]
    public void Writes_what_the_reader_and_the_framework_read_back() => Prop
        .ForAll(ArbMap.Default.ArbFor<byte[][]>(), ArbMap.Default.ArbFor<bool>(), ArbMap.Default.ArbFor<DateTime>(), (blocks, gzip, date) =>
        {
            var written = DateTime.SpecifyKind(date, DateTimeKind.Utc);
            var options = new WarcWriterOptions { Compression = gzip ? WarcCompression.Gzip : WarcCompression.None, Version11 = true };
            var (file, _) = WriteAsync(options, async w =>
            {
                foreach (var (block, i) in blocks.Select((b, i) => (b ?? [], i)))
                    await w.WriteAsync((WarcRecordType)(1 + i % 8), "urn:x:" + i, written, "http://ü/" + i, i % 2 == 0 ? null : "a/b", block, [new("X-Number", "" + i)], CancellationToken.None);
                return (0, 0);
            }).GetAwaiter().GetResult();

            if (blocks.Length == 0) return;
            using var plain = new MemoryStream();
            if (gzip) new GZipStream(new MemoryStream(file), CompressionMode.Decompress).CopyTo(plain);
            else plain.Write(file);
            CheckByHand(plain.ToArray(), blocks);
            CheckWithReader(file, blocks, written).GetAwaiter().GetResult();
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public async Task Writes_digests_that_hold()
    {
        var block = Members.Bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
        var (file, _) = await WriteAsync(new WarcWriterOptions(), w => w.WriteAsync(WarcRecordType.Response, "urn:x:1", Date, "http://x/", "application/http; msgtype=response", block, [], CancellationToken.None));
        await using var reader = new WarcReader(new MemoryStream(file), "f", new WarcReaderOptions { CheckDigests = true });
        var record = await reader.ReadAsync(CancellationToken.None);
        // SHA-1 of the body with its chunks as they came, in which other tools look for it.
        Assert.Equal("sha1:OYSFZPIELHSRUR7XBCOWJFBF26DQVHHT", record!.PayloadDigest);
        Assert.NotNull(record.BlockDigest);
        Assert.Empty(reader.TakeWarnings());
    }

    [Fact]
    public async Task Writes_a_header_of_gzip_that_depends_on_nothing()
    {
        var (file, _) = await WriteAsync(new WarcWriterOptions(), w => w.WriteAsync(WarcRecordType.Resource, "urn:x:1", Date, null, null, default, [], CancellationToken.None));
        Assert.Equal("1F8B08000000000000FF", Convert.ToHexString(file.AsSpan(0, 10)));
    }

    [Theory]
    [InlineData("urn:x:1", "http://x/\r\nX: y", null, "X", "y")]
    [InlineData("urn:x:1", "", null, "X", "y")]
    [InlineData("urn:x\n", null, null, "X", "y")]
    [InlineData("urn:x:1", null, "text/plain\n", "X", "y")]
    [InlineData("urn:x:1", null, null, "X y", "y")]
    [InlineData("urn:x:1", null, null, "", "y")]
    [InlineData("urn:x:1", null, null, "X", "")]
    [InlineData("urn:x:1", null, null, "X", " y")]
    [InlineData("urn:x:1", null, null, "X", "y\0")]
    [InlineData("urn:x:1", null, null, "X", "lone surrogate")]
    [InlineData("urn:x:1", null, null, "content-length", "5")]
    public async Task Refuses_what_a_reader_could_misread(string id, string? uri, string? contentType, string name, string value)
    {
        using var stream = new MemoryStream();
        await using var writer = new WarcWriter(stream, new WarcWriterOptions());
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await writer.WriteAsync(WarcRecordType.Resource, id, Date, uri, contentType, default, [new(name, value.Replace("lone surrogate", "\ud800", StringComparison.Ordinal))], CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await writer.WriteAsync(WarcRecordType.Unknown, "urn:x:1", Date, null, null, default, [], CancellationToken.None));
        Assert.Equal(0, stream.Length);
    }

    private static async Task<(byte[] File, (long, long) Place)> WriteAsync(WarcWriterOptions options, Func<WarcWriter, ValueTask<(long, long)>> write)
    {
        using var stream = new MemoryStream();
        (long, long) place;
        await using (var writer = new WarcWriter(stream, options)) place = await write(writer);
        return (stream.ToArray(), place);
    }

    // Not the reader of this library: the format, spelled out.
    private static void CheckByHand(byte[] plain, byte[][] blocks)
    {
        var text = Encoding.Latin1.GetString(plain);
        var at = 0;
        foreach (var block in blocks)
        {
            var header = text[at..text.IndexOf("\r\n\r\n", at, StringComparison.Ordinal)];
            at += header.Length + 4;
            Assert.StartsWith("WARC/1.1\r\n", header, StringComparison.Ordinal);
            var length = int.Parse(header[(header.IndexOf("Content-Length: ", StringComparison.Ordinal) + 16)..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(block ?? [], plain.AsSpan(at, length).ToArray());
            at += length;
            Assert.Equal("\r\n\r\n", text.Substring(at, 4));
            at += 4;
        }
        Assert.Equal(plain.Length, at);
    }

    private static async Task CheckWithReader(byte[] file, byte[][] blocks, DateTime date)
    {
        await using var reader = new WarcReader(new MemoryStream(file), "f", new WarcReaderOptions { CheckDigests = true });
        for (var i = 0; i < blocks.Length; i++)
        {
            var record = await reader.ReadAsync(CancellationToken.None);
            Assert.NotNull(record);
            Assert.Equal((WarcRecordType)(1 + i % 8), record.Type);
            Assert.Equal(("urn:x:" + i, "http://ü/" + i, i % 2 == 0 ? null : "a/b", "" + i), (record.RecordId, record.TargetUri, record.ContentType, record.Header("x-number")));
            Assert.Equal(new DateTimeOffset(date), record.Date);
            Assert.Equal(blocks[i] ?? [], record.Block.ToArray());
        }
        Assert.Null(await reader.ReadAsync(CancellationToken.None));
        Assert.Equal(0, reader.WarningCount);
    }
}
