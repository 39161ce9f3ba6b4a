using System.Text;
using System.Text.Unicode;

namespace DataPipe.Curation.Sources.Charsets;

/// <summary>Turns pages of any encoding into UTF-8 without NULs. An instance serves page after page and keeps its scratch memory.</summary>
internal sealed class CharsetDecoder
{
    private const int MaxKeptChars = 4 << 20;

    // Bytes looked at to tell UTF-16 without a mark: markup has a zero in every other byte.
    private const int SampledBytes = 512;

    private char[] _chars = [];

    /// <summary>
    /// Chooses the encoding of a page: a byte order mark, what the server says, what the page declares, and else UTF-8 where the bytes are valid as such
    /// and windows-1252 where not.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="contentType">The server's Content-Type, or null.</param>
    /// <param name="isHtml">Whether the page may declare its encoding itself.</param>
    public static Charset Choose(ReadOnlySpan<byte> page, string? contentType, bool isHtml)
    {
        if (page.StartsWith("\uFEFF"u8)) return Charset.Utf8;
        if (page.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Charset.Utf16LittleEndian;
        if (page.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Charset.Utf16BigEndian;
        return FromContentType(contentType)
            ?? (isHtml ? MetaCharset.Find(page) : null)
            ?? Guess(page);
    }

    /// <summary>The page in UTF-8, in memory of its own: byte order mark removed, invalid sequences and NULs replaced by U+FFFD.</summary>
    public ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> page, Charset charset)
    {
        if (ReferenceEquals(charset, Charset.Utf8))
        {
            if (page.StartsWith("\uFEFF"u8)) page = page[3..];
            if (Utf8.IsValid(page) && !page.Contains((byte)0)) return page.ToArray();
        }

        var most = charset.MaxChars(page.Length);
        if (_chars.Length < most) _chars = new char[most];
        var chars = _chars.AsSpan(0, charset.Decode(page, _chars));
        if (chars.StartsWith("\uFEFF")) chars = chars[1..];
        chars.Replace('\0', '\uFFFD');
        var utf8 = new byte[Encoding.UTF8.GetByteCount(chars)];
        Encoding.UTF8.GetBytes(chars, utf8);
        if (_chars.Length > MaxKeptChars) _chars = [];
        return utf8;
    }

    private static Charset? FromContentType(string? contentType)
    {
        if (contentType is null) return null;
        var rest = contentType.AsSpan();
        while (true)
        {
            var at = rest.IndexOf("charset", StringComparison.OrdinalIgnoreCase);
            if (at < 0) return null;
            rest = rest[(at + 7)..].TrimStart();
            if (rest.IsEmpty || rest[0] != '=') continue;
            rest = rest[1..].TrimStart();
            var end = rest.IndexOf(';');
            return CharsetLabels.Find((end < 0 ? rest : rest[..end]).Trim().Trim("\"'"));
        }
    }

    private static Charset Guess(ReadOnlySpan<byte> page)
    {
        var sample = page[..Math.Min(page.Length, SampledBytes)];
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < sample.Length; i += 2)
        {
            if (sample[i] == 0) even++;
            if (sample[i + 1] == 0) odd++;
        }

        var pairs = sample.Length / 2;
        if (pairs >= 8 && odd * 2 > pairs && even * 8 < pairs) return Charset.Utf16LittleEndian;
        if (pairs >= 8 && even * 2 > pairs && odd * 8 < pairs) return Charset.Utf16BigEndian;
        return Utf8.IsValid(page) ? Charset.Utf8 : CharsetLabels.Find("windows-1252") ?? Charset.Utf8;
    }
}
