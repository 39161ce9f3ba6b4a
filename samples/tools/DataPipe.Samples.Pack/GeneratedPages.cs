using System.Globalization;
using System.Text;

namespace DataPipe.Samples.Pack;

/// <summary>Pages, and parts of pages, that nobody should have to write by hand.</summary>
internal static class GeneratedPages
{
    private const int TrapDepth = 5_000;

    // A GIF of one transparent pixel: header, screen of 1 by 1, palette of two colours, one image, trailer.
    private static readonly byte[] OnePixel =
        [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0x80, 0, 0, 255, 255, 255, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];

    /// <summary>The bytes of a tiny image.</summary>
    public static byte[] Image() => [.. OnePixel];

    /// <summary>A page whose text lies below 5,000 nested elements.</summary>
    public static string NestingTrap() => new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><title>Down the stairs</title></head><body>\n")
        .AppendJoin("", Enumerable.Repeat("<div>", TrapDepth))
        .Append("<p>Whoever reads this has come down five thousand steps, and the way back up is just as long. There is a bench at the bottom, and a lamp, and a notice which says that the lift has been out of order since the house was built.</p>")
        .AppendJoin("", Enumerable.Repeat("</div>", TrapDepth)).Append("\n</body></html>\n").ToString();

    /// <summary>A list of teasers, as a front page has it.</summary>
    public static string Listing(IReadOnlyList<(string Url, Fragment Page)> pages)
    {
        var html = new StringBuilder("<div class=\"listing\">\n");
        foreach (var (url, page) in pages)
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"card\"><h3><a href=\"{Markup.Escape(url)}\">{Markup.Escape(page.Title)}</a></h3><p>{Markup.Escape(page.Description)}</p><a class=\"more\" href=\"{Markup.Escape(url)}\">Read more</a></div>\n");
        return html.Append("</div>\n<p class=\"pages\"><a href=\"?page=1\">1</a> <a href=\"?page=2\">2</a> <a href=\"?page=3\">3</a> <a href=\"?page=2\">Next</a></p>").ToString();
    }

    /// <summary>Links to other pages of a site.</summary>
    public static string Links(IReadOnlyList<(string Url, Fragment Page)> pages) =>
        $"<ul class=\"related\">{string.Concat(pages.Select(page => $"<li><a href=\"{Markup.Escape(page.Url)}\">{Markup.Escape(page.Page.Title)}</a></li>"))}</ul>";

    /// <summary>What readers wrote below an article; nothing if they did not.</summary>
    public static string Comments(IReadOnlyList<(string Name, string Text)> comments) => comments.Count == 0
        ? ""
        : $"<section class=\"comments\"><h3>{comments.Count} comments</h3>{string.Concat(comments.Select(comment => $"<div class=\"comment\"><b>{Markup.Escape(comment.Name)}</b><p>{Markup.Escape(comment.Text)}</p><a href=\"#reply\">Reply</a></div>"))}</section>";
}
