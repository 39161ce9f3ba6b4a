using System.Globalization;
using System.Text;
using DataPipe.Text.Tokens;
using FsCheck.Fluent;

namespace DataPipe.Text.Tests.Tokens;

public class WordTokenCounterTests
{
    private static readonly WordTokenCounter Counter = new();

    [Theory]
    [InlineData("", 0)]
    [InlineData("one two", 2)]
    [InlineData("don't", 3)]
    [InlineData("a1b2 3.5", 4)]
    [InlineData("(x)...", 6)]
    [InlineData("  \t\n\u00A0\u3000", 0)]
    [InlineData("naïve café", 2)]
    [InlineData("nai\u0308ve", 1)]
    [InlineData("漢字 カナ", 4)]
    [InlineData("漢a字", 3)]
    [InlineData("한국어", 3)]
    [InlineData("สวัสดี", 4)]
    [InlineData("กิa", 2)]
    [InlineData("नमस्ते", 1)]
    [InlineData("\u0301x", 2)]
    [InlineData("😀!", 2)]
    public void Words_marks_and_letters_without_spaces_are_counted(string text, long expected) => Assert.Equal(expected, Counter.Count(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Malformed_bytes_count_one_each() => Assert.Equal(5, Counter.Count([(byte)'a', 0x80, 0xFF, (byte)'b', 0xC2]));

    [Fact]
    public void The_name_is_versioned() => Assert.Equal("words-v1", Counter.Name);

    [Fact]
    public void Vectors_count_as_a_plain_walk_does() => Prop.ForAll<string>(seed =>
    {
        var text = string.Concat(Enumerable.Repeat(seed ?? "", 20)) + seed; // long enough for several vectors
        return Counter.Count(Encoding.UTF8.GetBytes(text)) == Plain(text);
    }).Holds();

    [Fact]
    public void Every_split_of_ascii_text_at_blanks_adds_up()
    {
        var text = "The quick-brown fox: 42 jumps, over 3.14 lazy (dogs) and_more! ";
        for (var n = 1; n < 20; n++)
            Assert.Equal(n * Counter.Count(Encoding.ASCII.GetBytes(text)), Counter.Count(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, n)))));
    }

    // The rule, told once more and slowly, for scripts with spaces.
    private static long Plain(string text)
    {
        long tokens = 0;
        bool inWord = false, takesMark = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (takesMark && category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark && takesMark) continue;
            var isWord = Rune.IsLetter(rune) || category == UnicodeCategory.DecimalDigitNumber;
            var isSolo = DataPipe.Text.Words.RuneSets.IsSolo(rune.Value);
            if (isSolo || (isWord ? !inWord : !DataPipe.Text.Words.RuneSets.IsSpace(rune.Value))) tokens++;
            inWord = isWord && !isSolo;
            takesMark = isWord || isSolo;
        }
        return tokens;
    }
}
