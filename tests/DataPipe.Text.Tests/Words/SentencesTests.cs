using System.Text;
using DataPipe.Text.Words;

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

    [Fact]
    public void Whitespace_words_cannot_tell_sentences() => Assert.Throws<ArgumentOutOfRangeException>(() => Sentences.Count("a."u8, WordRule.Whitespace));
}
