using DataPipe.Compression.Tests;
using System.Globalization;
using System.IO.Compression;

namespace DataPipe.Warc.Tests;

public class WarcReaderTests
{
    private static readonly string[] Uris = ["http://a/", "http://b/", "http://c/"];
    private static readonly string[] Blocks = ["first block", "", "third\r\n\r\nblock"];

    [Fact]
    public async Task Reads_a_plain_file()
    {
        var texts = Uris.Zip(Blocks, (u, b) => Archives.Text(u, b)).ToArray();
        var (records, warnings) = await Archives.ReadAllAsync(Members.Bytes(string.Concat(texts)));
        Assert.Empty(warnings);
        Assert.Equal(Blocks, records.Select(r => r.Block));
        Assert.Equal([0, texts[0].Length, texts[0].Length + texts[1].Length], records.Select(r => r.Offset));
        Assert.Equal(texts.Select(t => (long)t.Length), records.Select(r => r.Length));
        Assert.All(records, r => Assert.False(r.IsDamaged || r.IsTruncated));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1 << 20)]
    public async Task Reads_a_compressed_file_with_offset_and_length_of_each_member(int pieceBytes)
    {
        var members = Uris.Zip(Blocks, (u, b) => Members.Gzip(Archives.Text(u, b))).ToArray();
        var (records, warnings) = await Archives.ReadAllAsync(new TrickleStream(Members.Join(members), pieceBytes));
        Assert.Empty(warnings);
        Assert.Equal(Blocks, records.Select(r => r.Block));
        Assert.Equal([0, members[0].Length, members[0].Length + members[1].Length], records.Select(r => r.Offset));
        Assert.Equal(members.Select(m => (long)m.Length), records.Select(r => r.Length));
    }

    [Fact]
    public async Task Gives_the_fields_of_a_record()
    {
        var file = Members.Bytes("WARC/1.1\r\nwarc-type: Response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: <http://example.com/>\r\nWARC-Date: 2016-09-19T17:20:24.5Z\r\n"
            + "Content-Type: application/http; msgtype=response\r\nWARC-Payload-Digest: sha1:P\r\nWARC-Block-Digest: sha1:B\r\nWARC-Truncated: length\r\nX-Folded: a\r\n b\r\nCONTENT-LENGTH: 2\r\n\r\nhi\r\n\r\n");
        await using var reader = new WarcReader(new MemoryStream(file), "f", new WarcReaderOptions());
        var record = await reader.ReadAsync(CancellationToken.None);
        Assert.NotNull(record);
        Assert.Equal(WarcRecordType.Response, record.Type);
        Assert.Equal("Response", record.TypeName);
        Assert.Equal("urn:uuid:1", record.RecordId);
        Assert.Equal("http://example.com/", record.TargetUri);
        Assert.Equal(new DateTimeOffset(2016, 9, 19, 17, 20, 24, 500, TimeSpan.Zero), record.Date);
        Assert.Equal("application/http; msgtype=response", record.ContentType);
        Assert.Equal(2, record.ContentLength);
        Assert.Equal(("sha1:P", "sha1:B", "length"), (record.PayloadDigest, record.BlockDigest, record.Truncated));
        Assert.Equal("a b", record.Header("x-folded"));
        Assert.Null(record.Header("absent"));
        Assert.Equal("hi"u8.ToArray(), record.Block.ToArray());
        Assert.Empty(reader.TakeWarnings());
    }

    [Theory]
    [InlineData("2024-05-18T01:58:10Z", "2024-05-18T01:58:10.0000000+00:00")]
    [InlineData("2024-05-18T01:58:10.123456789Z", "2024-05-18T01:58:10.1234568+00:00")]
    [InlineData("2024-05-18", "2024-05-18T00:00:00.0000000+00:00")]
    [InlineData("2024-05", "2024-05-01T00:00:00.0000000+00:00")]
    [InlineData("2024", "2024-01-01T00:00:00.0000000+00:00")]
    [InlineData("20240518015810", "2024-05-18T01:58:10.0000000+00:00")]
    [InlineData("2024-05-18T03:58:10+02:00", "2024-05-18T01:58:10.0000000+00:00")]
    [InlineData("yesterday", null)]
    public async Task Reads_dates_of_any_precision(string text, string? expected)
    {
        var file = Members.Bytes(Archives.Text("u", "b").Replace("2024-05-18T01:58:10Z", text, StringComparison.Ordinal));
        await using var reader = new WarcReader(new MemoryStream(file), "f", new WarcReaderOptions());
        var record = await reader.ReadAsync(CancellationToken.None);
        Assert.Equal(expected, record!.Date?.ToString("O", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Keeps_the_name_of_a_type_it_does_not_know()
    {
        await using var reader = new WarcReader(new MemoryStream(Members.Bytes(Archives.Text("u", "b").Replace("resource", "screenshot", StringComparison.Ordinal))), "f", new WarcReaderOptions());
        var record = await reader.ReadAsync(CancellationToken.None);
        Assert.Equal((WarcRecordType.Unknown, "screenshot"), (record!.Type, record.TypeName));
    }

    [Fact]
    public async Task Refuses_a_record_after_the_next_read()
    {
        await using var reader = new WarcReader(new MemoryStream(Members.Bytes(Archives.Text("u", "b") + Archives.Text("v", "c"))), "f", new WarcReaderOptions());
        var first = await reader.ReadAsync(CancellationToken.None);
        Assert.NotNull(await reader.ReadAsync(CancellationToken.None));
        Assert.Throws<InvalidOperationException>(() => first!.Block);
        Assert.Throws<InvalidOperationException>(() => first!.Header("WARC-Date"));
    }

    [Fact]
    public async Task Reads_records_that_share_a_member_and_says_so_once()
    {
        var texts = Uris.Zip(Blocks, (u, b) => Archives.Text(u, b)).ToArray();
        var (records, warnings) = await Archives.ReadAllAsync(Members.Gzip(string.Concat(texts)));
        Assert.Equal(Blocks, records.Select(r => r.Block));
        Assert.Equal([0, texts[0].Length, texts[0].Length + texts[1].Length], records.Select(r => r.OffsetInMember));
        Assert.All(records, r => Assert.Equal((0, -1), (r.Offset, r.Length)));
        Assert.Equal(WarcWarningKind.SharedMember, Assert.Single(warnings).Kind);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(1)]
    [InlineData(300)]
    public async Task Reads_records_cut_into_members_anywhere(int memberBytes)
    {
        var bytes = Members.Bytes(string.Concat(Uris.Zip(Blocks, (u, b) => Archives.Text(u, b))));
        var members = bytes.Chunk(memberBytes).Select(c => Members.Gzip(c)).ToArray();
        var (records, warnings) = await Archives.ReadAllAsync(Members.Join(members));
        Assert.Equal(Blocks, records.Select(r => r.Block));
        Assert.All(records, r => Assert.False(r.IsDamaged));
        Assert.DoesNotContain(warnings, w => w.Kind is WarcWarningKind.BlockCut or WarcWarningKind.NotARecord or WarcWarningKind.WrongContentLength);
    }

    [Fact]
    public async Task Returns_the_beginning_of_a_block_that_is_too_long()
    {
        var options = new WarcReaderOptions { MaxRecordBytes = 1000 };
        var text = Archives.Text("u", new string('x', 100_000)) + Archives.Text("v", "after");
        foreach (var file in new[] { Members.Bytes(text), Members.Gzip(text) })
        {
            var (records, warnings) = await Archives.ReadAllAsync(file, options);
            Assert.Equal([(1000, true, false), (5, false, false)], records.Select(r => (r.Block.Length, r.IsTruncated, r.IsDamaged)));
            Assert.Single(warnings, w => w.Kind == WarcWarningKind.RecordTooLong);
        }
    }

    [Fact]
    public async Task Holds_no_more_warnings_than_allowed_and_counts_the_rest()
    {
        var file = Members.Bytes(string.Concat(Enumerable.Repeat(Archives.Text("u", "b").Replace("WARC-Type", "X", StringComparison.Ordinal), 50)));
        await using var reader = new WarcReader(new MemoryStream(file), "f", new WarcReaderOptions { MaxHeldWarnings = 10 });
        while (await reader.ReadAsync(CancellationToken.None) is not null) { }
        Assert.Equal(50, reader.WarningCount);
        Assert.Equal(10, reader.TakeWarnings().Count);
        Assert.Empty(reader.TakeWarnings());
    }

    [Fact]
    public async Task Tells_how_much_of_the_file_is_consumed()
    {
        foreach (var file in new[] { Members.Gzip(Archives.Text("u", "b")), Members.Bytes(Archives.Text("u", "b")) })
        {
            await using var reader = new WarcReader(new MemoryStream(file), "f", new WarcReaderOptions());
            Assert.Equal(0, reader.CompressedPosition);
            while (await reader.ReadAsync(CancellationToken.None) is not null) { }
            Assert.Equal(file.Length, reader.CompressedPosition);
        }
    }

    [Fact]
    public async Task Checks_digests_in_every_form_when_asked()
    {
        // Of "hello", in Base32, hexadecimal and Base64.
        foreach (var digest in new[] { "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N", "SHA-1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", "sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00=", "md5:5d41402abc4b2a76b9719d911017c592",
            "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "sha-256:FTZE3OS7WCRQ4JXIHMVMLOPCTYNRMHS4D6TUEXTTAQZWFE4LTASA====", "sha256:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=" })
        {
            var text = Archives.Text("u", "hello").Replace("WARC-Date", $"WARC-Block-Digest: {digest}\r\nWARC-Date", StringComparison.Ordinal);
            var (_, warnings) = await Archives.ReadAllAsync(Members.Bytes(text), new WarcReaderOptions { CheckDigests = true });
            Assert.Empty(warnings);
            (_, warnings) = await Archives.ReadAllAsync(Members.Bytes(text.Replace("hello", "hallo", StringComparison.Ordinal)), new WarcReaderOptions { CheckDigests = true });
            Assert.Equal(WarcWarningKind.DigestMismatch, Assert.Single(warnings).Kind);
            (_, warnings) = await Archives.ReadAllAsync(Members.Bytes(text.Replace(digest, "crc:1", StringComparison.Ordinal)), new WarcReaderOptions { CheckDigests = true });
            Assert.Equal(WarcWarningKind.UnknownDigest, Assert.Single(warnings).Kind);
        }
    }

    [Fact]
    public async Task Allocates_little_more_than_the_record_objects()
    {
        using var file = new MemoryStream();
        await using (var writer = new WarcWriter(file, new WarcWriterOptions { Level = CompressionLevel.Fastest }))
        {
            var block = Members.Noise(20_000, 1);
            for (var i = 0; i < 2000; i++) await writer.WriteAsync(WarcRecordType.Resource, "urn:x:" + i, DateTimeOffset.UnixEpoch, "http://x/", null, block, [], CancellationToken.None);
        }
        await using var reader = new WarcReader(new MemoryStream(file.ToArray()), "f", new WarcReaderOptions());
        for (var i = 0; i < 200; i++) await reader.ReadAsync(CancellationToken.None);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) await reader.ReadAsync(CancellationToken.None);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
        Assert.True(each < 600, $"{each} bytes a record");
    }

    [Fact]
    public async Task Allocates_nothing_for_records_of_types_that_are_not_asked_for()
    {
        using var written = new MemoryStream();
        await using (var writer = new WarcWriter(written, new WarcWriterOptions { Level = CompressionLevel.Fastest }))
            for (var i = 0; i < 4000; i++)
                await writer.WriteAsync(i == 3999 ? WarcRecordType.Response : WarcRecordType.Request, "urn:x:" + i, DateTimeOffset.UnixEpoch, "http://x/", null, Members.Noise(3000, 1), [], CancellationToken.None);
        using var plain = new MemoryStream();
        await new GZipStream(new MemoryStream(written.ToArray()), CompressionMode.Decompress).CopyToAsync(plain);
        foreach (var file in new[] { written.ToArray(), plain.ToArray() })
        {
            // A first record makes the buffers.
            var first = Archives.Text("http://first/", new string('x', 5000)).Replace("resource", "response", StringComparison.Ordinal);
            var start = file[0] == 'W' ? Members.Bytes(first) : Members.Gzip(first);
            await using var reader = new WarcReader(new MemoryStream(Members.Join(start, file)), "f", new WarcReaderOptions { Types = new HashSet<WarcRecordType> { WarcRecordType.Response } });
            Assert.Equal("http://first/", (await reader.ReadAsync(CancellationToken.None))!.TargetUri);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var last = await reader.ReadAsync(CancellationToken.None);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal("urn:x:3999", last!.RecordId);
            Assert.True(bytes < 4000, $"{bytes} bytes for 3,999 records that were passed");
            Assert.Null(await reader.ReadAsync(CancellationToken.None));
        }
    }

    [Fact]
    public async Task Gives_what_a_revisit_refers_to()
    {
        var text = Archives.Text("http://a/", "").Replace("resource", "revisit", StringComparison.Ordinal).Replace("Content-Type: text/plain",
            "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\nWARC-Refers-To: <urn:x:first>\r\nWARC-Refers-To-Target-URI: <http://first/>\r\nWARC-Refers-To-Date: 2020-01-02T03:04:05.5Z", StringComparison.Ordinal);
        await using var reader = new WarcReader(new MemoryStream(Members.Bytes(text)), "f", new WarcReaderOptions());
        var record = await reader.ReadAsync(CancellationToken.None);
        Assert.Equal((WarcRecordType.Revisit, "urn:x:first", "http://first/"), (record!.Type, record.RefersTo, record.RefersToTargetUri));
        Assert.Equal(new DateTimeOffset(2020, 1, 2, 3, 4, 5, 500, TimeSpan.Zero), record.RefersToDate);
        Assert.EndsWith("identical-payload-digest", record.Profile, StringComparison.Ordinal);
    }
}
