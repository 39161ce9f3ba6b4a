using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Extraction;

/// <summary>Options of <see cref="ExtractStep"/>.</summary>
public sealed record ExtractOptions
{
    /// <summary>Which mistake extraction would rather make: <c>precision</c> loses a paragraph rather than keep boilerplate, <c>recall</c> the other way round, <c>balanced</c> weighs both, <c>full-text</c> keeps all that a reader sees, navigation included. Source: ours; the names are those of trafilatura.</summary>
    public ExtractMode Mode { get; init; } = ExtractMode.Balanced;

    /// <summary>Whether readers' comments below an article are kept. On pages that hold little else, such as forums, they always are. Source: ours.</summary>
    public bool Comments { get; init; }

    /// <summary>Whether tables of data are kept, a line a row, cells parted by <c> | </c>. Tables that only lay a page out always are. Source: ours.</summary>
    public bool Tables { get; init; } = true;

    /// <summary>How the text is written: <c>text</c> or <c>markdown</c>, with the marks of headings, lists, quotations, code, tables and emphasis; what the text itself holds is not escaped. Source: ours.</summary>
    public ExtractFormat Format { get; init; } = ExtractFormat.Text;

    /// <summary>Whether columns are added for what the page says of itself: author, site name, canonical address, language, licence, and which kind of page it is. Source: ours; the names of the columns are those of schema.org.</summary>
    public bool Particulars { get; init; }
}

/// <summary>
/// Turns a web page into its main text: without navigation, advertisements and the rest of the frame, paragraphs parted by blank lines, lists, tables and
/// code line by line. Sets title and date of publication where the page tells them. Documents of plain text pass untouched.
/// </summary>
public sealed class ExtractStep(ExtractOptions options) : ICleaner<Document>, IAnnotator<Document>
{
    /// <summary>Nothing of the page is its main text.</summary>
    public static readonly DropReason NoMainText = new("no-main-text");

    /// <summary>The document is neither a web page nor plain text.</summary>
    public static readonly DropReason NotHtml = new("not-html");

    /// <summary>All its reasons.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [NoMainText, NotHtml];

    private static readonly NoteColumn[] ParticularColumns =
    [
        new("author", NoteType.Text, "Who wrote the page, as far as it says."),
        new("site_name", NoteType.Text, "Name of the site, as far as the page says."),
        new("canonical_url", NoteType.Text, "Address that the page wants to be known by."),
        new("page_language", NoteType.Text, "Language that the page says it is in, a BCP 47 tag as written."),
        new("license", NoteType.Text, "Address of the licence that the page names: rel=license, a Creative Commons mark, Dublin Core or schema.org."),
        new("page_kind", NoteType.Text, "article, product, listing or discussion, as far as the page says."),
    ];

    private readonly PageExtractor _extractor = new(options);
    private bool _isPage;

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(ExtractOptions options) => options.Particulars ? ParticularColumns : [];

    /// <inheritdoc/>
    public Verdict Clean(Document record, out Document cleaned)
    {
        cleaned = record;
        _isPage = record.MediaType == MediaTypes.Html;
        if (record.MediaType == MediaTypes.Plain) return Verdict.Keep;
        if (!_isPage) return Verdict.Drop(NotHtml);
        var text = _extractor.Extract(record.Text.Memory);
        if (text.IsEmpty) return Verdict.Drop(NoMainText);
        var page = _extractor.Particulars;
        cleaned = record with
        {
            Text = new Utf8Text(text.ToArray()),
            MediaType = MediaTypes.Plain,
            Title = record.Title ?? page[Particular.Title],
            PublishedAt = record.PublishedAt ?? page.PublishedAt,
        };
        return Verdict.Keep;
    }

    /// <inheritdoc/>
    public void Measure(Document record, Span<NoteValue> notes)
    {
        if (notes.IsEmpty || !_isPage) return;
        var page = _extractor.Particulars;
        notes[0] = NoteValue.Of(page[Particular.Author]);
        notes[1] = NoteValue.Of(page[Particular.SiteName]);
        notes[2] = NoteValue.Of(page[Particular.CanonicalUrl]);
        notes[3] = NoteValue.Of(page[Particular.Language]);
        notes[4] = NoteValue.Of(page[Particular.License]);
        notes[5] = NoteValue.Of(_extractor.Kind switch
        {
            PageKind.Article => "article",
            PageKind.Product => "product",
            PageKind.Listing => "listing",
            PageKind.Discussion => "discussion",
            _ => null,
        });
    }
}
