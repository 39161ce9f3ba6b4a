using System.IO.Compression;
using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Extraction;
using DataPipe.Curation.Sources;
using DataPipe.Testing;
using DataPipe.Warc;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Sources;

public sealed class WarcStageTests(ITestOutputHelper output) : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_response_becomes_a_document_of_html(bool gzip)
    {
        var archive = new Archive(gzip)
            .Add(WarcRecordType.Warcinfo, "application/warc-fields", "software: test\r\n"u8.ToArray())
            .Add(WarcRecordType.Request, "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"u8.ToArray())
            .Page("<p>é")
            .Add(WarcRecordType.Metadata, "application/json", "{}"u8.ToArray());
        var (bytes, _) = await archive.WriteAsync();
        _folder.Write("a.warc", bytes);
        var run = await RunAsync(new WarcOptions(), "a.warc");
        var page = Assert.Single(run.Records);
        Assert.Equal(("<p>é", "web", "http://example.org/3", MediaTypes.Html), (page.Text.ToString(), page.Source, page.Url, page.MediaType));
        Assert.Equal(Archive.Date, page.FetchedAt);
        Assert.Equal(32, page.Id.Length);
        Assert.Empty(run.Tally.Dropped);
        Assert.Empty(run.Warnings);
        Assert.Equal(bytes.Length, run.Tasks[0].AdvancedBytes);
    }

    [Fact]
    public async Task Pages_are_read_from_old_archives()
    {
        const string Answer = "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>old";
        const string Head = "1 0 Somebody\nURL IP-address Archive-date Content-type Archive-length\n";
        _folder.Write("a.arc", Encoding.ASCII.GetBytes(
            $"filedesc://a.arc 0.0.0.0 20010203040506 text/plain {Head.Length}\n{Head}\nhttp://example.org/a b 1.2.3.4 20010203040507 text/html {Answer.Length}\n{Answer}\ndns:example.org 1.2.3.4 20010203040508 text/dns 3\nx y\n"));
        var run = await RunAsync(new WarcOptions(), "a.arc");
        var page = Assert.Single(run.Records);
        Assert.Equal(("<p>old", "http://example.org/a b", MediaTypes.Html), (page.Text.ToString(), page.Url, page.MediaType));
        Assert.Equal(new DateTimeOffset(2001, 2, 3, 4, 5, 7, TimeSpan.Zero), page.FetchedAt);
        Assert.Equal(32, page.Id.Length);
        Assert.Empty(run.Tally.Dropped);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public async Task Pages_are_read_from_archives_of_Zstandard_and_a_cut_one_stops_the_task()
    {
        byte[] bytes;
        try
        {
            (bytes, _) = await new Archive(WarcCompression.Zstandard).Page("<p>one").Page("<p>two").WriteAsync();
        }
        catch (WarcException missing)
        {
            output.WriteLine(missing.Message + ": nothing tested");
            return;
        }

        _folder.Write("a.warc.zst", bytes);
        var run = await RunAsync(new WarcOptions(), "a.warc.zst");
        Assert.Equal(["<p>one", "<p>two"], run.Records.Select(r => r.Text.ToString()));
        Assert.Empty(run.Warnings);
        Assert.Equal(bytes.Length, run.Tasks[0].AdvancedBytes);
        _folder.Write("b.warc.zst", bytes[..^9]);
        var fault = await Assert.ThrowsAsync<FaultException>(() => RunAsync(new WarcOptions(), "b.warc.zst"));
        Assert.Equal("DP2013", fault.Faults[0].Code);
        run = await RunAsync(new WarcOptions { Truncated = TruncatedFile.Accept }, "b.warc.zst");
        Assert.Equal("<p>one", Assert.Single(run.Records).Text.ToString());
        Assert.Contains(run.Warnings, w => w.Kind == "zstandard-truncated");
    }

    [Fact]
    public async Task Ids_come_from_the_record_and_not_from_its_place()
    {
        await new Archive().Page("<p>one").Page("<p>two").WriteAsync(_folder, "a.warc.gz");
        await new Archive(gzip: false).Page("<p>one").Page("<p>two").WriteAsync(_folder, "b.warc");
        var a = await RunAsync(new WarcOptions(), "a.warc.gz");
        var b = await RunAsync(new WarcOptions(), "b.warc");
        Assert.Equal(a.Ids, b.Ids);
        Assert.Equal(2, a.Ids.Distinct().Count());
    }

    [Fact]
    public async Task Wet_and_resource_records_are_pages_too()
    {
        await new Archive()
            .Add(WarcRecordType.Conversion, "text/plain", "Plain text"u8.ToArray())
            .Add(WarcRecordType.Resource, "text/html; charset=koi8-r", [0xF0, 0xD2, 0xC9])
            .Add(WarcRecordType.Resource, "image/png", [1, 2, 3]).WriteAsync(_folder, "a.wet.gz");
        var run = await RunAsync(new WarcOptions(), "a.wet.gz");
        Assert.Equal([("Plain text", MediaTypes.Plain), ("При", MediaTypes.Html)], run.Records.Select(r => (r.Text.ToString(), r.MediaType)));
        Assert.Equal(1, run.Dropped("not-a-page"));
    }

    [Fact]
    public async Task Http_codings_and_charsets_are_undone()
    {
        var gzip = new MemoryStream();
        using (var coder = new GZipStream(gzip, CompressionLevel.Fastest)) coder.Write(Encoding.Latin1.GetBytes("<p>caf\u00E9"));
        var chunked = Encoding.ASCII.GetBytes("3\r\n<p>\r\n2\r\nok\r\n0\r\n\r\n");
        await new Archive()
            .Page(gzip.ToArray(), "Content-Type: text/html; charset=iso-8859-1\r\nContent-Encoding: gzip")
            .Page(chunked, "Content-Type: text/html\r\nTransfer-Encoding: chunked")
            .Page([.. "<meta charset=windows-1251><p>"u8, 0xCF, 0xF0], "Content-Type: text/html")
            .Page([.. "a"u8, 0, .. "b"u8, 0xFF], "Content-Type: text/plain; charset=utf-8")
            .Page("<!doctype html><p>no type", "X: y").WriteAsync(_folder, "a.warc.gz");
        var run = await RunAsync(new WarcOptions(), "a.warc.gz");
        Assert.Equal(["<p>café", "<p>ok", "<meta charset=windows-1251><p>Пр", "a\uFFFDb\uFFFD", "<!doctype html><p>no type"], run.Records.Select(r => r.Text.ToString()));
        Assert.Equal([MediaTypes.Html, MediaTypes.Html, MediaTypes.Html, MediaTypes.Plain, MediaTypes.Html], run.Records.Select(r => r.MediaType));
    }

    [Fact]
    public async Task Every_record_that_is_no_page_is_dropped_with_its_reason()
    {
        var archive = new Archive()
            .Page("{}", "Content-Type: application/json")
            .Page("binary", "X: y")
            .Response("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\ngone"u8.ToArray())
            .Page(new string('x', 5000))
            .Page(" \r\n")
            .Page("")
            .Response("no status line"u8.ToArray())
            .Page("not gzip but says what nobody knows", "Content-Type: text/html\r\nContent-Encoding: x-unknown")
            .Page("text", "Content-Type: text/html; charset=iso-2022-kr")
            .Add(WarcRecordType.Revisit, "application/http; msgtype=response", "HTTP/1.1 200 OK\r\n\r\n"u8.ToArray())
            .Page("<p>good");
        var (bytes, offsets) = await archive.WriteAsync();
        _folder.Write("a.warc.gz", bytes);
        var run = await RunAsync(new WarcOptions { MaxPageBytes = 4096 }, "a.warc.gz");
        Assert.Equal("<p>good", Assert.Single(run.Records).Text.ToString());
        Assert.Equal(
            ["not-a-page", "not-a-page", "http-error", "too-large", "empty", "empty", "undecodable", "undecodable", "undecodable", "revisit"],
            run.Rejects.Select(r => r.Reason));
        Assert.Equal(11, run.Tally.RecordsIn);
        Assert.All(run.Rejects, r => Assert.NotNull(r.Record.Url));
        var malformed = run.Warnings.Single(w => w.Kind == "http-malformed");
        Assert.Equal(3, malformed.Count);
        Assert.StartsWith($"a.warc.gz at offset {offsets[6]}: ", malformed.Examples[0], StringComparison.Ordinal);
        Assert.Equal([], WarcDrops.All.Select(r => r.Name).Except([.. run.Rejects.Select(r => r.Reason), "damaged"]));
    }

    [Fact]
    public async Task A_bomb_is_too_large()
    {
        var bomb = new MemoryStream();
        using (var coder = new GZipStream(bomb, CompressionLevel.SmallestSize)) coder.Write(new byte[64 << 20]);
        await new Archive().Page(bomb.ToArray(), "Content-Type: text/html\r\nContent-Encoding: gzip").WriteAsync(_folder, "a.warc.gz");
        Assert.Equal(1, (await RunAsync(new WarcOptions(), "a.warc.gz")).Dropped("too-large"));
    }

    [Fact]
    public async Task Options_choose_statuses_and_media_types()
    {
        await new Archive()
            .Response("HTTP/1.1 404 Not Found\r\nContent-Type: application/xml\r\n\r\n<gone/>"u8.ToArray())
            .Page("<p>page").WriteAsync(_folder, "a.warc.gz");
        var run = await RunAsync(new WarcOptions { Statuses = [404], MimeTypes = ["application/XML"], Source = "errors" }, "a.warc.gz");
        Assert.Equal(("<gone/>", "errors"), (Assert.Single(run.Records).Text.ToString(), run.Records[0].Source));
    }

    [Fact]
    public async Task Damage_costs_one_record_and_is_a_warning_with_its_offset()
    {
        var archive = new Archive().Page("<p>one").Page("<p>" + string.Concat(Enumerable.Range(0, 500).Select(i => $"two {i * 7919 % 997} "))).Page("<p>three");
        var (bytes, offsets) = await archive.WriteAsync();
        bytes.AsSpan(offsets[1] + 400, 40).Fill(0xAA);
        _folder.Write("a.warc.gz", bytes);
        var run = await RunAsync(new WarcOptions(), "a.warc.gz");
        Assert.Equal(["<p>one", "<p>three"], run.Records.Select(r => r.Text.ToString()));
        Assert.Equal(1, run.Dropped("damaged"));
        var warning = run.Warnings.Single(w => w.Kind == "file-damaged");
        Assert.Contains($"a.warc.gz at offset {offsets[1]}", warning.Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_tail_stops_the_task_or_keeps_what_came_before_wherever_it_is_cut()
    {
        var archive = new Archive().Page("<p>one").Page("<p>two").Page("<p>three");
        var (bytes, offsets) = await archive.WriteAsync();
        for (var length = offsets[1] + 1; length < bytes.Length; length += 7)
        {
            if (length == offsets[2]) continue;
            _folder.Write("a.warc.gz", bytes[..length]);
            var stopped = await Assert.ThrowsAsync<FaultException>(() => RunAsync(new WarcOptions(), "a.warc.gz"));
            Assert.Equal("DP2013", stopped.Faults[0].Code);
            var run = await RunAsync(new WarcOptions { Truncated = TruncatedFile.Accept }, "a.warc.gz");
            Assert.Equal("<p>one", run.Records[0].Text.ToString());
            Assert.Equal(length > offsets[2] ? 2 : 1, run.Records.Count(r => r.Text.ToString() is "<p>one" or "<p>two"));
            Assert.Contains(run.Warnings, w => w.Kind == "file-truncated");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no archive")]
    [InlineData("filedesc://x.arc, and nothing that begins a record\n")]
    public async Task A_file_without_a_record_is_a_fault(string text)
    {
        _folder.Write("a.warc", text);
        var fault = await Assert.ThrowsAsync<FaultException>(() => RunAsync(new WarcOptions(), "a.warc"));
        Assert.Equal("DP2010", Assert.Single(fault.Faults).Code);
        Assert.Contains("a.warc", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_follow_reading()
    {
        await new Archive().Page($"<nav>Home</nav>{DataPipe.Curation.Tests.Extraction.Pages.Prose}").Page("<script>x</script>").WriteAsync(_folder, "a.warc.gz");
        var extract = StepEntry.Of<Document, ExtractOptions>("extract", 1, "Extracts.", ExtractStep.Reasons, o => new ExtractStep(o));
        var setup = new InMemorySetup { Steps = [new StepUse(extract, new ExtractOptions(), null)] };
        var stage = new WarcStage(new WarcOptions { Files = [_folder.Pattern("*.warc.gz")] }, setup);
        setup.Faults.ThrowIfAny();
        var run = await StageRunner.RunAsync<Document>(stage, [], StageRunnerOptions.Default);
        Assert.StartsWith("The river had risen", Assert.Single(run.Records).Text.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, run.Dropped("no-main-text"));
        Assert.Equal(2, run.Tally.RecordsIn);
    }

    [Fact]
    public void Wrong_options_are_faults_all_at_once()
    {
        var setup = new InMemorySetup();
        _ = new WarcStage(new WarcOptions { Source = "", MimeTypes = ["html"], Statuses = [20] }, setup);
        Assert.Equal(["DP1101", "DP1102", "DP1103", "DP1104"], setup.Faults.Faults.Select(f => f.Code).Order());
    }

    [Fact]
    public void Every_file_is_a_task_in_the_order_of_paths()
    {
        foreach (var name in (string[])["b.warc", "a.warc", "c.warc"]) _folder.Write(name, "");
        var setup = new InMemorySetup();
        var stage = new WarcStage(new WarcOptions { Files = [_folder.Pattern("*.warc"), _folder.Pattern("a.warc")] }, setup);
        Assert.Equal(["a.warc", "b.warc", "c.warc"], Assert.Single(stage.Plan([])).Tasks.Select(t => Path.GetFileName(Assert.Single(t.Inputs).Shard.Name)));
    }

    private Task<StageRun<Document>> RunAsync(WarcOptions options, string pattern)
    {
        var setup = new InMemorySetup();
        var stage = new WarcStage(options with { Files = [_folder.Pattern(pattern)] }, setup);
        setup.Faults.ThrowIfAny();
        return StageRunner.RunAsync<Document>(stage, [], StageRunnerOptions.Default);
    }
}
