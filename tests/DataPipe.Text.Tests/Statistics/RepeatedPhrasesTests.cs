using System.Text;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Text.Tests.Statistics;

public class RepeatedPhrasesTests
{
    [Fact]
    public void The_most_frequent_phrase_is_the_first_of_equals()
    {
        var phrases = Read("of the river and of the bank and of the night");
        phrases.Lengthen();
        Assert.Equal((2, 0, 3), (phrases.Length, phrases.MostFrequent, phrases.MostOccurrences)); // of the
        phrases.Lengthen();
        Assert.Equal((3, 3, 2), (phrases.Length, phrases.MostFrequent, phrases.MostOccurrences)); // and of the
        phrases.Lengthen();
        Assert.Equal((4, 0, 1), (phrases.Length, phrases.MostFrequent, phrases.MostOccurrences));
    }

    [Fact]
    public void Each_word_that_stood_there_before_counts_once()
    {
        var phrases = Read("a bb c d a bb c d a bb");
        phrases.Lengthen();
        // a bb c d a bb behind the first four, with five blanks between.
        Assert.Equal(8 + 5, phrases.LaterChars);
        phrases.Lengthen();
        Assert.Equal(8 + 5, phrases.LaterChars);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("one", 0)]
    [InlineData("one two", 1)]
    public void Text_with_few_words_has_few_phrases(string text, int occurrences)
    {
        var phrases = Read(text);
        phrases.Lengthen();
        Assert.Equal((occurrences, 0L), (phrases.MostOccurrences, phrases.LaterChars));
    }

    [Fact]
    public void A_thousand_times_the_same_word_is_one_phrase()
    {
        var phrases = Read(string.Join(' ', Enumerable.Repeat("again", 1000)));
        for (var n = 2; n <= 10; n++)
        {
            phrases.Lengthen();
            Assert.Equal(1001 - n, phrases.MostOccurrences);
            Assert.Equal(999 * 5 + 998, phrases.LaterChars); // all but the first word
        }
    }

    private static RepeatedPhrases Read(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var words = new WordTable();
        words.Read(utf8, WordRule.Whitespace);
        var phrases = new RepeatedPhrases();
        phrases.Read(utf8, words);
        return phrases;
    }
}
