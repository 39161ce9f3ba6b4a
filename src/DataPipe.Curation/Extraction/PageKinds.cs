using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Reads a page's <see cref="PageKind"/>. Source: schema.org types in JSON-LD and microdata, Open Graph's <c>og:type</c>.</summary>
internal static class PageKinds
{
    // Ours: a shop that says nothing of a page with so many prices lists products on it. From 5 to 20 the score on real pages is the same.
    private const int MinListedPrices = 8;

    /// <summary>Kind of a page.</summary>
    public static PageKind Of(HtmlTree tree, PageMeasures page)
    {
        var nodes = tree.Nodes;
        int products = 0, lists = 0, discussions = 0, articles = 0, itemProducts = 0;
        var said = PageKind.Unknown;
        for (var i = 1; i < nodes.Length; i++)
        {
            switch (nodes[i].Tag)
            {
                case HtmlTag.Script when i + 1 < nodes[i].SubtreeEnd && tree.Attribute(i, "type"u8).StartsWith("application/ld+json"u8):
                    var json = tree.Text(i + 1);
                    while (true)
                    {
                        var at = json.IndexOf("\"@type\""u8);
                        if (at < 0) break;
                        json = json[(at + 7)..].TrimStart(" \t\r\n:[\""u8);
                        var length = json.IndexOf((byte)'"');
                        if (length < 0) break;
                        Count(json[..length]);
                    }

                    break;
                case HtmlTag.Meta when tree.Attribute(i, "property"u8).SequenceEqual("og:type"u8):
                    var type = tree.Attribute(i, "content"u8);
                    if (type.SequenceEqual("product"u8) || type.SequenceEqual("og:product"u8) || type.SequenceEqual("product.item"u8)) said = PageKind.Product;
                    else if (type.SequenceEqual("product.group"u8) || type.SequenceEqual("product:group"u8)) said = PageKind.Listing;
                    else if (type.SequenceEqual("article"u8)) articles++;
                    break;
                case HtmlTag.Div or HtmlTag.Article or HtmlTag.Section or HtmlTag.Body or HtmlTag.Html or HtmlTag.Main or HtmlTag.Li:
                    var item = tree.Attribute(i, "itemtype"u8);
                    var slash = item.LastIndexOf((byte)'/');
                    if (slash < 0) break;
                    item = item[(slash + 1)..];
                    if (item.SequenceEqual("Product"u8)) itemProducts++;
                    else if (!item.SequenceEqual("ItemList"u8)) Count(item);
                    break;
            }
        }

        if (said != PageKind.Unknown) return said;
        if (discussions > 0) return PageKind.Discussion;
        products = Math.Max(products, itemProducts);
        if (products is 1 or 2 && lists == 0 && articles == 0) return PageKind.Product;
        if (lists > 0 && articles == 0) return PageKind.Listing;
        if (articles == 0 && page.Prices >= MinListedPrices) return PageKind.Listing;
        return articles > 0 ? PageKind.Article : PageKind.Unknown;

        void Count(ReadOnlySpan<byte> name)
        {
            if (name.SequenceEqual("Product"u8) || name.SequenceEqual("ProductGroup"u8)) products++;
            else if (name.SequenceEqual("ItemList"u8) || name.SequenceEqual("CollectionPage"u8) || name.SequenceEqual("SearchResultsPage"u8)) lists++;
            else if (name.SequenceEqual("DiscussionForumPosting"u8) || name.SequenceEqual("QAPage"u8)) discussions++;
            else if (name.SequenceEqual("Article"u8) || name.SequenceEqual("NewsArticle"u8) || name.SequenceEqual("BlogPosting"u8) || name.SequenceEqual("TechArticle"u8)) articles++;
        }
    }
}
