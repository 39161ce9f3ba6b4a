using System.Runtime.CompilerServices;

namespace DataPipe.Curation.Extraction.Html;

/// <summary>Element kinds by name, and what is particular to each. Source: HTML Living Standard, sections 13.1.2 and 13.2.6.</summary>
internal static class HtmlTags
{
    private const int Slots = 512;
    private const int MaxNameBytes = 16;

    private static readonly TagTraits[] Traits = BuildTraits();
    private static readonly Slot[] Table = BuildTable();

    /// <summary>Traits of an element kind.</summary>
    public static TagTraits TraitsOf(HtmlTag tag) => Traits[(int)tag];

    /// <summary>Whether an element kind has any of some traits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(HtmlTag tag, TagTraits traits) => (Traits[(int)tag] & traits) != 0;

    /// <summary>The kind of a tag name in any case; <see cref="HtmlTag.Unknown"/> for names that HTML does not have.</summary>
    public static HtmlTag Find(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > MaxNameBytes) return HtmlTag.Unknown;
        ulong low = 0, high = 0;
        for (var i = 0; i < name.Length; i++)
        {
            ulong b = name[i];
            if (b - 'A' <= 'Z' - 'A') b |= 0x20;
            if (i < 8) low |= b << (i * 8);
            else high |= b << ((i - 8) * 8);
        }

        for (var slot = Hash(low, high); ; slot = (slot + 1) % Slots)
        {
            ref readonly var entry = ref Table[slot];
            if (entry.Low == low && entry.High == high) return entry.Tag;
            if (entry.Low == 0) return HtmlTag.Unknown;
        }
    }

    private static int Hash(ulong low, ulong high) => (int)(((low ^ high * 31) * 0x9E3779B97F4A7C15UL) >> 55);

    private static Slot[] BuildTable()
    {
        var table = new Slot[Slots];
        foreach (var tag in Enum.GetValues<HtmlTag>())
        {
            if (tag is HtmlTag.Unknown or HtmlTag.Text) continue;
            var name = tag.ToString();
            ulong low = 0, high = 0;
            for (var i = 0; i < name.Length; i++)
            {
                var b = (ulong)char.ToLowerInvariant(name[i]);
                if (i < 8) low |= b << (i * 8);
                else high |= b << ((i - 8) * 8);
            }

            var slot = Hash(low, high);
            while (table[slot].Low != 0) slot = (slot + 1) % Slots;
            table[slot] = new Slot(low, high, tag);
        }

        return table;
    }

    private static TagTraits[] BuildTraits()
    {
        var traits = new TagTraits[256];
        Add(TagTraits.Void, HtmlTag.Area, HtmlTag.Base, HtmlTag.Basefont, HtmlTag.Br, HtmlTag.Col, HtmlTag.Embed, HtmlTag.Frame, HtmlTag.Hr, HtmlTag.Image,
            HtmlTag.Img, HtmlTag.Input, HtmlTag.Keygen, HtmlTag.Link, HtmlTag.Meta, HtmlTag.Param, HtmlTag.Source, HtmlTag.Track, HtmlTag.Wbr);
        Add(TagTraits.ClosesParagraph | TagTraits.Block, HtmlTag.Address, HtmlTag.Article, HtmlTag.Aside, HtmlTag.Blockquote, HtmlTag.Center, HtmlTag.Details,
            HtmlTag.Dialog, HtmlTag.Dir, HtmlTag.Div, HtmlTag.Dl, HtmlTag.Dt, HtmlTag.Dd, HtmlTag.Fieldset, HtmlTag.Figcaption, HtmlTag.Figure, HtmlTag.Footer,
            HtmlTag.Form, HtmlTag.H1, HtmlTag.H2, HtmlTag.H3, HtmlTag.H4, HtmlTag.H5, HtmlTag.H6, HtmlTag.Header, HtmlTag.Hgroup, HtmlTag.Hr, HtmlTag.Li,
            HtmlTag.Listing, HtmlTag.Main, HtmlTag.Menu, HtmlTag.Nav, HtmlTag.Ol, HtmlTag.P, HtmlTag.Plaintext, HtmlTag.Pre, HtmlTag.Search, HtmlTag.Section,
            HtmlTag.Summary, HtmlTag.Table, HtmlTag.Ul, HtmlTag.Xmp);
        Add(TagTraits.Block, HtmlTag.Html, HtmlTag.Head, HtmlTag.Body, HtmlTag.Caption, HtmlTag.Colgroup, HtmlTag.Frameset, HtmlTag.Legend, HtmlTag.Tbody,
            HtmlTag.Td, HtmlTag.Tfoot, HtmlTag.Th, HtmlTag.Thead, HtmlTag.Tr, HtmlTag.Template, HtmlTag.Title, HtmlTag.Optgroup, HtmlTag.Option);
        Add(TagTraits.RawText, HtmlTag.Iframe, HtmlTag.Noembed, HtmlTag.Noframes, HtmlTag.Script, HtmlTag.Style, HtmlTag.Xmp, HtmlTag.Plaintext);
        Add(TagTraits.EscapableText, HtmlTag.Textarea, HtmlTag.Title);
        Add(TagTraits.Scope, HtmlTag.Applet, HtmlTag.Caption, HtmlTag.Html, HtmlTag.Marquee, HtmlTag.Object, HtmlTag.Table, HtmlTag.Td, HtmlTag.Template, HtmlTag.Th);
        Add(TagTraits.HeadContent, HtmlTag.Base, HtmlTag.Basefont, HtmlTag.Link, HtmlTag.Meta, HtmlTag.Noframes, HtmlTag.Noscript, HtmlTag.Script, HtmlTag.Style,
            HtmlTag.Template, HtmlTag.Title);
        Add(TagTraits.Unread, HtmlTag.Annotation, HtmlTag.Applet, HtmlTag.Audio, HtmlTag.Canvas, HtmlTag.Datalist, HtmlTag.Embed, HtmlTag.Frame, HtmlTag.Frameset,
            HtmlTag.Head, HtmlTag.Iframe, HtmlTag.Map, HtmlTag.Meter, HtmlTag.Noembed, HtmlTag.Noframes, HtmlTag.Object, HtmlTag.Optgroup,
            HtmlTag.Option, HtmlTag.Progress, HtmlTag.Rp, HtmlTag.Script, HtmlTag.Select, HtmlTag.Style, HtmlTag.Svg, HtmlTag.Template, HtmlTag.Textarea,
            HtmlTag.Title, HtmlTag.Video);
        Add(TagTraits.Heading, HtmlTag.H1, HtmlTag.H2, HtmlTag.H3, HtmlTag.H4, HtmlTag.H5, HtmlTag.H6);
        return traits;

        void Add(TagTraits more, params ReadOnlySpan<HtmlTag> tags)
        {
            foreach (var tag in tags) traits[(int)tag] |= more;
        }
    }

    private readonly record struct Slot(ulong Low, ulong High, HtmlTag Tag);
}
