using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Main text, title and date of one web page after another; all scratch memory is used again.</summary>
internal sealed class PageExtractor(ExtractMode mode, bool comments, bool tables)
{
    private readonly HtmlTreeBuilder _builder = new();
    private readonly HtmlTree _tree = new();
    private readonly PageMeasures _page = new();
    private readonly PageParticulars _particulars = new();
    private readonly RepeatPruner _repeats = new();
    private readonly TextRenderer _renderer = new(tables);

    /// <summary>Extracts a page in UTF-8.</summary>
    public ExtractedPage Extract(ReadOnlyMemory<byte> html)
    {
        _builder.Build(html, _tree);
        _page.Measure(_tree);
        var root = mode == ExtractMode.FullText ? 0 : FindMainText();
        var text = _renderer.Render(_tree, _page, root);
        if (text.IsEmpty) return default;
        _particulars.Read(_tree);
        return new ExtractedPage(text, _particulars.Title, _particulars.PublishedAt);
    }

    private int FindMainText()
    {
        var kind = PageKinds.Of(_tree, _page);
        BoilerplatePruner.Prune(_tree, _page, mode, comments, kind);
        var root = MainContent.Select(_tree, _page, mode, kind);
        LinkListPruner.Prune(_tree, _page, root, mode, kind);
        StockPhrasePruner.Prune(_tree, _page, root);
        _repeats.Prune(_tree, _page, root);
        EdgeTrimmer.Trim(_tree, _page, root);
        return root;
    }
}
