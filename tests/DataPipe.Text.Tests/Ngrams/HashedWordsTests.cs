using System.Text;
using DataPipe.Text.Hashing;
using DataPipe.Text.Ngrams;

namespace DataPipe.Text.Tests.Ngrams;

public class HashedWordsTests
{
    private const string Behind = " and what stands behind it is long enough for the vector path to be taken";

    [Theory]
    [InlineData("The river had risen.", "the RIVER, had—risen!")]
    [InlineData("a café in Zürich", "a cafe in Zurich")]
    [InlineData("a cafe\u0301 there", "A CAFÉ there")]
    [InlineData("soft\u00ADhyphen and zero\u200Bwidth", "softhyphen and zerowidth")]
    [InlineData("$x^2 + y$ is 1,000", "x 2 y is 1 000")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφοσ")]
    public void Words_are_the_same_whatever_case_accents_and_marks(string first, string second)
    {
        Assert.Equal(Hashes(first), Hashes(second));
        Assert.Equal(Hashes(first + Behind), Hashes(second + Behind));
    }

    [Theory]
    [InlineData("dog", "god")]
    [InlineData("abcdefgh", "abcdefghi")]
    [InlineData("abcdefgh", "hgfedcba")]
    [InlineData("1", "2")]
    [InlineData("naïve", "native")]
    public void Other_words_are_others(string first, string second) => Assert.NotEqual(Hashes(first), Hashes(second));

    [Fact]
    public void Every_Han_or_kana_character_is_a_word()
    {
        Assert.Equal(5, Hashes("河水涨了。ok").Length);
        Assert.Equal(Hashes("河 水"), Hashes("河水"));
    }

    [Fact]
    public void Exact_words_are_the_bytes_between_whitespace()
    {
        Assert.Equal(["The", "river,", "had\u00ADrisen."], Words("The river,\n had\u00ADrisen.", NgramRule.Exact));
        Assert.NotEqual(Hashes("river", NgramRule.Exact), Hashes("River", NgramRule.Exact));
    }

    [Fact]
    public void Words_stand_where_they_stand() =>
        Assert.Equal(["A", "café", "in", "河", "水", "x", "2"], Words("— A café in 河水: x² 2!", NgramRule.Normalized).Select(w => w.TrimEnd('²')));

    // A word alone is too short for vectors, in a text it is read by them.
    [Fact]
    public void Vectors_and_the_slow_way_agree()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var text = RandomText(seed);
            var utf8 = Encoding.UTF8.GetBytes(text);
            var words = new HashedWord[utf8.Length + 1];
            var count = new HashedWords(utf8, NgramRule.Normalized).Read(words);
            for (var i = 0; i < count; i++)
            {
                var alone = new HashedWord[2];
                Assert.Equal(1, new HashedWords(utf8.AsSpan(words[i].Start..words[i].End), NgramRule.Normalized).Read(alone));
                Assert.Equal(words[i].Hash, alone[0].Hash);
            }

            // And the same words when the text is read a few at a time.
            var walk = new HashedWords(utf8, NgramRule.Normalized);
            var few = new HashedWord[3];
            var at = 0;
            while (walk.Read(few) is var read and > 0)
                for (var i = 0; i < read; i++) Assert.Equal(words[at++], few[i]);
            Assert.Equal(count, at);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("...!? — …")]
    [InlineData("\u0301\u0301")]
    [InlineData("\u00AD")]
    public void Marks_alone_are_no_words(string text) => Assert.Empty(Hashes(text));

    [Fact]
    public void Malformed_bytes_separate_words()
    {
        var words = new HashedWord[8];
        Assert.Equal(2, new HashedWords([(byte)'a', 0xFF, (byte)'b', 0xE2, 0x82], NgramRule.Normalized).Read(words));
    }

    private static string RandomText(int seed)
    {
        string[] pieces = ["a", "Word", "1", "2024", "naïve", "Ünder", "an-other", "don't", "…", " ", "  ", "\n", ". ", ", ", "“", "”", "internationalisation", "河", "水", "ω", "e\u0301", "_", "abcdefgh", "thirtytwocharactersareaverylongwordindeed"];
        var text = new StringBuilder();
        for (var i = 0; i < 60; i++)
        {
            var bits = Mix64.Combine((ulong)seed, (ulong)i);
            text.Append(pieces[bits % (ulong)pieces.Length]);
            if ((bits >> 40) % 3 != 0) text.Append(' ');
        }

        return text.ToString();
    }

    private static ulong[] Hashes(string text, NgramRule rule = NgramRule.Normalized)
    {
        var words = new HashedWord[256];
        return [.. words[..new HashedWords(Encoding.UTF8.GetBytes(text), rule).Read(words)].Select(w => w.Hash)];
    }

    private static string[] Words(string text, NgramRule rule)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var words = new HashedWord[256];
        return [.. words[..new HashedWords(utf8, rule).Read(words)].Select(w => Encoding.UTF8.GetString(utf8[w.Start..w.End]))];
    }
}
