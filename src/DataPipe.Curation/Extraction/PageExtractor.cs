using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Main text and particulars of one web page after another; all scratch memory is used again.</summary>
internal sealed class PageExtractor(ExtractOptions options)
{
    private readonly HtmlTreeBuilder _builder = new();
    private readonly HtmlTree _tree = new();
    private readonly PageMeasures _page = new();
    private readonly RepeatPruner _repeats = new();
    private readonly TextRenderer _renderer = new(options.Tables, options.Format);

    /// <summary>What the page that was extracted last says of itself.</summary>
    public PageParticulars Particulars { get; } = new();

    /// <summary>Kind of the page that was extracted last.</summary>
    public PageKind Kind { get; private set; }

    /// <summary>Main text of a page in UTF-8, valid until the next page; empty when there is none.</summary>
    public ReadOnlySpan<byte> Extract(ReadOnlyMemory<byte> html)
    {
        _builder.Build(html, _tree);
        _page.Measure(_tree);
        Kind = PageKinds.Of(_tree, _page);
        var root = options.Mode == ExtractMode.FullText ? 0 : FindMainText(options.Mode, Kind);
        var text = _renderer.Render(_tree, _page, root);
        if (!text.IsEmpty) Particulars.Read(_tree, options.Particulars);
        return text;
    }

    private int FindMainText(ExtractMode mode, PageKind kind)
    {
        BoilerplatePruner.Prune(_tree, _page, mode, options.Comments, kind);
        var root = MainContent.Select(_tree, _page, mode, kind);
        LinkListPruner.Prune(_tree, _page, root, mode, kind);
        StockPhrasePruner.Prune(_tree, _page, root);
        _repeats.Prune(_tree, _page, root);
        if (mode != ExtractMode.Recall && kind != PageKind.Discussion) OrphanHeadingPruner.Prune(_tree, _page, root);
        if (mode == ExtractMode.Recall) return root;
        EditorialNotePruner.Prune(_tree, _page, root);
        EdgeTrimmer.Trim(_tree, _page, root);
        return root;
    }
}
