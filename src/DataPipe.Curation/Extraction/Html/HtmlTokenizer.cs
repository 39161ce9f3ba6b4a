using System.Buffers;
using System.Text;

namespace DataPipe.Curation.Extraction.Html;

/// <summary>
/// Splits a page in UTF-8 into tags, text and comments in one forward pass, allocating nothing; it never fails, whatever the bytes.
/// Source: HTML Living Standard, section 13.2.5.
/// </summary>
internal ref struct HtmlTokenizer
{
    private static readonly SearchValues<byte> TagNameEnds = SearchValues.Create("\t\n\f\r />"u8);

    private readonly ReadOnlySpan<byte> _html;
    private int _at;
    private HtmlTag _rawTag;
    private int _rawNameStart, _rawNameEnd;

    /// <summary>Tokens of a page.</summary>
    public HtmlTokenizer(ReadOnlySpan<byte> html) => _html = html;

    /// <summary>Tokens of the inside of an element without markup, such as a title.</summary>
    public HtmlTokenizer(ReadOnlySpan<byte> html, HtmlTag inside)
        : this(html) => _rawTag = inside;

    /// <summary>What was found.</summary>
    public HtmlTokenKind Kind { get; private set; }

    /// <summary>Start of the text or comment; of a tag's name.</summary>
    public int Start { get; private set; }

    /// <summary>End of the text or comment; of a tag: index of its <c>&gt;</c>.</summary>
    public int End { get; private set; }

    /// <summary>End of a tag's name.</summary>
    public int NameEnd { get; private set; }

    /// <summary>Element kind of a tag.</summary>
    public HtmlTag Tag { get; private set; }

    /// <summary>Whether a start tag ends in <c>/&gt;</c>.</summary>
    public bool IsSelfClosing { get; private set; }

    /// <summary>Whether CDATA sections are text, as they are inside SVG and MathML.</summary>
    public bool AllowsCData { get; set; }

    /// <summary>Takes the content of the element just started for markup after all, as inside SVG.</summary>
    public void ReadContentAsMarkup() => _rawTag = HtmlTag.Unknown;

    /// <summary>Moves to the next token; false at the end of the page.</summary>
    public bool Read()
    {
        if (_rawTag != HtmlTag.Unknown && ReadRawText()) return true;
        while (_at < _html.Length)
        {
            if (_html[_at] != '<' || !StartsMarkup(_at)) return ReadText();
            if (ReadMarkup()) return true;
        }

        return false;
    }

    private bool ReadRawText()
    {
        var name = _rawNameEnd > 0 ? _html[_rawNameStart.._rawNameEnd] : Encoding.ASCII.GetBytes(_rawTag.ToString());
        var end = RawTextEnd.Find(_html, _at, _rawTag, name);
        Kind = HtmlTags.Is(_rawTag, TagTraits.EscapableText) ? HtmlTokenKind.Text : HtmlTokenKind.RawText;
        _rawTag = HtmlTag.Unknown;
        return Emit(Kind, _at, end, end) && End > Start;
    }

    private bool ReadText()
    {
        var end = _at;
        do
        {
            var hit = _html[(end + 1)..].IndexOf((byte)'<');
            end = hit < 0 ? _html.Length : end + 1 + hit;
        }
        while (end < _html.Length && !StartsMarkup(end));
        return Emit(HtmlTokenKind.Text, _at, end, end);
    }

    private readonly bool StartsMarkup(int at)
    {
        if (at + 1 >= _html.Length) return false;
        var next = _html[at + 1];
        return IsLetter(next) || next is (byte)'!' or (byte)'?' || (next == '/' && at + 2 < _html.Length);
    }

    // False when what was read is no token: an empty end tag, or a tag that the page ends in.
    private bool ReadMarkup()
    {
        var next = _html[_at + 1];
        if (IsLetter(next)) return ReadTag(HtmlTokenKind.StartTag, _at + 1);
        if (next == '/')
        {
            if (IsLetter(_html[_at + 2])) return ReadTag(HtmlTokenKind.EndTag, _at + 2);
            if (_html[_at + 2] != '>') return ReadBogusComment(_at + 2);
            _at += 3;
            return false;
        }

        var rest = _html[(_at + 2)..];
        if (next == '?') return ReadBogusComment(_at + 1);
        if (rest.StartsWith("--"u8)) return ReadComment(_at + 4);
        if (rest.Length >= 7 && Ascii.EqualsIgnoreCase(rest[..7], "doctype"u8)) return ReadBogusComment(_at + 9, HtmlTokenKind.Doctype);
        if (!AllowsCData || !rest.StartsWith("[CDATA["u8)) return ReadBogusComment(_at + 2);
        var length = rest[7..].IndexOf("]]>"u8);
        var start = _at + 9;
        var end = length < 0 ? _html.Length : start + length;
        return Emit(HtmlTokenKind.RawText, start, end, Math.Min(end + 3, _html.Length)) && end > start;
    }

    private bool ReadTag(HtmlTokenKind kind, int start)
    {
        var length = _html[start..].IndexOfAny(TagNameEnds);
        if (length < 0)
        {
            _at = _html.Length;
            return false;
        }

        var attributes = new HtmlAttributes(_html, start + length);
        while (attributes.MoveNext()) { }
        if (attributes.TagEnd < 0)
        {
            _at = _html.Length;
            return false;
        }

        NameEnd = start + length;
        Tag = HtmlTags.Find(_html[start..NameEnd]);
        IsSelfClosing = attributes.IsSelfClosing;
        if (kind == HtmlTokenKind.StartTag && HtmlTags.Is(Tag, TagTraits.RawText | TagTraits.EscapableText))
            (_rawTag, _rawNameStart, _rawNameEnd) = (Tag, start, NameEnd);
        return Emit(kind, start, attributes.TagEnd, attributes.TagEnd + 1);
    }

    private bool ReadBogusComment(int start, HtmlTokenKind kind = HtmlTokenKind.Comment)
    {
        var length = _html[start..].IndexOf((byte)'>');
        var end = length < 0 ? _html.Length : start + length;
        return Emit(kind, start, end, Math.Min(end + 1, _html.Length));
    }

    private bool ReadComment(int start)
    {
        var rest = _html[start..];
        if (rest.StartsWith(">"u8)) return Emit(HtmlTokenKind.Comment, start, start, start + 1);
        if (rest.StartsWith("->"u8)) return Emit(HtmlTokenKind.Comment, start, start, start + 2);
        for (var at = start; ; at++)
        {
            var hit = _html[at..].IndexOf("--"u8);
            if (hit < 0) break;
            at += hit;
            var behind = _html[(at + 2)..];
            if (behind.StartsWith(">"u8)) return Emit(HtmlTokenKind.Comment, start, at, at + 3);
            if (behind.StartsWith("!>"u8)) return Emit(HtmlTokenKind.Comment, start, at, at + 4);
        }

        // The page ends inside the comment; the start of an end mark does not belong to it.
        var cut = rest.EndsWith("--!"u8) ? 3 : rest.EndsWith("--"u8) ? 2 : rest.EndsWith("-"u8) ? 1 : 0;
        return Emit(HtmlTokenKind.Comment, start, _html.Length - cut, _html.Length);
    }

    private bool Emit(HtmlTokenKind kind, int start, int end, int next)
    {
        Kind = kind;
        Start = start;
        End = end;
        _at = next;
        return true;
    }

    private static bool IsLetter(byte b) => (uint)((b | 0x20) - 'a') <= 'z' - 'a';
}
