using DataPipe.Curation.Extraction;

namespace DataPipe.Curation.Tests.Extraction;

public class PageExtractorTests
{
    private const string Prose = Pages.Prose;

    private const string ProseText =
        "The river had risen in the night, and the people of the town went down to the bank to look at it, for they had heard the water from their beds.\n\n"
        + "Nobody could say how high it would come; the oldest of them had seen it at the door of the mill, and that was the year the bridge was lost.";

    private static string ProseOf(int year) => Numbered(Prose, year);

    private static string Numbered(string prose, int year) =>
        prose.Replace("The river", $"In year {year} the river", StringComparison.Ordinal).Replace("Nobody", $"In year {year} nobody", StringComparison.Ordinal);

    [Theory]
    [InlineData("<nav><ul><li><a href=/>Home</a></ul></nav>")]
    [InlineData("<div role=navigation><a href=/>Home</a></div>")]
    [InlineData("<header><a href=/>Name of the site</a></header>")]
    [InlineData("<footer>All rights reserved</footer>")]
    [InlineData("<aside>Short news from elsewhere</aside>")]
    [InlineData("<div class='cookie-banner'>We use cookies to make this site better.</div>")]
    [InlineData("<div id=shareButtons>Tell your friends</div>")]
    [InlineData("<div class='relatedPosts'><p>A short teaser of some other story</p></div>")]
    [InlineData("<div class='newsletter-signup'><p>Get our mail every morning</p></div>")]
    [InlineData("<div hidden>Not for reading</div>")]
    [InlineData("<div style='color: red; display : none'>Not for reading</div>")]
    [InlineData("<span class=sr-only>Skip to content</span>")]
    [InlineData("<div><a href=1>One</a> <a href=2>Two</a> <a href=3>Three</a></div>")]
    [InlineData("<script>document.write('<p>no text</p>')</script><style>p { }</style>")]
    [InlineData("<form><label>Name</label><input value=x><select><option>one</select><textarea>typed</textarea><button>Send</button></form>")]
    [InlineData("<svg><text>drawn</text></svg><template><p>later</p></template><iframe>frame</iframe><!-- comment -->")]
    public void Boilerplate_goes(string boilerplate)
    {
        Assert.Equal(ProseText, Pages.Extract($"<body>{boilerplate}<div>{Prose}</div></body>"));
        Assert.Equal(ProseText, Pages.Extract($"<body><div>{Prose}</div>{boilerplate}</body>"));
    }

    [Theory]
    [InlineData("<div class='has-sidebar no-comments'>{0}</div>")]
    [InlineData("<div class='md:hidden'>{0}</div>")]
    [InlineData("<div class='sidebar'>{0}</div>")]
    [InlineData("<div class=comments>{0}</div>")]
    [InlineData("<aside>{0}</aside>")]
    [InlineData("<noscript>{0}</noscript>")]
    [InlineData("<form>{0}</form>")]
    public void Text_that_is_all_there_is_stays_whatever_it_is_called(string page) =>
        Assert.Equal(ProseText, Pages.Extract(page.Replace("{0}", Prose, StringComparison.Ordinal)));

    [Fact]
    public void A_name_on_most_of_the_prose_means_something_else()
    {
        var sections = string.Concat(Enumerable.Range(0, 10).Select(i => $"<div class='{(i % 5 == 0 ? "widget" : "promo")}'>{ProseOf(i)}</div>"));
        Assert.Equal(20, Pages.Extract($"<main>{sections}</main>").Split("\n\n").Length);
    }

    [Fact]
    public void Blocks_come_in_page_order_parted_by_blank_lines() =>
        Assert.Equal(
            $"Title\n\n{ProseText}\n\nSection\n\nA quotation that is long enough to be taken for prose by any measure there is.\n\nTail",
            Pages.Extract($"<main><h1>Title</h1>{Prose}<h2>Section</h2><blockquote>A quotation that is long enough to be taken for prose by any measure there is.</blockquote>Tail</main>"));

