using System.Text;
using DataPipe.Text.Words;
using FsCheck;
using FsCheck.Fluent;
using TextWords = DataPipe.Text.Words.Words;

namespace DataPipe.Text.Tests.Words;

public class WordTableTests
{
    private static readonly string[] Pieces =
    [
        "river", "It's", "can't", "Mr.", "e.g.", "a-b", "U.S.", "J.", "(so", "it),", "8)", ":)", "word.", "WORD.", "don't,", "日本", "é", "“q”", "\u00a0", "\u3000", "\0", "a\0", "a\0\0", "\u0001", "x\u2028y",
        "http://example.org/a-b?c=d", "3.14", "1990s", "'tis", "--", "...", "ü.", new string('a', 40), "a" + new string('.', 60), "\ufffd", "im", "Im.", "cannot", "cannot.", "gonna,", "vs.", "5km", "\"", ")", "\t", "\n\n", "  ",
    ];

    [Fact]
    public void A_table_holds_the_words_of_the_walk_also_where_chunks_are_remembered()
    {
        foreach (var rule in Enum.GetValues<WordRule>())
        {
            var table = new WordTable(); // one for all texts: what it remembers must not show
            var texts = Gen.Elements(Pieces).ListOf().Select(list => string.Join(list.Count % 3 == 0 ? "" : " ", list)).ToArbitrary();
            Prop.ForAll(texts, text => IsSame(table, Encoding.UTF8.GetBytes(text), rule)).Holds();
            foreach (var text in HostileTexts.All())
            {
                Assert.True(IsSame(table, text, rule));
                Assert.True(IsSame(table, text, rule)); // again, from memory
            }
        }
    }

    [Fact]
    public void Another_rule_forgets_what_was_remembered()
    {
        var table = new WordTable();
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("(so) it-self don't. ", 20)));
        foreach (var rule in new[] { WordRule.English, WordRule.Whitespace, WordRule.Standard, WordRule.English }) Assert.True(IsSame(table, text, rule));
    }

    private static bool IsSame(WordTable table, byte[] text, WordRule rule)
    {
        table.Read(text, rule);
        int at = 0, runes = 0, punctuation = 0, alphabetic = 0;
        foreach (var word in TextWords.Of(text, rule))
        {
            if (at >= table.Count || table.Starts[at] != word.Start || table.Bytes[at] != word.Bytes || table.RunesBefore[at] != runes) return false;
            if (!table.Of(text, at).SequenceEqual(word.Span)) return false;
            if (table.Traits[at].HasFlag(WordTraits.Alphabetic) != word.HasAlphabetic || table.Traits[at].HasFlag(WordTraits.Digit) != word.HasDigit) return false;
            if (table.Traits[at].HasFlag(WordTraits.Punctuation) != word.IsPunctuation) return false;
            runes += word.Runes;
            if (word.IsPunctuation) punctuation++;
            if (word.HasAlphabetic) alphabetic++;
            at++;
        }

        return at == table.Count && runes == table.Runes && punctuation == table.PunctuationWords && alphabetic == table.AlphabeticWords;
    }
}
