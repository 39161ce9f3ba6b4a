using DataPipe.Curation.Extraction;

namespace DataPipe.Curation.Tests.Extraction;

public class MarkdownTests
{
    [Theory]
    [InlineData("<h1>Title</h1><p>text<h3>Part</h3>", "# Title\n\ntext\n\n### Part")]
    [InlineData("<h2><b>Strong</b> as it is</h2>", "## Strong as it is")]
    [InlineData("<h2> </h2><p>a heading without words leaves no mark", "a heading without words leaves no mark")]
    public void Headings_have_their_depth(string html, string markdown) => Assert.Equal(markdown, Write(html));

    [Theory]
    [InlineData("<ul><li>one<li>two<ul><li>inner</ul></ul>", "- one\n- two\n  - inner")]
    [InlineData("<ol><li>one<li>two<ul><li>inner</ul><li>three</ol>", "1. one\n2. two\n   - inner\n3. three")]
    public void Items_are_numbered_where_the_list_is_and_indented_by_the_mark_above(string html, string markdown) => Assert.Equal(markdown, Write(html));

    [Theory]
    [InlineData("before<blockquote><p>one<p>two</blockquote>after", "before\n\n> one\n>\n> two\n\nafter")]
    [InlineData("<blockquote>outer<blockquote>inner</blockquote></blockquote>", "> outer\n>\n> > inner")]
    public void Quotations_are_quoted_line_by_line(string html, string markdown) => Assert.Equal(markdown, Write(html));

    [Fact]
    public void Preformatted_text_stands_between_fences() =>
        Assert.Equal("code:\n\n```\nif (a < b)\n    c;\n```\n\nafter", Write("code:<pre><code>\nif (a &lt; <b>b</b>)\n    c;\n</code></pre>after"));

    [Theory]
    [InlineData("<p>a <b>strong </b>word, an <em>odd</em> one and <code>x = <i>1</i></code>.", "a **strong** word, an *odd* one and `x = 1`.")]
    [InlineData("<b><p>one<p>two</b>", "**one**\n\n**two**")]
    [InlineData("<p>nothing <b> </b>here", "nothing here")]
    public void Inline_marks_stand_at_the_words_and_reach_over_no_block(string html, string markdown) => Assert.Equal(markdown, Write(html));

    [Fact]
    public void Tables_of_data_have_a_head_and_every_cell() =>
        Assert.Equal(
            "Years\n\n| a | b |\n| --- | --- |\n| 1 | |\n| 2 | 3 4 |\n\nafter",
            Write("<table><caption>Years</caption><tr><th>a</th><th>b</th></tr><tr><td>1</td><td></td></tr><tr><td>2</td><td><p>3</p><ul><li>4</ul></td></tr></table>after"));

    private static string Write(string html) => Pages.Extract(html, ExtractMode.FullText, ExtractFormat.Markdown);
}
