using System.Text;
using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>
/// What a page says of itself: title, date of publication, author, site, canonical address, language and licence. An instance serves page after page.
/// Source: see <see cref="ParticularNames"/>; links of relation <c>canonical</c> and <c>license</c>, links to Creative Commons licences, the language of the html element.
/// </summary>
internal sealed class PageParticulars
{
    private const int MaxTextBytes = 1024;
    private const int Count = (int)Particular.License + 1;

    // The first year of the web: what claims to be older is about something older.
    private const int MinYear = 1990;

    private readonly TextBuffer _decoded = new();
    private readonly string?[] _texts = new string?[Count];
    private readonly int[] _ranks = new int[Count];

    /// <summary>When it was published, or null.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>One of the others, or null.</summary>
    public string? this[Particular particular] => _texts[(int)particular];

    /// <summary>Reads the particulars of a page: title and date, or all.</summary>
    public void Read(HtmlTree tree, bool all)
    {
        PublishedAt = null;
        Array.Clear(_texts);
        Array.Clear(_ranks);
        if (all) Offer(Particular.Language, 2, tree.Attribute(0, "lang"u8), inAttribute: true);
        var nodes = tree.Nodes;
        for (var i = 1; i < nodes.Length; i++)
        {
            switch (nodes[i].Tag)
            {
                case HtmlTag.Title when i + 1 < nodes[i].SubtreeEnd:
                    Offer(Particular.Title, 1, tree.Text(i + 1), inAttribute: false);
                    break;
                case HtmlTag.Meta:
                    ReadMeta(tree, i);
                    break;
                case HtmlTag.Script when i + 1 < nodes[i].SubtreeEnd && tree.Attribute(i, "type"u8).StartsWith("application/ld+json"u8):
                    ReadJsonLd(tree.Text(i + 1), all);
                    break;
                case HtmlTag.Time when Ascii.EqualsIgnoreCase(tree.Attribute(i, "itemprop"u8), "datePublished"u8):
                    Offer(Particular.PublishedAt, 2, tree.Attribute(i, "datetime"u8), inAttribute: true);
                    break;
                case HtmlTag.Link or HtmlTag.A when all:
                    ReadLink(tree, i);
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
            else if (attributes.Is("property"u8) || attributes.Is("name"u8) || attributes.Is("itemprop"u8) || attributes.Is("http-equiv"u8)) name = attributes.Value;
        }

        if (!content.IsEmpty && ParticularNames.TryFind(name, out var particular, out var rank)) Offer(particular, rank, content, inAttribute: true);
    }

    private void ReadLink(HtmlTree tree, int node)
    {
        ReadOnlySpan<byte> relation = default, address = default;
        var attributes = tree.Attributes(node);
        while (attributes.MoveNext())
        {
            if (attributes.Is("rel"u8)) relation = attributes.Value;
            else if (attributes.Is("href"u8)) address = attributes.Value;
        }

        if (Ascii.EqualsIgnoreCase(relation, "license"u8)) Offer(Particular.License, 3, address, inAttribute: true);
        else if (Ascii.EqualsIgnoreCase(relation, "canonical"u8)) Offer(Particular.CanonicalUrl, 2, address, inAttribute: true);
        else if (address.IndexOf("creativecommons.org/licenses/"u8) >= 0 || address.IndexOf("creativecommons.org/publicdomain/"u8) >= 0) Offer(Particular.License, 1, address, inAttribute: true);
    }

    private void ReadJsonLd(ReadOnlySpan<byte> json, bool all)
    {
        if (_ranks[(int)Particular.PublishedAt] < 3) Offer(Particular.PublishedAt, 3, JsonLd.Find(json, "\"datePublished\""u8));
        if (!all) return;
        Offer(Particular.Author, 4, JsonLd.Find(json, "\"author\""u8));
        Offer(Particular.SiteName, 1, JsonLd.Find(json, "\"publisher\""u8));
        Offer(Particular.License, 2, JsonLd.Find(json, "\"license\""u8));
    }

    private void Offer(Particular particular, int rank, string text)
    {
        if (text.Length > 0) Offer(particular, rank, Encoding.UTF8.GetBytes(text), inAttribute: false);
    }

    private void Offer(Particular particular, int rank, ReadOnlySpan<byte> raw, bool inAttribute)
    {
        if (rank <= _ranks[(int)particular] || raw.Length > 4 * MaxTextBytes) return;
        if (particular == Particular.PublishedAt)
        {
            if (WrittenDates.Read(raw) is not { } date || date.Year < MinYear) return;
            PublishedAt = date;
        }
        else
        {
            _decoded.Clear();
            CharacterReferences.Decode(raw, _decoded, inAttribute);
            var text = Collapse(_decoded.Written);
            if (text.Length is 0 or > MaxTextBytes || !IsFit(particular, text)) return;
            _texts[(int)particular] = text;
        }

        _ranks[(int)particular] = rank;
    }

    // An author's profile is no name, and a licence or canonical address says something only in full.
    private static bool IsFit(Particular particular, string text) => particular switch
    {
        Particular.Author => !IsAddress(text),
        Particular.CanonicalUrl or Particular.License => IsAddress(text),
        _ => true,
    };

    private static bool IsAddress(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("//", StringComparison.Ordinal);

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
}
