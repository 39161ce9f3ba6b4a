using System.Globalization;
using System.Text;
using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Tests.Extraction.Html;

public class HtmlTokenizerTests
{
    [Theory]
    [InlineData("a<b>c</b>d", "Text:a StartTag:b Text:c EndTag:b Text:d")]
    [InlineData("1 < 2 <3 <=", "Text:1 < 2 <3 <=")]
    [InlineData("<p title='a>b' x=\"<i>\" y=z>t", "StartTag:p Text:t")]
    [InlineData("<!-- <b> -->x<!--->y<!-- z", "Comment: <b>  Text:x Comment: Text:y Comment: z")]
    [InlineData("<script>if (a</b> && '<p>') x</script >y", "StartTag:script RawText:if (a</b> && '<p>') x EndTag:script Text:y")]
    [InlineData("<script><!--<script>x</script>--></script>y", "StartTag:script RawText:<!--<script>x</script>--> EndTag:script Text:y")]
    [InlineData("<title>a<b>c</title>d", "StartTag:title Text:a<b>c EndTag:title Text:d")]
    [InlineData("<style></style>d", "StartTag:style EndTag:style Text:d")]
    [InlineData("a<p", "Text:a")]
    [InlineData("<?php echo ?>a</>b</ c>d", "Comment:?php echo ? Text:a Text:b Comment: c Text:d")]
    [InlineData("<plaintext></plaintext>", "StartTag:plaintext RawText:</plaintext>")]
    public void Finds_the_tokens(string html, string expected) => Assert.Equal(expected, Tokens(html));

    [Theory]
    [InlineData("<a href=x/>", " href='x/'", false)]
    [InlineData("<a href='x'/>", " href='x'", true)]
    [InlineData("<a/b/c=d>", " b='' c='d'", false)]
    [InlineData("<a =b==c>", " =b='=c'", false)]
    [InlineData("<a b = \"c\"d>", " b='c' d=''", false)]
    [InlineData("<a b=>", " b=''", false)]
    public void Finds_the_attributes(string html, string expected, bool selfClosing)
    {
        var bytes = Encoding.UTF8.GetBytes(html);
        var tokens = new HtmlTokenizer(bytes);
        Assert.True(tokens.Read());
        var found = new StringBuilder();
        var attributes = new HtmlAttributes(bytes, tokens.NameEnd);
        while (attributes.MoveNext()) found.Append(CultureInfo.InvariantCulture, $" {Encoding.UTF8.GetString(attributes.Name)}='{Encoding.UTF8.GetString(attributes.Value)}'");
        Assert.Equal(expected, found.ToString());
        Assert.Equal(selfClosing, tokens.IsSelfClosing);
    }

    [Theory]
    [InlineData("&amp;&lt;&gt;&quot;&nbsp;", "&<>\"\u00A0")]
    [InlineData("&eacute;&Eacute;&hellip;&NotEqualTilde;&bbrk;", "éÉ…\u2242\u0338\u23B5")]
    [InlineData("&notit;&notin;&not;&copy2", "¬it;∉¬©2")]
    [InlineData("&#65;&#x41;&#X1F600;&#65", "AA😀A")]
    [InlineData("&#128;&#x99;&#0;&#xD800;&#x110000;&#99999999999999;", "€™\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("&;&#;&#x;&unknown;& &", "&;&#;&#x;&unknown;& &")]
    public void Decodes_character_references(string html, string expected) => Assert.Equal(expected, Decode(html, inAttribute: false));

    [Theory]
    [InlineData("?a=1&copy=2&lt", "?a=1&copy=2<")]
    [InlineData("&copy;&copya&amp", "©&copya&")]
    public void Leaves_addresses_in_attributes_alone(string html, string expected) => Assert.Equal(expected, Decode(html, inAttribute: true));

    [Fact]
    public void Knows_every_tag_by_its_name_in_any_case()
    {
        foreach (var tag in Enum.GetValues<HtmlTag>())
        {
            var expected = tag is HtmlTag.Text ? HtmlTag.Unknown : tag;
            Assert.Equal(expected, HtmlTags.Find(Encoding.ASCII.GetBytes(tag.ToString())));
            Assert.Equal(expected, HtmlTags.Find(Encoding.ASCII.GetBytes(tag.ToString().ToUpperInvariant())));
        }

        Assert.Equal(HtmlTag.Unknown, HtmlTags.Find("my-element"u8));
        Assert.Equal(HtmlTag.Unknown, HtmlTags.Find("blockquoteblockquote"u8));
        Assert.Equal(HtmlTag.Unknown, HtmlTags.Find(""u8));
    }

    private static string Decode(string html, bool inAttribute)
    {
        var buffer = new TextBuffer();
        CharacterReferences.Decode(Encoding.UTF8.GetBytes(html), buffer, inAttribute);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    private static string Tokens(string html)
    {
        var bytes = Encoding.UTF8.GetBytes(html);
        var tokens = new HtmlTokenizer(bytes);
        List<string> found = [];
        while (tokens.Read())
        {
            var isTag = tokens.Kind is HtmlTokenKind.StartTag or HtmlTokenKind.EndTag;
            found.Add($"{tokens.Kind}:{Encoding.UTF8.GetString(bytes[tokens.Start..(isTag ? tokens.NameEnd : tokens.End)])}");
        }

        return string.Join(' ', found);
    }
}
