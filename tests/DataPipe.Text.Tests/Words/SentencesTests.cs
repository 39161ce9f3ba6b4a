using System.Text;
using DataPipe.Text.Words;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Text.Tests.Words;

public class SentencesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("One. Two! Three?", "One.|Two!|Three?")]
    [InlineData("Dr. Smith met Mr. Jones. They talked.", "Dr. Smith met Mr. Jones.|They talked.")]
    [InlineData("He said \"stop!\" (twice.) Then left.", "He said \"stop!\"|(twice.)|Then left.")]
    [InlineData("Really? “Yes.” ‘No.’ End.", "Really?|“Yes.”|‘No.’|End.")]
    [InlineData("今天天气很好。明天呢？好！", "今天天气很好。|明天呢？|好！")]
    [InlineData("यह घर है। वह पेड़ है।", "यह घर है।|वह पेड़ है।")]
    [InlineData("No end", "No end")]
    [InlineData("Done.\n\"Quoted\" next", "Done.|\"Quoted\" next")]
    [InlineData("3.5 is a number. www.example.org is a host.", "3.5 is a number.|www.example.org is a host.")]
    public void Sentences_end_at_terminals_but_not_at_abbreviations(string text, string expected)
    {
        var sentences = new List<string>();
        foreach (var sentence in Sentences.Of(Encoding.UTF8.GetBytes(text))) sentences.Add(Encoding.UTF8.GetString(sentence));
        Assert.Equal(expected, string.Join('|', sentences));
    }

    [Theory]
    [InlineData(WordRule.Standard)]
    [InlineData(WordRule.English)]
    [InlineData(WordRule.Treebank)]
    public void As_many_are_counted_as_the_walk_finds_and_no_more_than_asked(WordRule rule)
    {
        var pieces = Gen.Elements("He", "said", "etc", "Dr", ".", "?", "!", "...", "\"", ")", "(", " ", " ", " ", "\n", "\u3000", "。", "é", "3.5", ",");
        var texts = Gen.ListOf(pieces).Select(string.Concat);
        Prop.ForAll(texts.ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), (text, most) =>
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var walked = 0;
            foreach (var _ in Sentences.Of(utf8, rule)) walked++;
            return Sentences.Count(utf8, rule) == walked && Sentences.Count(utf8, rule, most) == Math.Min(most, walked);
        }).Holds();
    }

    [Fact]
    public void Whitespace_words_cannot_tell_sentences() => Assert.Throws<ArgumentOutOfRangeException>(() => Sentences.Count("a."u8, WordRule.Whitespace));
}
