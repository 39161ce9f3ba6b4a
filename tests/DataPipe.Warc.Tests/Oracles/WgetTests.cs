using System.Net;
using System.Net.Sockets;
using DataPipe.Compression.Tests;
using DataPipe.Warc.Http;
using Xunit.Abstractions;

namespace DataPipe.Warc.Tests.Oracles;

/// <summary>Archives that GNU wget writes of a server on this machine, where wget is installed.</summary>
public class WgetTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Pages = new()
    {
        ["/"] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<a href='/chunked'>1</a> <a href='/packed'>2</a> <a href='/lost'>3</a> <a href='/moved'>4</a>",
        ["/chunked"] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n6\r\n<p>chu\r\n5\r\nnked\n\r\n0\r\n\r\n",
        ["/packed"] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + System.Text.Encoding.Latin1.GetString(Members.Gzip("<p>packed")),
        ["/moved"] = "HTTP/1.1 301 Moved\r\nLocation: /target\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ["/target"] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nConnection: close\r\n\r\ntarget",
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Holds_the_pages_that_were_served_with_good_digests(bool gzip)
    {
        if (Program.Find("wget") is not { } wget)
        {
            output.WriteLine("wget is not installed: nothing tested");
            return;
        }
        var folder = Directory.CreateTempSubdirectory();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(server, stop.Token);
        try
        {
            var site = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}";
            string[] arguments = ["--quiet", "--no-proxy", "--recursive", "--tries=1", "-e", "robots=off", "--directory-prefix=" + folder.FullName, "--warc-file=" + Path.Combine(folder.FullName, "crawl"), site + "/"];
            var (exitCode, _, error) = await Program.RunAsync(wget, gzip ? arguments : ["--no-warc-compression", .. arguments]);
            // 8: the server answered with an error, the page that is not there.
            Assert.True(exitCode == 8, error);
            var (bodies, warnings) = await ReadAsync(Path.Combine(folder.FullName, gzip ? "crawl.warc.gz" : "crawl.warc"));
            Assert.Empty(warnings);
            Assert.Equal(
                [($"{site}/chunked", 200, "<p>chunked\n"), ($"{site}/lost", 404, "no"), ($"{site}/moved", 301, ""), ($"{site}/packed", 200, "<p>packed"), ($"{site}/target", 200, "target")],
                bodies.Where(b => b.Uri != site + "/").OrderBy(b => b.Uri, StringComparer.Ordinal));
            Assert.Contains(bodies, b => b.Uri == site + "/");
        }
        finally
        {
            await stop.CancelAsync();
            server.Stop();
            await serving;
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(List<(string? Uri, int Status, string Body)> Bodies, IReadOnlyList<WarcWarning> Warnings)> ReadAsync(string path)
    {
        var bodies = new List<(string? Uri, int Status, string Body)>();
        var requests = 0;
        await using var reader = new WarcReader(File.OpenRead(path), path, new WarcReaderOptions { CheckDigests = true });
        while (await reader.ReadAsync(CancellationToken.None) is { } record)
        {
            Assert.NotNull(record.Date);
            if (record.Type == WarcRecordType.Request) requests++;
            if (record.Type != WarcRecordType.Response) continue;
            Assert.NotNull(record.PayloadDigest);
            Assert.Equal("127.0.0.1", record.IpAddress);
            Assert.True(HttpMessage.TryParse(record.Block, out var message));
            Assert.True(message!.TryDecodeBody(1 << 20, out var body, out var problem), problem);
            bodies.Add((record.TargetUri, message.StatusCode, System.Text.Encoding.Latin1.GetString(body.Span)));
        }
        Assert.Equal(bodies.Count, requests);
        return (bodies, reader.TakeWarnings());
    }

    private static async Task ServeAsync(TcpListener server, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                using var client = await server.AcceptTcpClientAsync(cancellation);
                await using var stream = client.GetStream();
                using var request = new StreamReader(stream, leaveOpen: true);
                var path = (await request.ReadLineAsync(cancellation))?.Split(' ').ElementAtOrDefault(1) ?? "";
                while (await request.ReadLineAsync(cancellation) is { Length: > 0 }) { }
                await stream.WriteAsync(Members.Bytes(Pages.GetValueOrDefault(path, "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")), cancellation);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // The client went away, or the test is over.
            }
        }
    }
}
