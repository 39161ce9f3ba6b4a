using System.Text;

namespace DataPipe.Warc.Fields;

/// <summary>The named fields of a WARC or HTTP header, read where they lie: <c>Name: value</c> lines, ended by CR LF or a bare LF.</summary>
internal static class FieldBlock
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The value of the first field of that name, letter case aside, without surrounding white space; lines that continue it are included. False when there is none.</summary>
    public static bool TryFind(ReadOnlySpan<byte> fields, ReadOnlySpan<char> name, out ReadOnlySpan<byte> value)
    {
        for (var at = 0; at < fields.Length;)
        {
            var start = at;
            at += LineLength(fields[at..]);
            var line = fields[start..at];
            if (line.Length <= name.Length || !Ascii.EqualsIgnoreCase(line[..name.Length], name)) continue;
            var colon = line[name.Length..].IndexOf((byte)':');
            if (colon < 0 || !Trim(line.Slice(name.Length, colon)).IsEmpty) continue;
            // A line that begins with white space continues the one before.
            while (at < fields.Length && (fields[at] is (byte)' ' or (byte)'\t')) at += LineLength(fields[at..]);
            value = Trim(fields[(start + name.Length + colon + 1)..at]);
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>Text of a value: UTF-8, or Latin-1 where it is not valid UTF-8; line breaks with the white space around them become one space.</summary>
    public static string Decode(ReadOnlySpan<byte> value)
    {
        if (value.IndexOfAny((byte)'\r', (byte)'\n') >= 0) value = Unfold(value);
        try
        {
            return Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(value);
        }
    }

    /// <summary>The index behind the empty line that ends a header, and where its fields end; the whole length for both when there is no such line.</summary>
    public static int FindEnd(ReadOnlySpan<byte> header, out int fieldsEnd)
    {
        for (var at = 0; at < header.Length;)
        {
            var length = LineLength(header[at..]);
            if (IsBlank(header.Slice(at, length)))
            {
                fieldsEnd = at;
                return at + length;
            }
            at += length;
        }
        fieldsEnd = header.Length;
        return header.Length;
    }

    /// <summary>Whether a line is nothing but its end.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> line) => line is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];

    /// <summary>The bytes without spaces, tabs and line breaks at either end.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes) => bytes.Trim(" \t\r\n"u8);

    private static int LineLength(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end < 0 ? bytes.Length : end + 1;
    }

    private static byte[] Unfold(ReadOnlySpan<byte> value)
    {
        var flat = new byte[value.Length];
        var length = 0;
        while (!value.IsEmpty)
        {
            var lineLength = LineLength(value);
            var line = Trim(value[..lineLength]);
            value = value[lineLength..];
            if (line.IsEmpty) continue;
            if (length > 0) flat[length++] = (byte)' ';
            line.CopyTo(flat.AsSpan(length));
            length += line.Length;
        }
        return flat[..length];
    }
}
