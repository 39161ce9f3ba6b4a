using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace DataPipe.Samples.Pack;

/// <summary>An answer of a server: its header, its payload (content coding applied) and the two as they came over the wire.</summary>
internal sealed record HttpAnswer(byte[] Header, byte[] Payload, byte[] Message)
{
    private const int ChunkBytes = 1_400;

    /// <summary>The answer of a capture with the given body.</summary>
    public static HttpAnswer Of(Capture capture, byte[] body)
    {
        var payload = capture.Encoding switch
        {
            null or "gzip-already-decoded" => body,
            "gzip" => Compressed(body, stream => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)),
            "deflate" => Compressed(body, stream => new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true)),
            "br" => Compressed(body, stream => new BrotliStream(stream, CompressionLevel.Optimal, leaveOpen: true)),
            _ => throw new SampleException($"pages/index.json, {capture.Url}: content coding '{capture.Encoding}' is not known."),
        };
        var chunked = capture.Transfer switch
        {
            null => false,
            "chunked" => true,
            _ => throw new SampleException($"pages/index.json, {capture.Url}: transfer coding '{capture.Transfer}' is not known."),
        };
        var head = new StringBuilder();
        Line(head, $"HTTP/1.1 {capture.Status} {Reason(capture)}");
        Line(head, $"Date: {capture.Date.ToString("R", CultureInfo.InvariantCulture)}");
        Line(head, "Server: httpd");
        Line(head, $"Content-Type: {Charsets.ContentType(capture)}");
        if (capture.Location is not null) Line(head, $"Location: {capture.Location}");
        if (capture.Encoding is not null) Line(head, $"Content-Encoding: {(capture.Encoding == "gzip-already-decoded" ? "gzip" : capture.Encoding)}");
        Line(head, chunked ? "Transfer-Encoding: chunked" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {payload.Length}"));
        Line(head, "Connection: close");
        Line(head, "");
        var header = Encoding.Latin1.GetBytes(head.ToString());
        return new HttpAnswer(header, payload, [.. header, .. chunked ? Chunked(payload) : payload]);
    }

    /// <summary>The request that led to a capture.</summary>
    public static byte[] Request(Capture capture)
    {
        var url = new Uri(capture.Url);
        var head = new StringBuilder();
        Line(head, $"GET {url.PathAndQuery} HTTP/1.1");
        Line(head, $"Host: {url.Host}");
        Line(head, "User-Agent: DataPipe-Samples/1.0");
        Line(head, "Accept: text/html,*/*;q=0.5");
        Line(head, "Accept-Encoding: gzip, deflate, br");
        Line(head, "");
        return Encoding.Latin1.GetBytes(head.ToString());
    }

    private static string Reason(Capture capture) => capture.Status switch
    {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        404 => "Not Found",
        500 => "Internal Server Error",
        _ => throw new SampleException($"pages/index.json, {capture.Url}: status {capture.Status} has no reason phrase here."),
    };

    private static byte[] Compressed(byte[] body, Func<Stream, Stream> coding)
    {
        using var output = new MemoryStream();
        using (var stream = coding(output)) stream.Write(body);
        return output.ToArray();
    }

    private static byte[] Chunked(byte[] payload)
    {
        using var output = new MemoryStream();
        for (var at = 0; at < payload.Length; at += ChunkBytes)
        {
            var chunk = payload.AsSpan(at, Math.Min(ChunkBytes, payload.Length - at));
            output.Write(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{chunk.Length:x}\r\n")));
            output.Write(chunk);
            output.Write("\r\n"u8);
        }
        output.Write("0\r\n\r\n"u8);
        return output.ToArray();
    }

    private static void Line(StringBuilder head, string line) => head.Append(line).Append("\r\n");
}
