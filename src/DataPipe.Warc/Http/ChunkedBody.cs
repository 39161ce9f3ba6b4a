using System.Globalization;

namespace DataPipe.Warc.Http;

/// <summary>A body in the transfer coding "chunked" (RFC 9112, section 7.1).</summary>
internal static class ChunkedBody
{
    /// <summary>
    /// Joins the chunks. A body that does not begin with a chunk size passes as it is: the archiver has joined them already. Bare line feeds and
    /// a missing line end behind a chunk are accepted. Null, or the problem; then the output is what came before it.
    /// </summary>
    public static string? Decode(ReadOnlyMemory<byte> input, out ReadOnlyMemory<byte> output)
    {
        output = input;
        var at = 0;
        if (!TryReadSize(input.Span, ref at, out var size)) return null;
        byte[]? joined = null;
        var length = 0;
        output = default;
        while (size > 0)
        {
            var count = (int)Math.Min(size, input.Length - at);
            if (joined is null && length == 0) output = input.Slice(at, count);
            else
            {
                if (joined is null)
                {
                    joined = new byte[input.Length];
                    output.Span.CopyTo(joined);
                }
                input.Span.Slice(at, count).CopyTo(joined.AsSpan(length));
                output = joined.AsMemory(0, length + count);
            }
            length += count;
            at += count;
            if (count < size) return "the chunked body ends inside a chunk";
            SkipLineEnd(input.Span, ref at);
            if (at == input.Length) return "the chunked body ends before its last chunk";
            if (!TryReadSize(input.Span, ref at, out size))
                return string.Create(CultureInfo.InvariantCulture, $"no chunk size at byte {at} of the chunked body");
        }
        return null;
    }

    // A line of hexadecimal digits, perhaps white space and an extension behind ';'.
    private static bool TryReadSize(ReadOnlySpan<byte> input, ref int at, out long size)
    {
        size = 0;
        var rest = input[at..];
        var digits = 0;
        while (digits < rest.Length && digits < 15 && char.IsAsciiHexDigit((char)rest[digits]))
        {
            var c = rest[digits++] | 0x20;
            size = size << 4 | (uint)(c <= '9' ? c - '0' : c - 'a' + 10);
        }
        if (digits == 0) return false;
        var end = rest.IndexOf((byte)'\n');
        if (end < 0) end = rest.Length - 1; // the last chunk of a cut body
        var tail = rest[digits..(end + 1)].Trim(" \t\r\n"u8);
        if (!tail.IsEmpty && tail[0] != (byte)';') return false;
        at += end + 1;
        return true;
    }

    private static void SkipLineEnd(ReadOnlySpan<byte> input, ref int at)
    {
        if (at < input.Length && input[at] == (byte)'\r') at++;
        if (at < input.Length && input[at] == (byte)'\n') at++;
    }
}
