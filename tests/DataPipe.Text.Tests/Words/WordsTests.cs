using System.Text;
using DataPipe.Text.Words;
using FsCheck.Fluent;
using TextWords = DataPipe.Text.Words.Words;

namespace DataPipe.Text.Tests.Words;

public class WordsTests
{
    private static string[] Cut(string text, WordRule rule)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var words = new List<string>();
        foreach (var word in TextWords.Of(bytes, rule)) words.Add(Encoding.UTF8.GetString(word.Span));
        return [.. words];
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  plain   words\there\n", "plain|words|here")]
    [InlineData("nbsp\u00A0ideographic\u3000next\u0085line\u2028sep\u001Cend", "nbsp|ideographic|next|line|sep|end")]
    [InlineData("zero\u200Bwidth stays", "zero\u200Bwidth|stays")]
    public void Whitespace_words_are_those_of_a_plain_split(string text, string expected) => Assert.Equal(expected, string.Join('|', Cut(text, WordRule.Whitespace)));

    [Theory]
    [InlineData("Hello, world!", "Hello|,|world|!")]
    [InlineData("It isn't John's; they'll can't.", "It|is|n't|John|'s|;|they|'ll|ca|n't|.")]
    [InlineData("cannot gonna don\u2019t", "can|not|gon|na|do|n\u2019t")]
    [InlineData("Well... (wait) \"so\" [1] {x}", "Well|...|(|wait|)|\"|so|\"|[|1|]|{|x|}")]
    [InlineData("Dr. Smith vs. NATO. e.g. this, i.e. that", "Dr.|Smith|vs.|NATO|.|e.g.|this|,|i.e.|that")]
    [InlineData("state-of-the-art 1990-95 a--b well\u2014known", "state|-|of|-|the|-|art|1990|-|95|a|--|b|well|\u2014|known")]
    [InlineData("5km 10% 3.5 1,000 $20 20$ US$5 9am", "5|km|10|%|3.5|1,000|$|20|20|$|US$|5|9|am")]
    [InlineData("see http://example.org/a-b?c=d, or me@example.com.", "see|http://example.org/a-b?c=d|,|or|me@example.com|.")]
    [InlineData("either/or and/or w/o a=b x:y", "either|/|or|and/or|w/o|a|=|b|x|:|y")]
    [InlineData("end.Start one,two .5", "end|.|Start|one|,|two|.5")]
    [InlineData("smile :) (e.g.) foo:)", "smile|:)|(|e.g.|)|foo|:)")]
    [InlineData("U.S. J. x. I'm i", "U.S.|J.|x.|I|'m|i")]
    [InlineData("a\u00A9b \u2022 item", "a|\u00A9|b|\u2022|item")]
    public void Standard_words_stand_apart_from_punctuation_and_contractions(string text, string expected)
    {
        Assert.Equal(expected, string.Join('|', Cut(text, WordRule.Standard)));
        Assert.Equal(expected, string.Join('|', Cut(text, WordRule.English)));
    }

    [Fact]
    public void Han_and_kana_are_words_of_their_own_by_the_standard_rule_alone()
    {
        Assert.Equal("今|天|天|气|很|好|。|abc|カ|ナ", string.Join('|', Cut("今天天气很好。abcカナ", WordRule.Standard)));
        Assert.Equal("今天天气很好。abcカナ", string.Join('|', Cut("今天天气很好。abcカナ", WordRule.English)));
        Assert.Equal("한국어|문장", string.Join('|', Cut("한국어 문장", WordRule.Standard)));
    }

    [Fact]
    public void A_word_tells_its_place_length_and_kind()
    {
        var text = Encoding.UTF8.GetBytes("Zoë 42 ?! 漢 x3");
        var seen = new List<string>();
        foreach (var word in TextWords.Of(text)) seen.Add($"{word.Start}:{word.Runes}:{(word.IsPunctuation ? "p" : "")}{(word.HasAlphabetic ? "a" : "")}{(word.HasDigit ? "d" : "")}");
        Assert.Equal(["0:3:a", "5:2:d", "8:2:p", "11:1:a", "15:2:ad"], seen);
    }

    [Fact]
    public void Joined_without_blanks_the_words_of_every_rule_give_the_text_without_whitespace() => Prop.ForAll<string>(text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        var expected = string.Concat(Cut(Encoding.UTF8.GetString(bytes), WordRule.Whitespace));
        return expected == string.Concat(Cut(Encoding.UTF8.GetString(bytes), WordRule.Standard)) && expected == string.Concat(Cut(Encoding.UTF8.GetString(bytes), WordRule.English));
    }).Holds();

    [Fact]
    public void Words_between_blanks_are_cut_alike_alone_and_in_company()
    {
        string[] pieces = ["don't", "(foo)", "a.b.", "U.S.", "x:)", "«où»", "3km", "e.g.,", "\"Hi!\"", "漢字", "http://a.bc/d-e", "--", "it's", "word", "cannot,", "A.", "she's.", "(I'm)"];
        foreach (var a in pieces)
            foreach (var b in pieces)
                Assert.Equal([.. Cut(a, WordRule.Standard), .. Cut(b, WordRule.Standard)], Cut($"{a} {b}", WordRule.Standard));
    }

    [Fact]
    public void A_long_chunk_is_cut_into_bounded_pieces()
    {
        var words = Cut(new string('b', 200_000), WordRule.Standard);
        Assert.All(words, word => Assert.InRange(word.Length, 1, 1 << 16));
        Assert.Single(Cut(new string('b', 200_000), WordRule.Whitespace));
    }

    [Fact]
    public void An_unknown_rule_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => TextWords.Count("x"u8, (WordRule)9));
}
