using System.Text;
using System.Text.Unicode;
using DataPipe.Curation.Extraction;
using DataPipe.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Extraction;

/// <summary>Pages made to break extraction: they may give any text or none, but soon, within bounded memory, and without an exception.</summary>
public class HostilePageTests(ITestOutputHelper output)
{
    private const int PageBytes = 4 << 20;

    // Processor time. A real page of this size takes less than 0.05 s; a quadratic step would take hours. The rest is slack for code that is not compiled yet.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    private static readonly string[] Pieces =
    [
        "<", "</", "<!", "<!--", "-->", "<!--->", "<![CDATA[", "]]>", "<?", ">", "&", "&#", "&#x", "&amp", "&notit;", "\"", "'", "=", "\0", "\u00A0", "é", "漢字", " ", "\n",
        "<p>", "</p>", "<div>", "</div>", "<div hidden>", "<a href=x>", "</a>", "<b>", "</b>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<ul>", "<li>", "</ul>", "<pre>", "</pre>",
        "<script>", "</script>", "<style>", "</style>", "<title>", "</title>", "<textarea>", "<svg>", "</svg>", "<math>", "<select>", "<option>", "<form>", "</form>", "<br>", "</br>",
        "<html>", "<head>", "<body>", "</body>", "<template>", "</template>", "<noscript>", "<plaintext>", "<h1>", "</h2>", "<main>", "<article>", "<nav class='menu'>", "<x-y>", "</x-y>",
        "The river had risen in the night, and the people of the town went down to look. ", "word ", "<div class=\"comments related nav\">",
    ];

    [Theory]
    [InlineData("<div>")]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("<a href=x>")]
    [InlineData("<a ")]
    [InlineData("<a x='")]
    [InlineData("<!--")]
    [InlineData("<!-- -- ")]
    [InlineData("<!")]
    [InlineData("&")]
    [InlineData("&#")]
    [InlineData("&amp")]
    [InlineData("&CounterClockwiseContourIntegra")]
    [InlineData("<p>")]
    [InlineData("<p>a")]
    [InlineData("<table>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<tr>")]
    [InlineData("<ul><li>")]
    [InlineData("<li>x")]
    [InlineData("<svg>")]
    [InlineData("<svg><title>")]
    [InlineData("<script>")]
    [InlineData("<script><!--<script>")]
    [InlineData("<script></scrip")]
    [InlineData("<title></titl")]
    [InlineData("<textarea>")]
    [InlineData("<select><option>")]
    [InlineData("<x-y>")]
    [InlineData("<x-y></x-z>")]
    [InlineData("</b></i></p>")]
    [InlineData("<i></b>")]
    [InlineData("<pre>\n")]
    [InlineData("<h1><h2>")]
    [InlineData("<h2>Related</h2>")]
    [InlineData("<div><h2>Related")]
    [InlineData("<h2>Share</h2><p></p>")]
    [InlineData("<p>Subscribe</p>")]
    [InlineData("<script type='application/ld+json'>\"@type\":\"@type\"</script>")]
    [InlineData("<div itemtype='/Product'>$1")]
    [InlineData("<div class=aA1bB2cC3dD4-aA-bB-cC-dD>")]
    [InlineData("<div class=nav><div class=comments>")]
    [InlineData("<div class='a b c d e f g h i j k l m n o p q r s t'>x")]
    [InlineData("\0")]
    [InlineData("\u00A0")]
    [InlineData("<br>")]
    [InlineData("<body>")]
    [InlineData("<meta name=date content=2024-01-01>")]
    [InlineData("<div style=':::::::::'>")]
    public void A_long_repetition_is_read_soon(string piece)
    {
        var unit = Encoding.UTF8.GetBytes(piece);
        var page = new byte[PageBytes / unit.Length * unit.Length];
        for (var at = 0; at < page.Length; at += unit.Length) unit.CopyTo(page, at);
        Run(page, piece);
    }

    [Fact]
    public void Ten_megabytes_of_nothing_but_starts_of_tags_are_text()
    {
        var page = new byte[10_000_000];
        Array.Fill(page, (byte)'<');
        Run(page, "<");
    }

    [Theory]
    [InlineData("<i>", "<span>", "</b>")]
    [InlineData("<i><div>", "<span>", "</i>")]
    [InlineData("<x-y>", "<x-z>", "</x-w>")]
    [InlineData("<li>", "<div>", "<li>")]
    [InlineData("<p>", "<span>", "<td>")]
    [InlineData("<h1>", "<b>", "</h2>")]
    public void Searching_deep_nesting_again_and_again_is_bounded(string first, string nested, string last)
    {
        var html = new StringBuilder(first);
        for (var i = 0; i < 250; i++) html.Append(nested);
        while (html.Length < PageBytes) html.Append(last);
        Run(Encoding.UTF8.GetBytes(html.ToString()), last);
    }

    [Fact]
    public void Random_bytes_are_no_page_but_no_trouble_either()
    {
        var seed = 1UL;
        var page = new byte[PageBytes];
        for (var i = 0; i < page.Length; i++) page[i] = (byte)((seed = (seed * 6364136223846793005UL) + 1442695040888963407UL) >> 56);
        Run(page, "random bytes");
    }

    [Fact]
    public void Any_soup_of_tags_gives_valid_text_and_the_same_text_again()
    {
        var soups = Gen.Elements(Pieces).ListOf().Select(string.Concat);
        var used = new PageExtractor(new ExtractOptions());
        var all = new PageExtractor(new ExtractOptions { Mode = ExtractMode.FullText, Comments = true, Tables = false, Format = ExtractFormat.Markdown, Particulars = true });
        Prop.ForAll(soups.ToArbitrary(), soup =>
        {
            var page = Encoding.UTF8.GetBytes(soup);
            var first = used.Extract(page).ToArray();
            all.Extract(page);
            var fresh = new PageExtractor(new ExtractOptions()).Extract(page).ToArray();
            return Utf8.IsValid(first) && first.AsSpan().SequenceEqual(fresh);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(80));
    }

    [Fact]
    public void A_page_costs_no_memory_beyond_its_result_once_buffers_have_grown()
    {
        var page = Encoding.UTF8.GetBytes($"<html><body><nav><a href=/>Home</a></nav><article>{string.Concat(Enumerable.Repeat(Pages.Prose, 50))}</article></body></html>");
        var extractor = new PageExtractor(new ExtractOptions());
        // The runtime itself allocates now and then while code is compiled again: the least of several rounds is ours.
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50; i++) extractor.Extract(page);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private void Run(byte[] page, string name)
    {
        var extractor = new PageExtractor(new ExtractOptions());
        var before = ThreadTime.Used;
        var length = extractor.Extract(page).Length;
        var took = ThreadTime.Used - before;
        output.WriteLine($"{took.TotalMilliseconds:0} ms, {length} bytes of text: {name}");
        Assert.InRange(took, TimeSpan.Zero, Limit);
    }
}