    [Fact]
    public void White_space_collapses_and_inline_markup_parts_no_word() =>
        Assert.Equal("a b cd e f\ng", Pages.Extract("<p>  a\n\t<b> b </b>\u00A0<i>c</i>d&nbsp;&#32;e &shy;f<br>g  </p>", ExtractMode.FullText));

    [Fact]
    public void Lists_keep_a_line_for_each_item_and_show_their_depth() =>
        Assert.Equal("- one\n- two\n  - inner\n  - other\n- three", Pages.Extract("<ul><li>one<li><p>two</p><ol><li>inner<li>other</ol><li>three</ul>", ExtractMode.FullText));

    [Fact]
    public void Definitions_stand_below_their_terms() =>
        Assert.Equal("term\nmeaning\n\nterm\nmeaning", Pages.Extract("<dl><dt>term<dd>meaning<dt>term<dd>meaning</dl>", ExtractMode.FullText));

    [Fact]
    public void Tables_of_data_keep_a_line_for_each_row() =>
        Assert.Equal("Years\n\na | b\n1 | 2 3\n\nafter", Pages.Extract("<table><caption>Years</caption><tr><th>a</th><th>b</th></tr><tr><td>1</td><td><p>2</p><p>3</p></td></tr></table>after", ExtractMode.FullText));

    [Fact]
    public void Tables_that_lay_out_a_page_are_blocks() =>
        Assert.Equal("left\n\na | b\n\nright", Pages.Extract("<table><tr><td>left<table><tr><td>a<td>b</table><td>right</table>", ExtractMode.FullText));

    [Fact]
    public void Preformatted_text_keeps_its_lines_and_spaces() =>
        Assert.Equal("code:\n\nif (a < b)\n    <b>c</b>;\n\nafter", Pages.Extract("code:<pre>\nif (a &lt; <b>b</b>)\n    &lt;b>c&lt;/b>;\n</pre>after", ExtractMode.FullText));

    [Fact]
    public void Links_in_prose_stay_and_lists_of_links_go()
    {
        var text = Pages.Extract($"<main><p>Before the flood <a href=/mill>the mill</a> stood where now the road is, as everybody in the town can tell.</p>{Prose}<ul><li><a href=1>Another story</a><li><a href=2>And one more</a></ul></main>");
        Assert.Contains("the mill stood", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Another story", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_links_keeps_its_links()
    {
        var items = string.Concat(Enumerable.Range(1, 30).Select(i => $"<li><h3><a href=/{i}>Story number {i} of the day</a></h3>"));
        var text = Pages.Extract($"<nav><a href=/>Home</a></nav><main><h1>Stories</h1><ul>{items}</ul></main><footer>All rights reserved</footer>");
        Assert.Contains("Story number 30", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Home", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_article_is_chosen_before_what_stands_beside_it()
    {
        var text = Pages.Extract($"<body><article>{Prose}{ProseOf(2)}</article><div><p>A short text beside the article which says something about another matter altogether.</p></div></body>");
        Assert.Equal($"{ProseText}\n\n{Numbered(ProseText, 2)}", text);
    }

    [Fact]
    public void Precision_keeps_less_than_balance_and_recall_more()
    {
        var page = $"<body><div>{Prose}{Prose}</div><section><p>A short text beside the article which says something about another matter.</p><p><a href=1>A link to a page</a> <a href=2>and another</a></p></section></body>";
        var lengths = new[] { ExtractMode.Precision, ExtractMode.Balanced, ExtractMode.Recall, ExtractMode.FullText }.Select(mode => Pages.Extract(page, mode).Length).ToList();
        Assert.Equal(lengths.Order(), lengths);
        Assert.True(lengths[0] < lengths[2]);
    }

    [Fact]
    public void Ideographs_weigh_what_they_say()
    {
        const string Text = "河水在夜里涨了起来，镇上的人们都走到岸边去看，因为他们在床上就听见了水声。没有人知道它会涨到多高，最老的人也没有见过。";
        Assert.Equal(Text, Pages.Extract($"<body><nav><a href=/>首页</a></nav><div><p>{Text}</p></div><footer>版权所有</footer></body>"));
    }
}
