using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Curation.Blocklists;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Blocklists;

[Collection("alone")] // one test looks at the memory of the process
public sealed class UrlStepTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("datapipe-urls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_list_of_many_domains_loads_in_seconds_and_in_few_bytes_each()
    {
        var count = Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") == "1" ? 4_000_000 : 300_000;
        using (var file = new StreamWriter(new GZipStream(File.Create(Path.Combine(_folder, "domains.gz")), CompressionLevel.Fastest)))
            for (var i = 0; i < count; i++) file.Write($"site-{i * 7919L % 1_000_003}-{i}.example\n");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var chain = Steps.Plan("url", new UrlOptions { Domains = [Pattern("domains.gz")] }, DatasetSchema.Of(RecordType.Document)).Create<Document>();
        var (seconds, bytes) = (watch.Elapsed.TotalSeconds, GC.GetTotalMemory(forceFullCollection: true) - before);
        output.WriteLine($"{count} domains in {seconds:0.00} s, {bytes / (double)count:0.0} bytes each");
        Assert.True(bytes < 40L * count + (4 << 20), $"{bytes / (double)count:0.0} bytes a domain");
        var document = new Document("x", Utf8Text.From("text"), "web") { Url = "http://www.site-0-0.example/page" };
        Assert.True(chain.Run(ref document, out _).IsDrop);
        document = document with { Url = "http://www.site-0-1.example/page" };
        Assert.False(chain.Run(ref document, out _).IsDrop);
    }

    [Fact]
    public void Names_of_the_public_suffix_list_stand_for_themselves()
    {
        File.WriteAllText(Path.Combine(_folder, "suffixes"), "// a comment\ncom\nhosting.example\n*.ck\n!www.ck\n");
        File.WriteAllText(Path.Combine(_folder, "domains"), "hosting.example\nanything.ck\nwww.ck\ncom\nme.hosting.example\n");
        var options = new UrlOptions { Domains = [Pattern("domains")], PublicSuffixes = Pattern("suffixes") };
        foreach (var (url, isListed) in ((string, bool)[])[("http://hosting.example/", true), ("http://you.hosting.example/", false), ("http://a.me.hosting.example/", true), ("http://shop.anything.ck/", false), ("http://a.www.ck/", true), ("http://a.com/", false)])
            Assert.Equal(isListed, Steps.Run("url", options, new Document("x", Utf8Text.From(""), "web") { Url = url }).Verdict.IsDrop);
    }

    [Fact]
    public void A_damaged_list_is_a_fault_and_no_list_at_all()
    {
        using (var file = new GZipStream(File.Create(Path.Combine(_folder, "domains.gz")), CompressionLevel.Fastest)) file.Write(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 9999).Select(i => $"{i}.example\n"))));
        var bytes = File.ReadAllBytes(Path.Combine(_folder, "domains.gz"));
        File.WriteAllBytes(Path.Combine(_folder, "domains.gz"), bytes[..(bytes.Length / 2)]);
        File.WriteAllBytes(Path.Combine(_folder, "long"), new byte[3 << 20]);
        foreach (var name in (string[])["domains.gz", "long"])
            Assert.Equal("DP1266", Assert.Throws<FaultException>(Steps.Plan("url", new UrlOptions { Domains = [Pattern(name)] }, DatasetSchema.Of(RecordType.Document)).Create<Document>).Faults[0].Code);
        Assert.Equal("DP2001", Steps.Faults("url", new UrlOptions { Domains = [Pattern("none")] }, DatasetSchema.Of(RecordType.Document))[0].Code);
        Assert.Equal("DP1267", Steps.Faults("url", new UrlOptions { Folders = [Pattern("none")] }, DatasetSchema.Of(RecordType.Document))[0].Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("://")]
    [InlineData("http://")]
    [InlineData("http://:80/")]
    [InlineData("http://[::1]:8080/x")]
    [InlineData("http://www./")]
    [InlineData("@@@@:::///???###")]
    [InlineData("\u0000\uFFFD\uD800")]
    public void Addresses_that_are_none_are_kept(string url) => Assert.False(Steps.Run("url", new UrlOptions(), new Document("x", Utf8Text.From(""), "web") { Url = url }).Verdict.IsDrop);

    [Fact]
    public void An_address_without_end_takes_little_time()
    {
        File.WriteAllText(Path.Combine(_folder, "urls"), "a.example/b\n");
        var chain = Steps.Plan("url", new UrlOptions { Urls = [Pattern("urls")] }, DatasetSchema.Of(RecordType.Document));
        var document = new Document("x", Utf8Text.From(""), "web") { Url = "http://a.example" + string.Concat(Enumerable.Repeat("/sex", 1 << 20)) };
        var watch = Stopwatch.StartNew();
        chain.Create<Document>().Run(ref document, out _);
        Assert.True(watch.Elapsed.TotalSeconds < 5);
    }

    private FilePattern Pattern(string name) => new(name, _folder);
}
