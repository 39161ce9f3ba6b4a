using System.Buffers;
using System.Text;

namespace DataPipe.Curation.Extraction.Html;

/// <summary>Walks the attributes of a tag, in order, without decoding them. Source: HTML Living Standard, sections 13.2.5.32 to 13.2.5.40.</summary>
internal ref struct HtmlAttributes
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create("\t\n\f\r />="u8);
    private static readonly SearchValues<byte> UnquotedEnds = SearchValues.Create("\t\n\f\r >"u8);

    private readonly ReadOnlySpan<byte> _html;
    private int _at;

    /// <summary>The attributes of the tag whose name ends at <paramref name="at"/>.</summary>
    public HtmlAttributes(ReadOnlySpan<byte> html, int at)
    {
        _html = html;
        _at = at;
    }

    /// <summary>Name as written.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Value without quotes, character references not decoded; empty when there is none.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Index of the <c>&gt;</c> that ends the tag once all attributes are read, or -1 when the page ends before.</summary>
    public int TagEnd { get; private set; }

    /// <summary>Whether the tag ends in <c>/&gt;</c>.</summary>
    public bool IsSelfClosing { get; private set; }

    /// <summary>Moves to the next attribute; false at the end of the tag.</summary>
    public bool MoveNext()
    {
        var html = _html;
        var at = _at;
        while (at < html.Length && (IsSpace(html[at]) || html[at] == '/'))
        {
            if (html[at] == '/' && at + 1 < html.Length && html[at + 1] == '>') IsSelfClosing = true;
            at++;
        }

        if (at >= html.Length || html[at] == '>') return End(at);

        // An equals sign in the first place belongs to the name.
        var length = html[(at + 1)..].IndexOfAny(NameEnds);
        if (length < 0) return End(html.Length);
        Name = html.Slice(at, length + 1);
        Value = default;
        at += length + 1;
        while (at < html.Length && IsSpace(html[at])) at++;
        if (at < html.Length && html[at] == '=')
        {
            at++;
            while (at < html.Length && IsSpace(html[at])) at++;
            if (at >= html.Length) return End(at);
            var quote = html[at];
            if (quote is (byte)'"' or (byte)'\'')
            {
                length = html[(at + 1)..].IndexOf(quote);
                if (length < 0) return End(html.Length);
                Value = html.Slice(at + 1, length);
                at += length + 2;
            }
            else if (quote != '>')
            {
                length = html[at..].IndexOfAny(UnquotedEnds);
                if (length < 0) return End(html.Length);
                Value = html.Slice(at, length);
                at += length;
            }
        }

        _at = at;
        return true;
    }

    /// <summary>Whether the name is this one, given in lower case.</summary>
    public readonly bool Is(ReadOnlySpan<byte> lowerName) => Name.Length == lowerName.Length && Ascii.EqualsIgnoreCase(Name, lowerName);

    /// <summary>White space between the parts of a tag.</summary>
    public static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)'\f';

    private bool End(int at)
    {
        _at = at;
        TagEnd = at < _html.Length ? at : -1;
        return false;
    }
}
