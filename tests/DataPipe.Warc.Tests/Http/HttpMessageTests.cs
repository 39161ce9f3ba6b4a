using DataPipe.Compression.Tests;
using DataPipe.Compression.Zstandard;
using System.IO.Compression;
using System.Text;
using DataPipe.Warc.Http;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Warc.Tests.Http;

public class HttpMessageTests
{
    private static readonly byte[] Page = Members.Bytes("<!doctype html><html><body>" + string.Concat(Enumerable.Range(0, 500).Select(i => $"<p>paragraph {i}</p>\n")) + "</body></html>");

    [Fact]
    public void Reads_status_fields_and_body()
    {
        var message = Parse("HTTP/1.1 404 Not Found\r\nContent-Type: text/html; charset=utf-8\r\nX-Empty:\r\nSET-COOKIE: a\r\nSet-Cookie: b\r\n\r\nbody\r\n\r\nmore");
        Assert.Equal(404, message.StatusCode);
        Assert.Equal("HTTP/1.1 404 Not Found", message.StartLine);
        Assert.Equal("text/html; charset=utf-8", message.ContentType);
        Assert.Equal("", message.Header("x-empty"));
        Assert.Equal("a", message.Header("set-cookie"));
        Assert.Null(message.Header("Cookie"));
        Assert.Equal("body\r\n\r\nmore", Encoding.ASCII.GetString(message.RawBody.Span));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\nA: b\n\nbody", 200, "b", "body")]
    [InlineData("HTTP/2 204\r\nA: b\r\n\r\n", 204, "b", "")]
    [InlineData("HTTP/1.0  301  Moved\r\nA : b\r\n\r\n", 301, "b", "")]
    [InlineData("HTTP/1.1 abc\r\nA: b\r\n\r\n", 0, "b", "")]
    [InlineData("HTTP/1.1 200 OK\r\nA: b", 200, "b", "")]
    [InlineData("HTTP/1.1 200 OK", 200, null, "")]
    [InlineData("HTTP/1.1 200 OK\r\nnonsense\r\nA: one\r\n  two\r\n\tthree\r\nB: c\r\n\r\nx", 200, "one two three", "x")]
    [InlineData("GET /a HTTP/1.1\r\nA: b\r\n\r\n", 0, "b", "")]
    public void Reads_headers_as_they_are_met(string text, int status, string? a, string body)
    {
        var message = Parse(text);
        Assert.Equal(status, message.StatusCode);
        Assert.Equal(a, message.Header("A"));
        Assert.Equal(body, Encoding.ASCII.GetString(message.RawBody.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("WARC/1.0\r\n\r\n")]
    [InlineData("\r\nHTTP/1.1 200 OK\r\n\r\n")]
    public void Refuses_what_is_no_message(string text) => Assert.False(HttpMessage.TryParse(Members.Bytes(text), out _));

    [Fact]
    public void Decodes_field_values_as_UTF8_and_else_as_Latin1()
    {
        Assert.Equal("grüße", Parse(Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nA: grüße\r\n\r\n")).Header("A"));
        Assert.Equal("grüße", Parse(Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nA: grüße\r\n\r\n")).Header("A"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-GZIP")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("identity")]
    [InlineData("")]
    public void Decodes_every_coding(string coding)
    {
        var message = Encoded(coding, Encode(coding, Page));
        Assert.True(message.TryDecodeBody(1 << 20, out var body, out var problem), problem);
        Assert.Null(problem);
        Assert.Equal(Page, body.ToArray());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("chunked")]
    public void Passes_a_body_that_was_decoded_already(string coding)
    {
        var message = coding == "chunked" ? Parse(Members.Join(Members.Bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), Page)) : Encoded(coding, Page);
        Assert.True(message.TryDecodeBody(1 << 20, out var body, out var problem), problem);
        Assert.Equal(Page, body.ToArray());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public void Says_that_a_cut_body_is_cut_and_gives_its_beginning(string coding)
    {
        var whole = Encode(coding, Page);
        for (var length = whole.Length - 1; length > whole.Length / 2; length--)
        {
            Assert.False(Encoded(coding, whole[..length]).TryDecodeBody(1 << 20, out var body, out var problem));
            Assert.NotNull(problem);
            Assert.True(Page.AsSpan().StartsWith(body.Span));
        }
        // Zstandard decodes whole blocks of 128 KiB, or, by some encoders, less.
        var large = coding == "zstd" ? Members.Noise(400_000, 1) : Page;
        whole = Encode(coding, large);
        Assert.False(Encoded(coding, whole[..(whole.Length * 3 / 4)]).TryDecodeBody(1 << 20, out var begun, out _));
        Assert.InRange(begun.Length, 101, large.Length);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("")]
    public void Stops_a_bomb_at_the_bound(string coding)
    {
        var zeros = new byte[30_000_000];
        Assert.False(Encoded(coding, Encode(coding, zeros)).TryDecodeBody(100_000, out var body, out var problem));
        Assert.Equal("the body decodes to more than 100000 bytes", problem);
        Assert.Equal(100_000, body.Length);
        Assert.True(Encoded(coding, Encode(coding, zeros[..100_000])).TryDecodeBody(100_000, out body, out _));
        Assert.Equal(100_000, body.Length);
    }

    [Fact]
    public void Accepts_any_bound()
    {
        foreach (var bound in new[] { 0L, 1, int.MaxValue, long.MaxValue })
        {
            var whole = Encoded("gzip", Encode("gzip", Page)).TryDecodeBody(bound, out var body, out _);
            Assert.Equal(bound > 1, whole);
            Assert.Equal(Math.Min(bound, Page.Length), body.Length);
        }
    }

    [Fact]
    public void Undoes_several_codings_from_the_last_to_the_first()
    {
        var body = Chunk(Encode("gzip", Encode("br", Page)), 100);
        var message = Parse(Members.Join(Members.Bytes("HTTP/1.1 200 OK\r\nContent-Encoding: br, gzip\r\nTransfer-Encoding: chunked\r\n\r\n"), body));
        Assert.True(message.TryDecodeBody(1 << 20, out var decoded, out var problem), problem);
        Assert.Equal(Page, decoded.ToArray());
    }

    [Fact]
    public void Refuses_unknown_codings_and_too_many_of_them()
    {
        Assert.False(Encoded("compress", Page).TryDecodeBody(1 << 20, out var body, out var problem));
        Assert.Equal("unknown coding 'compress'", problem);
        Assert.Equal(Page, body.ToArray());
        Assert.False(Encoded("gzip, gzip, gzip, gzip, gzip", Page).TryDecodeBody(1 << 20, out _, out problem));
        Assert.Equal("more than four codings applied to one body", problem);
    }

    [Fact]
    public void Joins_chunks_of_any_size() => Prop
        .ForAll(Gen.Choose(1, 4000).ToArbitrary(), size =>
        {
            var message = Parse(Members.Join(Members.Bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"), Chunk(Page, size)));
            Assert.True(message.TryDecodeBody(1 << 20, out var body, out var problem), problem);
            Assert.Equal(Page, body.ToArray());
        })
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("4;ext=1\r\nwiki\r\n005 \r\npedia\r\n0\r\nTrailer: x\r\n\r\n", "wikipedia", null)]
    [InlineData("4\nwiki\n5\npedia\n0\n\n", "wikipedia", null)]
    [InlineData("4\r\nwiki5\r\npedia0\r\n\r\n", "wikipedia", null)]
    [InlineData("0\r\n\r\n", "", null)]
    [InlineData("4\r\nwiki\r\n5\r\npedia\r\n", "wikipedia", "the chunked body ends before its last chunk")]
    [InlineData("4\r\nwiki\r\n5\r\nped", "wikiped", "the chunked body ends inside a chunk")]
    [InlineData("4\r\nwiki\r\nnonsense\r\n", "wiki", "no chunk size at byte 9 of the chunked body")]
    [InlineData("fffffffffffffff\r\nwiki", "wiki", "the chunked body ends inside a chunk")]
    [InlineData("{\"json\": 1}", "{\"json\": 1}", null)]
    public void Joins_chunks_as_they_are_met(string raw, string expected, string? expectedProblem)
    {
        var whole = Parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + raw).TryDecodeBody(1 << 20, out var body, out var problem);
        Assert.Equal(expectedProblem, problem);
        Assert.Equal(expectedProblem is null, whole);
        Assert.Equal(expected, Encoding.ASCII.GetString(body.Span));
    }

    [Fact]
    public void Never_throws_on_damaged_bodies()
    {
        var random = new Random(8);
        foreach (var coding in new[] { "gzip", "deflate", "raw deflate", "br", "zstd", "chunked" })
        {
            var whole = coding == "chunked" ? Chunk(Page, 300) : Encode(coding, Page);
            for (var n = 0; n < 2000; n++)
            {
                var broken = (byte[])whole.Clone();
                for (var k = random.Next(1, 5); k > 0; k--) broken[random.Next(broken.Length)] = (byte)random.Next(256);
                var field = coding == "chunked" ? "Transfer" : "Content";
                var message = Parse(Members.Join(Members.Bytes($"HTTP/1.1 200 OK\r\n{field}-Encoding: {coding.Split(' ')[^1]}\r\n\r\n"), broken));
                Assert.Equal(message.TryDecodeBody(50_000, out var body, out var problem), problem is null);
                Assert.True(body.Length <= 50_000);
            }
        }
    }

    private static HttpMessage Parse(string text) => Parse(Members.Bytes(text));

    private static HttpMessage Parse(byte[] bytes)
    {
        Assert.True(HttpMessage.TryParse(bytes, out var message));
        return message!;
    }

    private static HttpMessage Encoded(string coding, byte[] body) =>
        Parse(Members.Join(Members.Bytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding.Replace("raw ", "", StringComparison.Ordinal)}\r\n\r\n"), body));

    private static byte[] Encode(string coding, byte[] body)
    {
        if (coding == "zstd") return Frames(body);
        using var output = new MemoryStream();
        using (Stream? encoder = coding.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(output, CompressionLevel.Optimal),
            "DEFLATE" => new ZLibStream(output, CompressionLevel.Optimal),
            "RAW DEFLATE" => new DeflateStream(output, CompressionLevel.Optimal),
            "BR" => new BrotliStream(output, CompressionLevel.Fastest),
            _ => null,
        })
        {
            if (encoder is null) return body;
            encoder.Write(body);
        }
        return output.ToArray();
    }

    // By the library where it is installed; else blocks that are not compressed, and repeated bytes.
    private static byte[] Frames(byte[] body)
    {
        if (ZstandardLibrary.Installed is { } library)
        {
            using var compressor = new ZstandardCompressor(library, 3, checksum: true);
            var frame = new byte[compressor.Bound(body.Length)];
            return frame[..compressor.Compress(body, frame)];
        }
        using var output = new MemoryStream();
        output.Write([0x28, 0xB5, 0x2F, 0xFD, 0, 56]);
        for (var at = 0; at < body.Length; at += 4096)
        {
            var piece = body.AsSpan(at, Math.Min(4096, body.Length - at));
            var isRepeated = piece.IndexOfAnyExcept(piece[0]) < 0;
            var header = piece.Length << 3 | (isRepeated ? 2 : 0) | (at + piece.Length == body.Length ? 1 : 0);
            output.Write([(byte)header, (byte)(header >> 8), (byte)(header >> 16)]);
            output.Write(isRepeated ? piece[..1] : piece);
        }
        return output.ToArray();
    }

    private static byte[] Chunk(byte[] body, int size)
    {
        using var output = new MemoryStream();
        for (var at = 0; at < body.Length; at += size)
        {
            var count = Math.Min(size, body.Length - at);
            output.Write(Members.Bytes($"{count:x}\r\n"));
            output.Write(body.AsSpan(at, count));
            output.Write("\r\n"u8);
        }
        output.Write("0\r\n\r\n"u8);
        return output.ToArray();
    }
}
