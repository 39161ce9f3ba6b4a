using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using DataPipe.Warc.Fields;

namespace DataPipe.Warc.Http;

/// <summary>An HTTP message as an archive holds it: start line, header and body (RFC 9112), read leniently and where it lies.</summary>
public sealed class HttpMessage
{
    private readonly ReadOnlyMemory<byte> _startLine;
    private readonly ReadOnlyMemory<byte> _fields;

    private HttpMessage(ReadOnlyMemory<byte> startLine, ReadOnlyMemory<byte> fields, ReadOnlyMemory<byte> body, int statusCode)
    {
        _startLine = startLine;
        _fields = fields;
        RawBody = body;
        StatusCode = statusCode;
    }

    /// <summary>Status code of a response; 0 for a request, and for a response without a readable one.</summary>
    public int StatusCode { get; }

    /// <summary>The first line, without its end.</summary>
    public string StartLine => FieldBlock.Decode(FieldBlock.Trim(_startLine.Span));

    /// <summary>The Content-Type field, as sent; null when absent.</summary>
    public string? ContentType => Header("Content-Type");

    /// <summary>Everything behind the empty line that ends the header, still chunked and compressed if it was.</summary>
    public ReadOnlyMemory<byte> RawBody { get; }

    /// <summary>Reads a message that begins with a status line or a request line; false when the block begins with neither. The message keeps the block's memory.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> block, [MaybeNullWhen(false)] out HttpMessage message)
    {
        message = null;
        var span = block.Span;
        var lineEnd = span.IndexOf((byte)'\n');
        var line = FieldBlock.Trim(lineEnd < 0 ? span : span[..lineEnd]);
        var status = 0;
        if (line.StartsWith("HTTP/"u8))
        {
            var space = line.IndexOf((byte)' ');
            if (space >= 0 && Utf8Parser.TryParse(line[space..].TrimStart((byte)' '), out int code, out var digits) && digits is > 0 and <= 3) status = code;
        }
        else if (line.IndexOf(" HTTP/"u8) <= 0) return false;

        var fieldsStart = lineEnd < 0 ? span.Length : lineEnd + 1;
        var bodyStart = fieldsStart + FieldBlock.FindEnd(span[fieldsStart..], out var fieldsLength);
        message = new HttpMessage(block[..(lineEnd < 0 ? span.Length : lineEnd)], block.Slice(fieldsStart, fieldsLength), block[bodyStart..], status);
        return true;
    }

    /// <summary>The value of the first field of that name, letter case aside; null when absent. Decoded at each call, as UTF-8 or else Latin-1.</summary>
    public string? Header(string name) => FieldBlock.TryFind(_fields.Span, name, out var value) ? FieldBlock.Decode(value) : null;

    /// <summary>
    /// Undoes the transfer and content codings that the header names: chunked, gzip, deflate (zlib or raw), br and zstd. A body that is not in the coding
    /// named for it, because the archiver has undone it already, passes as it is. True when the body is whole; false with the problem
    /// otherwise, and then <paramref name="body"/> holds what could be decoded before it, at most <paramref name="maxBytes"/> bytes.
    /// </summary>
    public bool TryDecodeBody(long maxBytes, out ReadOnlyMemory<byte> body, out string? problem)
    {
        body = RawBody;
        problem = null;
        // The sender applied them from left to right, transfer codings last.
        var sound = Undo(Header("Transfer-Encoding"), maxBytes, ref body, ref problem) && Undo(Header("Content-Encoding"), maxBytes, ref body, ref problem);
        if (body.Length <= maxBytes) return sound;
        body = body[..(int)maxBytes];
        problem ??= ContentDecoder.TooLong(maxBytes);
        return false;
    }

    private static bool Undo(string? codings, long maxBytes, ref ReadOnlyMemory<byte> body, ref string? problem)
    {
        // A header that lists more codings than any sender applies is an attempt to make decoding expensive.
        const int MaxCodings = 4;
        var rest = codings.AsSpan();
        for (var n = 0; !rest.IsEmpty; n++)
        {
            if (n == MaxCodings)
            {
                problem = "more than four codings applied to one body";
                return false;
            }
            var comma = rest.LastIndexOf(',');
            var coding = rest[(comma + 1)..].Trim();
            rest = comma < 0 ? default : rest[..comma];
            if (!ContentDecoder.TryDecode(coding, body, maxBytes, out body, out problem)) return false;
        }
        return true;
    }
}
