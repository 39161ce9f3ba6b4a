using System.Globalization;
using DataPipe.Compression.Tests;

namespace DataPipe.Warc.Tests;

public class ArcTests
{
    private const string Answer = "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>page\n\nhttp://x/ 1.2.3.4 and more";

    private static readonly string Head = Record("filedesc://a.arc", "text/plain", "1 0 Somebody\nURL IP-address Archive-date Content-type Archive-length\n");

    private static string Record(string url, string type, string block, string? length = null, string date = "20010203040506") =>
        $"{url} 1.2.3.4 {date} {type} {length ?? block.Length.ToString(CultureInfo.InvariantCulture)}\n{block}\n";

    [Fact]
    public async Task Gives_records_the_fields_of_a_WARC_file()
    {
        var file = Members.Bytes(Head + Record("http://a/", "text/html", Answer) + Record("dns:a", "text/dns", "20010203040506\na 1 IN A 1.2.3.4\n"));
        await using var reader = new WarcReader(new MemoryStream(file), "f", new WarcReaderOptions { CheckDigests = true });
        var record = await reader.ReadAsync(CancellationToken.None);
        Assert.Equal((WarcRecordType.Warcinfo, "filedesc://a.arc", "text/plain"), (record!.Type, record.TargetUri, record.ContentType));
        record = await reader.ReadAsync(CancellationToken.None);
        Assert.Equal((WarcRecordType.Response, "http://a/", "application/http; msgtype=response", "text/html"), (record!.Type, record.TargetUri, record.ContentType, record.Header("ARC-Content-Type")));
        Assert.Equal(("1.2.3.4", "2001-02-03T04:05:06Z", (long)Answer.Length), (record.IpAddress, record.Header("WARC-Date"), record.ContentLength));
        Assert.Equal(Members.Bytes(Answer), record.Block.ToArray());
        Assert.Null(record.RecordId);
        record = await reader.ReadAsync(CancellationToken.None);
        Assert.Equal((WarcRecordType.Resource, "dns:a", "text/dns"), (record!.Type, record.TargetUri, record.ContentType));
        Assert.Null(await reader.ReadAsync(CancellationToken.None));
        Assert.Empty(reader.TakeWarnings());
    }

    [Fact]
    public async Task Gives_offset_and_length_at_which_a_record_can_be_read_alone()
    {
        string[] texts = [Head, Record("http://a/", "text/html", Answer), Record("http://b/c d 5.6.7.8 20020202020202 x", "text/html; charset=x", Answer)];
        foreach (var file in new[] { Members.Bytes(string.Concat(texts)), Members.Join([.. texts.Select(Members.Gzip)]) })
        {
            var (records, warnings) = await Archives.ReadAllAsync(new TrickleStream(file, 13));
            Assert.Empty(warnings);
            Assert.Equal(["filedesc://a.arc", "http://a/", "http://b/c d 5.6.7.8 20020202020202 x"], records.Select(r => r.Uri));
            Assert.Equal(file.Length, records[^1].Offset + records[^1].Length);
            foreach (var record in records)
            {
                var (alone, _) = await Archives.ReadAllAsync(file.AsSpan((int)record.Offset, (int)record.Length).ToArray());
                Assert.Equal((record.Uri, record.Block), (Assert.Single(alone).Uri, alone[0].Block));
            }
        }
    }

    [Fact]
    public async Task Reads_the_further_fields_of_version_2()
    {
        var head = Record("filedesc://a.arc", "text/plain 200 - - 0 a.arc", "2 0 Somebody\nURL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length\n");
        var file = Members.Bytes(head + Record("http://a/", "text/html 302 abc http://b/ 209 a.arc", Answer));
        await using var reader = new WarcReader(new MemoryStream(file), "f", new WarcReaderOptions());
        await reader.ReadAsync(CancellationToken.None);
        var record = await reader.ReadAsync(CancellationToken.None);
        Assert.Equal(("text/html", "302", "abc", "http://b/"), (record!.Header("ARC-Content-Type"), record.Header("ARC-Result-Code"), record.Header("ARC-Checksum"), record.Header("ARC-Location")));
        Assert.Equal(Answer.Length, record.Block.Length);
    }

    [Theory]
    [InlineData("2001", null)]
    [InlineData("20010203", "2001-02-03T00:00:00Z")]
    [InlineData("200102030405", "2001-02-03T04:05:00Z")]
    [InlineData("20010203040506789", "2001-02-03T04:05:06Z")]
    public async Task Reads_dates_of_any_precision_from_the_day(string date, string? expected)
    {
        await using var reader = new WarcReader(new MemoryStream(Members.Bytes(Head + Record("http://a/", "text/html", Answer, date: date))), "f", new WarcReaderOptions());
        await reader.ReadAsync(CancellationToken.None);
        Assert.Equal(expected, (await reader.ReadAsync(CancellationToken.None))?.Header("WARC-Date"));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("5")]
    [InlineData("110")]
    [InlineData("150")]
    [InlineData("9000000000")]
    public async Task Loses_one_record_to_a_wrong_length(string length)
    {
        string[] texts = [Head, Record("http://a/", "text/html", Answer, length), Record("http://b/", "text/html", Answer), Record("http://c/", "text/html", Answer)];
        foreach (var file in new[] { Members.Bytes(string.Concat(texts)), Members.Join([.. texts.Select(Members.Gzip)]) })
        {
            var (records, warnings) = await Archives.ReadAllAsync(file);
            Assert.Equal(["http://a/", "http://b/", "http://c/"], records.Skip(1).Select(r => r.Uri));
            Assert.Equal([false, true, false, false], records.Select(r => r.IsDamaged));
            Assert.Contains(warnings, w => w.Offset == records[1].Offset);
        }
    }

    [Fact]
    public async Task Finds_the_record_whose_long_line_a_wrong_length_cut_however_little_is_read_at_a_time()
    {
        var url = "http://b/" + new string('x', 300);
        var length = (Answer.Length + 1 + 20).ToString(CultureInfo.InvariantCulture);
        var file = Members.Bytes(Head + Record("http://a/", "text/html", Answer, length) + Record(url, "text/html", Answer) + Record("http://c/", "text/html", Answer));
        foreach (var atMost in new[] { 1, 100, file.Length })
        {
            var (records, _) = await Archives.ReadAllAsync(new TrickleStream(file, atMost));
            Assert.Equal(["http://a/", url, "http://c/"], records.Skip(1).Select(r => r.Uri));
        }
    }

    [Fact]
    public async Task Never_throws_on_damaged_files()
    {
        var random = new Random(3);
        var whole = Members.Bytes(Head + string.Concat(Enumerable.Range(0, 6).Select(i => Record($"http://{i}/", "text/html", Answer))));
        for (var n = 0; n < 2000; n++)
        {
            var file = (byte[])whole.Clone();
            // The first 40 bytes tell that it is an ARC file.
            for (var k = random.Next(1, 5); k > 0; k--) file[random.Next(40, file.Length)] = (byte)random.Next(256);
            var (records, _) = await Archives.ReadAllAsync(new TrickleStream(file, 1 + n % 50));
            Assert.All(records, r => Assert.InRange(r.Offset + r.Length, 1, file.Length));
            Assert.True(records.Count(r => !r.IsDamaged) >= 2, $"round {n}");
        }
    }
}
