using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using DataPipe.Compression.Gzip;

namespace DataPipe.Warc.Http;

/// <summary>Undoes one HTTP coding of a body (RFC 9110, section 8.4.1), with a bound on what comes out.</summary>
internal static class ContentDecoder
{
    // Bytes that text does not hold; a compressed body shows one of them soon.
    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(b => b is not (9 or 10 or 12 or 13 or 27)).Select(b => (byte)b), 127]);

    /// <summary>Decodes; false with the problem when the body is not whole, and then <paramref name="output"/> is what came out before.</summary>
    public static bool TryDecode(ReadOnlySpan<char> coding, ReadOnlyMemory<byte> input, long maxBytes, out ReadOnlyMemory<byte> output, out string? problem)
    {
        output = input;
        problem = null;
        if (input.IsEmpty || coding.IsEmpty || Is(coding, "identity") || Is(coding, "none")) return true;
        if (Is(coding, "chunked")) problem = ChunkedBody.Decode(input, out output);
        else if (Is(coding, "gzip") || Is(coding, "x-gzip"))
        {
            // Without the magic bytes it has been decoded already: Common Crawl and others keep the field all the same.
            if (GzipHeader.CouldStart(input.Span)) problem = InflatedBody.DecodeGzip(input.Span, maxBytes, out output);
        }
        else if (Is(coding, "deflate")) problem = UnlessText(input, InflatedBody.DecodeDeflate(input.Span, maxBytes, out output), ref output);
        else if (Is(coding, "br")) problem = UnlessText(input, DecodeBrotli(input.Span, maxBytes, out output), ref output);
        else if (Is(coding, "zstd"))
        {
            if (ZstandardBody.CouldStart(input.Span)) problem = ZstandardBody.Decode(input.Span, maxBytes, out output);
        }
        else problem = $"unknown coding '{coding}'";
        return problem is null;
    }

    /// <summary>The problem of a body that decodes to more than was allowed.</summary>
    public static string TooLong(long maxBytes) => string.Create(CultureInfo.InvariantCulture, $"the body decodes to more than {maxBytes} bytes");

    private static bool Is(ReadOnlySpan<char> coding, string name) => coding.Equals(name, StringComparison.OrdinalIgnoreCase);

    // These codings have no magic bytes: a body that does not decode and reads as text has been decoded already.
    private static string? UnlessText(ReadOnlyMemory<byte> input, string? problem, ref ReadOnlyMemory<byte> output)
    {
        if (problem is null || input.Span[..Math.Min(input.Length, 512)].IndexOfAny(Controls) >= 0) return problem;
        output = input;
        return null;
    }

    private static string? DecodeBrotli(ReadOnlySpan<byte> input, long maxBytes, out ReadOnlyMemory<byte> output)
    {
        var buffer = new BodyBuffer(input.Length, maxBytes, slackBytes: 0);
        using var decoder = new BrotliDecoder();
        while (true)
        {
            var status = decoder.Decompress(input, buffer.Bytes.AsSpan(buffer.Written), out var consumed, out var written);
            input = input[consumed..];
            buffer.Written += written;
            output = buffer.Result;
            if (buffer.IsTooLong) return TooLong(maxBytes);
            switch (status)
            {
                case OperationStatus.Done: return null;
                case OperationStatus.NeedMoreData: return "the br body ends early";
                case OperationStatus.InvalidData: return "the br body is corrupt";
                default:
                    buffer.Grow();
                    break;
            }
        }
    }
}
