using System.Buffers;
using System.Text;

namespace DataPipe.Curation.Sources.Charsets;

/// <summary>Finds the encoding that a page declares in its first bytes. Source: HTML Living Standard, section 13.2.3.2, prescan a byte stream.</summary>
internal static class MetaCharset
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create("\t\n\f\r >"u8);
    private static readonly SearchValues<byte> ValueEnds = SearchValues.Create("\t\n\f\r ;"u8);

    /// <summary>How many bytes are looked at. A browser looks at 1,024, and starts over when a declaration comes later; we have the whole page and look on at once.</summary>
    public const int PrescannedBytes = 16 * 1024;

    /// <summary>The encoding declared in a meta element or XML declaration, or null.</summary>
    public static Charset? Find(ReadOnlySpan<byte> page)
    {
        if (page.Length > PrescannedBytes) page = page[..PrescannedBytes];
        if (page.StartsWith("<\0?\0x\0"u8)) return Charset.Utf16LittleEndian;
        if (page.StartsWith("\0<\0?\0x"u8)) return Charset.Utf16BigEndian;
        for (var at = 0; at < page.Length;)
        {
            var hit = page[at..].IndexOf((byte)'<');
            if (hit < 0) break;
            at += hit;
            var rest = page[at..];
            if (rest.StartsWith("<!--"u8))
            {
                // "<!-->" is a whole comment.
                var end = rest[2..].IndexOf("-->"u8);
                if (end < 0) break;
                at += end + 5;
            }
            else if (rest.Length > 5 && Ascii.EqualsIgnoreCase(rest[..5], "<meta"u8) && (IsSpace(rest[5]) || rest[5] == '/'))
            {
                var tag = new TagScanner(page, at + 6);
                if (FromMeta(ref tag) is { } found) return NoUtf16(found);
                at = tag.Position;
            }
            else if (rest.Length > 1 && (IsLetter(rest[1]) || (rest[1] == '/' && rest.Length > 2 && IsLetter(rest[2]))))
            {
                var name = rest.IndexOfAny(NameEnds);
                if (name < 0) break;
                var tag = new TagScanner(page, at + name);
                while (tag.Next()) { }
                at = tag.Position;
            }
            else if (rest.Length > 1 && rest[1] is (byte)'!' or (byte)'/' or (byte)'?')
            {
                var end = rest.IndexOf((byte)'>');
                if (end < 0) break;
                at += end + 1;
            }
            else at++;
        }

        return FromXmlDeclaration(page) is { } declared ? NoUtf16(declared) : null;
    }

    private static Charset? FromMeta(ref TagScanner tag)
    {
        var isContentType = false;
        var needsContentType = false;
        Charset? charset = null;
        while (tag.Next())
        {
            if (tag.NameIs("http-equiv"u8)) isContentType |= Ascii.EqualsIgnoreCase(tag.Value, "content-type"u8);
            else if (tag.NameIs("charset"u8) && (charset is null || needsContentType)) (charset, needsContentType) = (CharsetLabels.Find(tag.Value), false);
            else if (tag.NameIs("content"u8) && charset is null && FromContent(tag.Value) is { } found) (charset, needsContentType) = (found, true);
        }

        return needsContentType && !isContentType ? null : charset;
    }

    /// <summary>The encoding in a value such as <c>text/html; charset=utf-8</c>, or null.</summary>
    public static Charset? FromContent(ReadOnlySpan<byte> value)
    {
        for (var at = 0; at + 7 <= value.Length; at++)
        {
            if (!Ascii.EqualsIgnoreCase(value.Slice(at, 7), "charset"u8)) continue;
            var rest = value[(at + 7)..].TrimStart("\t\n\f\r "u8);
            if (!rest.StartsWith("="u8)) continue;
            rest = rest[1..].TrimStart("\t\n\f\r "u8);
            if (rest.IsEmpty) return null;
            int end;
            if (rest[0] is (byte)'"' or (byte)'\'')
            {
                end = rest[1..].IndexOf(rest[0]);
                return end < 0 ? null : CharsetLabels.Find(rest.Slice(1, end));
            }

            end = rest.IndexOfAny(ValueEnds);
            return CharsetLabels.Find(end < 0 ? rest : rest[..end]);
        }

        return null;
    }

    private static Charset? FromXmlDeclaration(ReadOnlySpan<byte> page)
    {
        if (!page.StartsWith("<?xml"u8)) return null;
        var end = page.IndexOf((byte)'>');
        if (end < 0) return null;
        var declaration = page[..end];
        var at = declaration.IndexOf("encoding"u8);
        if (at < 0) return null;
        var rest = declaration[(at + 8)..].TrimStart("\t\n\f\r "u8);
        if (!rest.StartsWith("="u8)) return null;
        rest = rest[1..].TrimStart("\t\n\f\r "u8);
        if (rest.IsEmpty || rest[0] is not ((byte)'"' or (byte)'\'')) return null;
        var length = rest[1..].IndexOf(rest[0]);
        return length < 0 ? null : CharsetLabels.Find(rest.Slice(1, length));
    }

    // A declaration that could be read as ASCII is not in UTF-16; x-user-defined, declared in a page, is windows-1252. Both as the standard has it.
    private static Charset NoUtf16(Charset found) =>
        ReferenceEquals(found, Charset.Utf16LittleEndian) || ReferenceEquals(found, Charset.Utf16BigEndian) ? Charset.Utf8
        : found.Name == "x-user-defined" ? CharsetLabels.Find("windows-1252") ?? found
        : found;

    private static bool IsLetter(byte b) => (uint)((b | 0x20) - 'a') <= 'z' - 'a';

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)'\f';
}
