using System.Buffers;
using System.Text;
using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Reads an element's <see cref="ElementCues"/> from its attributes: the words of its class and id, its role, whether it is shown.</summary>
internal static class CueReader
{
    private const int MaxWordBytes = 20;

    private static readonly SearchValues<byte> TokenEnds = SearchValues.Create(" \t\r\n\f"u8);

    /// <summary>Cues of an element.</summary>
    public static ElementCues Read(HtmlTree tree, int node)
    {
        var cues = ElementCues.None;
        var attributes = tree.Attributes(node);
        while (attributes.MoveNext())
        {
            var value = attributes.Value;
            switch (attributes.Name.Length)
            {
                case 2 when attributes.Is("id"u8):
                case 5 when attributes.Is("class"u8):
                    cues |= OfTokens(value);
                    break;
                case 4 when attributes.Is("href"u8):
                    cues |= ElementCues.Link;
                    break;
                case 4 when attributes.Is("role"u8):
                    cues |= OfRole(value);
                    break;
                case 5 when attributes.Is("style"u8):
                    if (IsHiddenStyle(value)) cues |= ElementCues.Hidden;
                    break;
                case 6 when attributes.Is("hidden"u8):
                    cues |= ElementCues.Hidden;
                    break;
                case 8 when attributes.Is("itemprop"u8):
                    if (Ascii.EqualsIgnoreCase(value, "articleBody"u8) || Ascii.EqualsIgnoreCase(value, "text"u8)) cues |= ElementCues.Body;
                    break;
                case 11 when attributes.Is("aria-hidden"u8):
                    if (Ascii.EqualsIgnoreCase(value, "true"u8)) cues |= ElementCues.Hidden;
                    break;
            }
        }

        return cues;
    }

    private static ElementCues OfRole(ReadOnlySpan<byte> role)
    {
        Span<char> chars = stackalloc char[MaxWordBytes];
        if (role.Length is 0 or > MaxWordBytes) return ElementCues.None;
        for (var i = 0; i < role.Length; i++) chars[i] = (char)(role[i] | 0x20);
        return chars[..role.Length] switch
        {
            "navigation" or "menu" or "menubar" or "tablist" or "toolbar" => ElementCues.Navigation,
            "banner" => ElementCues.Header,
            "contentinfo" => ElementCues.Footer,
            "complementary" => ElementCues.Sidebar,
            "dialog" or "alertdialog" or "alert" => ElementCues.Notice,
            "search" => ElementCues.Tool,
            "main" => ElementCues.Main,
            "tabpanel" => ElementCues.Panel,
            _ => ElementCues.None,
        };
    }

    private static bool IsHiddenStyle(ReadOnlySpan<byte> style)
    {
        while (true)
        {
            var hit = style.IndexOf(":"u8);
            if (hit < 0) return false;
            var name = style[..hit].TrimEnd((byte)' ');
            style = style[(hit + 1)..].TrimStart((byte)' ');
            if (name.EndsWith("display"u8) && style.StartsWith("none"u8)) return true;
            if (name.EndsWith("visibility"u8) && style.StartsWith("hidden"u8)) return true;
        }
    }

    private static ElementCues OfTokens(ReadOnlySpan<byte> tokens)
    {
        var cues = ElementCues.None;
        while (true)
        {
            tokens = tokens.TrimStart(" \t\r\n\f"u8);
            if (tokens.IsEmpty) return cues;
            var length = tokens.IndexOfAny(TokenEnds);
            if (length < 0) length = tokens.Length;
            cues |= OfToken(tokens[..length]);
            tokens = tokens[length..];
        }
    }

    // A token such as "has-sidebar" tells of the layout, and one such as "md:hidden" of one screen size.
    private static ElementCues OfToken(ReadOnlySpan<byte> token)
    {
        if (token.IndexOf((byte)':') >= 0 || token.StartsWith("has-"u8) || token.StartsWith("no-"u8) || token.StartsWith("with-"u8) || token.StartsWith("not-"u8)) return ElementCues.None;
        if (token.SequenceEqual("sr-only"u8) || token.SequenceEqual("visually-hidden"u8) || token.SequenceEqual("screen-reader-text"u8)) return ElementCues.Hidden;
        var cues = ElementCues.None;
        // The word and the one before it, side by side: "about-author" and "aboutAuthor" are "aboutauthor" too.
        Span<char> pair = stackalloc char[2 * MaxWordBytes];
        int length = 0, before = 0;
        for (var i = 0; i <= token.Length; i++)
        {
            var b = i < token.Length ? token[i] : (byte)'-';
            var isUpper = (uint)(b - 'A') <= 'Z' - 'A';
            var isLetter = isUpper || (uint)(b - 'a') <= 'z' - 'a';
            if (!isLetter || (isUpper && i > 0 && (uint)(token[i - 1] - 'a') <= 'z' - 'a'))
            {
                // Letters behind a digit are no word: "container-83ad84" is no advertisement.
                var start = i - length;
                if (length >= 2 && length <= MaxWordBytes && !(start > 0 && (uint)(token[start - 1] - '0') <= 9))
                {
                    if (CueWords.TryFind(pair.Slice(before, length), out var cue)) cues |= cue;
                    if (before > 0 && CueWords.TryFind(pair[..(before + length)], out cue)) cues |= cue;
                }

                if (length > 0)
                {
                    var kept = length <= MaxWordBytes ? length : 0;
                    pair.Slice(before, kept).CopyTo(pair);
                    before = kept;
                    length = 0;
                }
            }

            if (!isLetter) continue;
            if (length < MaxWordBytes) pair[before + length] = (char)(b | 0x20);
            length++;
        }

        return cues;
    }
}
