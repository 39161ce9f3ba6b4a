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
}

/// <summary>
/// Turns a web page into its main text: without navigation, advertisements and the rest of the frame, paragraphs parted by blank lines, lists, tables and
/// code line by line. Sets title and date of publication where the page tells them. Documents of plain text pass untouched.
/// </summary>
public sealed class ExtractStep(ExtractOptions options) : ICleaner<Document>
{
    /// <summary>Nothing of the page is its main text.</summary>
    public static readonly DropReason NoMainText = new("no-main-text");

    /// <summary>The document is neither a web page nor plain text.</summary>
    public static readonly DropReason NotHtml = new("not-html");

    /// <summary>All its reasons.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [NoMainText, NotHtml];

    private readonly PageExtractor _extractor = new(options.Mode, options.Comments, options.Tables);

    /// <inheritdoc/>
    public Verdict Clean(Document record, out Document cleaned)
    {
        cleaned = record;
        if (record.MediaType == MediaTypes.Plain) return Verdict.Keep;
        if (record.MediaType != MediaTypes.Html) return Verdict.Drop(NotHtml);
        var page = _extractor.Extract(record.Text.Memory);
        if (page.Text.IsEmpty) return Verdict.Drop(NoMainText);
        cleaned = record with
        {
            Text = new Utf8Text(page.Text.ToArray()),
            MediaType = MediaTypes.Plain,
            Title = record.Title ?? page.Title,
            PublishedAt = record.PublishedAt ?? page.PublishedAt,
        };
        return Verdict.Keep;
    }
}
