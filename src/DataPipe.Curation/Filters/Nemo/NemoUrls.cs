using System.Buffers;

namespace DataPipe.Curation.Filters.Nemo;

/// <summary>URLs as NeMo Curator's filter finds them: http or https, :// and what follows of letters, digits, $ - _ @ . &amp; + ! * ( ) , and bytes in percent; no slash behind the host, so that no more than that counts.</summary>
internal static class NemoUrls
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789$-_@.&+!*(),"u8);

    /// <summary>How many characters are in URLs.</summary>
    internal static int Chars(ReadOnlySpan<byte> text)
    {
        var chars = 0;
        for (var at = text.IndexOf("http"u8); at >= 0; at = text.IndexOf("http"u8))
        {
            text = text[at..];
            var start = text.StartsWith("https://"u8) ? "https://"u8.Length : text.StartsWith("http://"u8) ? "http://"u8.Length : 0;
            var length = start == 0 ? 0 : Length(text[start..]);
            if (length > 0) chars += start + length;
            text = text[(length > 0 ? start + length : "http"u8.Length)..];
        }

        return chars;
    }

    private static int Length(ReadOnlySpan<byte> text)
    {
        for (var at = 0; ;)
        {
            var run = text[at..].IndexOfAnyExcept(Plain);
            if (run < 0) return text.Length;
            at += run;
            if (text[at] != '%' || at + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2])) return at;
            at += 3;
        }
    }
}
