using System.Text;
using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>
/// What a page says of itself: its title and the date of its publication. Source: Open Graph and its article properties, schema.org (microdata and JSON-LD),
/// Dublin Core, and the names that publishing systems use in meta elements.
/// </summary>
internal sealed class PageParticulars
{
    private const int MaxTitleBytes = 1024;

    // The first year of the web: what claims to be older is about something older.
    private const int MinYear = 1990;

    private readonly TextBuffer _decoded = new();
    private int _titleRank, _dateRank;

    /// <summary>Title of the page, or null.</summary>
    public string? Title { get; private set; }

    /// <summary>When it was published, or null.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Reads the particulars of a page.</summary>
    public void Read(HtmlTree tree)
    {
        Title = null;
        PublishedAt = null;
        _titleRank = _dateRank = 0;
        var nodes = tree.Nodes;
        for (var i = 1; i < nodes.Length; i++)
        {
            switch (nodes[i].Tag)
            {
                case HtmlTag.Title when i + 1 < nodes[i].SubtreeEnd:
                    OfferTitle(1, tree.Text(i + 1), inAttribute: false);
                    break;
                case HtmlTag.Meta:
                    ReadMeta(tree, i);
                    break;
                case HtmlTag.Script when _dateRank < 3 && i + 1 < nodes[i].SubtreeEnd:
                    if (tree.Attribute(i, "type"u8).StartsWith("application/ld+json"u8)) ReadLinkedData(tree.Text(i + 1));
                    break;
                case HtmlTag.Time when Ascii.EqualsIgnoreCase(tree.Attribute(i, "itemprop"u8), "datePublished"u8):
                    OfferDate(2, tree.Attribute(i, "datetime"u8));
                    break;
                case HtmlTag.Svg:
                    i = nodes[i].SubtreeEnd - 1;
                    break;
            }
        }
    }

    private void ReadMeta(HtmlTree tree, int node)
    {
        ReadOnlySpan<byte> name = default, content = default;
        var attributes = tree.Attributes(node);
        while (attributes.MoveNext())
        {
            if (attributes.Is("content"u8)) content = attributes.Value;
            else if (attributes.Is("property"u8) || attributes.Is("name"u8) || attributes.Is("itemprop"u8)) name = attributes.Value;
        }

        if (content.IsEmpty || name.Length is 0 or > 32) return;
        Span<byte> lower = stackalloc byte[32];
        Ascii.ToLower(name, lower, out var length);
        lower = lower[..length];
        if (lower.SequenceEqual("og:title"u8)) OfferTitle(2, content, inAttribute: true);
        else if (lower.SequenceEqual("article:published_time"u8)) OfferDate(4, content);
        else if (lower.SequenceEqual("datepublished"u8)) OfferDate(2, content);
        else if (lower.SequenceEqual("parsely-pub-date"u8) || lower.SequenceEqual("sailthru.date"u8) || lower.SequenceEqual("dc.date.issued"u8) || lower.SequenceEqual("pubdate"u8)
            || lower.SequenceEqual("publish-date"u8) || lower.SequenceEqual("citation_publication_date"u8))
            OfferDate(2, content);
        else if (lower.SequenceEqual("date"u8) || lower.SequenceEqual("dc.date"u8) || lower.SequenceEqual("dcterms.created"u8)) OfferDate(1, content);
    }

    private void ReadLinkedData(ReadOnlySpan<byte> json)
    {
        var at = json.IndexOf("\"datePublished\""u8);
        if (at < 0) return;
        json = json[(at + 15)..].TrimStart(" \t\r\n:"u8);
        if (!json.StartsWith("\""u8)) return;
        var length = json[1..].IndexOf((byte)'"');
        if (length > 0) OfferDate(3, json.Slice(1, length));
    }

    private void OfferTitle(int rank, ReadOnlySpan<byte> raw, bool inAttribute)
    {
        if (rank <= _titleRank || raw.Length > 4 * MaxTitleBytes) return;
        _decoded.Clear();
        CharacterReferences.Decode(raw, _decoded, inAttribute);
        var title = Collapse(_decoded.Written);
        if (title.Length is 0 or > MaxTitleBytes) return;
        Title = title;
        _titleRank = rank;
    }

    private static string Collapse(ReadOnlySpan<byte> text)
    {
        var chars = new char[text.Length];
        var length = 0;
        foreach (var c in Encoding.UTF8.GetString(text))
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c)) chars[length++] = c;
            else if (length > 0 && chars[length - 1] != ' ') chars[length++] = ' ';
        }

        return new string(chars, 0, length > 0 && chars[length - 1] == ' ' ? length - 1 : length);
    }

    private void OfferDate(int rank, ReadOnlySpan<byte> raw)
    {
        if (rank <= _dateRank || WrittenDates.Read(raw) is not { } date || date.Year < MinYear) return;
        PublishedAt = date;
        _dateRank = rank;
    }
}
