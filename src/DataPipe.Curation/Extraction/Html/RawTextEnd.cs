using System.Text;

namespace DataPipe.Curation.Extraction.Html;

/// <summary>Finds where the content of an element without markup ends. Source: HTML Living Standard, sections 13.2.5.2 to 13.2.5.31.</summary>
internal static class RawTextEnd
{
    /// <summary>Index of the end tag of an element whose content begins at <paramref name="from"/>, or the length of the page.</summary>
    public static int Find(ReadOnlySpan<byte> html, int from, HtmlTag tag, ReadOnlySpan<byte> name) => tag switch
    {
        HtmlTag.Plaintext => html.Length,
        HtmlTag.Script => FindScript(html, from),
        _ => FindName(html, from, name),
    };

    private static int FindName(ReadOnlySpan<byte> html, int from, ReadOnlySpan<byte> name)
    {
        while (true)
        {
            var hit = html[from..].IndexOf("</"u8);
            if (hit < 0) return html.Length;
            from += hit;
            if (NameFollows(html, from + 2, name)) return from;
            from += 2;
        }
    }

    // A script may hold "<!--", and behind it "<script": then its end tag is the one after that inner script's, or after "-->".
    private static int FindScript(ReadOnlySpan<byte> html, int from)
    {
        var escaped = false;
        var doubly = false;
        while (true)
        {
            var hit = escaped ? html[from..].IndexOfAny((byte)'<', (byte)'-') : html[from..].IndexOf((byte)'<');
            if (hit < 0) return html.Length;
            from += hit;
            var rest = html[from..];
            if (rest[0] == '-')
            {
                if (rest.StartsWith("-->"u8)) escaped = doubly = false;
                from++;
            }
            else if (rest.StartsWith("</"u8) && NameFollows(html, from + 2, "script"u8))
            {
                if (!doubly) return from;
                doubly = false;
                from += 8;
            }
            else if (!escaped && rest.StartsWith("<!--"u8))
            {
                escaped = true;
                from += 2;
            }
            else if (escaped && !doubly && NameFollows(html, from + 1, "script"u8))
            {
                doubly = true;
                from += 7;
            }
            else from++;
        }
    }

    private static bool NameFollows(ReadOnlySpan<byte> html, int at, ReadOnlySpan<byte> name)
    {
        var end = at + name.Length;
        return end < html.Length && Ascii.EqualsIgnoreCase(html[at..end], name) && (html[end] is (byte)'>' or (byte)'/' || HtmlAttributes.IsSpace(html[end]));
    }
}
