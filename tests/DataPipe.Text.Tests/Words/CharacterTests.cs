using System.Globalization;
using System.Text;
using DataPipe.Text.Words;
using FsCheck.Fluent;

namespace DataPipe.Text.Tests.Words;

public class CharacterTests
{
    [Fact]
    public void Code_points_are_counted_as_runes() =>
        Prop.ForAll<string>(text => Utf8Runes.Count(Encoding.UTF8.GetBytes(text ?? "")) == (text ?? "").EnumerateRunes().Count()).Holds();

    [Fact]
    public void Code_points_of_long_text_are_counted_across_vectors()
    {
        for (var length = 0; length < 200; length++)
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(i => i % 3 == 0 ? "é" : i % 5 == 0 ? "😀" : "x"));
            Assert.Equal(length, Utf8Runes.Count(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void Lower_case_is_that_of_each_rune() => Prop.ForAll<string>(text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        var destination = new byte[Utf8Case.MaxLowerBytes(bytes.Length)];
        var written = Utf8Case.ToLower(bytes, destination);
        return Encoding.UTF8.GetString(destination, 0, written) == string.Concat(Encoding.UTF8.GetString(bytes).EnumerateRunes().Select(r => Rune.ToLowerInvariant(r).ToString()));
    }).Holds();

    [Fact]
    public void Every_code_point_fits_the_bound_of_lower_case()
    {
        Span<byte> destination = stackalloc byte[16];
        Span<byte> source = stackalloc byte[4];
        for (var code = 0; code <= 0x10FFFF; code = code == 0xD7FF ? 0xE000 : code + 1)
        {
            var bytes = new Rune(code).EncodeToUtf8(source);
            Assert.True(Utf8Case.ToLower(source[..bytes], destination) <= Utf8Case.MaxLowerBytes(bytes));
        }
    }

    [Fact]
    public void Too_small_a_destination_of_lower_case_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Utf8Case.ToLower("ABC"u8, new byte[2]));
        Assert.Throws<ArgumentException>(() => Utf8Case.ToLower("ÄÖ"u8, new byte[3]));
    }

    [Fact]
    public void Classes_are_those_of_Unicode_and_of_the_published_list()
    {
        Assert.True(CharacterClass.IsLetter(new Rune('ß')) && CharacterClass.IsLetter(new Rune('漢')) && !CharacterClass.IsLetter(new Rune('1')));
        Assert.True(CharacterClass.IsDigit(new Rune('٣')) && !CharacterClass.IsDigit(new Rune('½')));
        foreach (var code in (int[])[9, 0x1C, 0x1F, 0x85, 0xA0, 0x2003, 0x3000]) Assert.True(CharacterClass.IsWhitespace(new Rune(code)));
        Assert.False(CharacterClass.IsWhitespace(new Rune(0x200B)));
        foreach (var mark in "!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”„…—。、？\u0000\u007F\u009F») 」".EnumerateRunes().Where(r => r.Value != ' ')) Assert.True(CharacterClass.IsPunctuation(mark), mark.ToString());
        foreach (var other in "aé1 \t\n漢•×".EnumerateRunes()) Assert.False(CharacterClass.IsPunctuation(other), other.ToString());
        Assert.True(CharacterClass.IsSentenceTerminal(new Rune('।')) && CharacterClass.IsSentenceTerminal(new Rune('.')) && !CharacterClass.IsSentenceTerminal(new Rune(',')));
        Assert.True(CharacterClass.IsCjk(new Rune('カ')) && CharacterClass.IsCjk(new Rune('。')) && !CharacterClass.IsCjk(new Rune('한')));
    }

    [Fact]
    public void Trimming_takes_the_whitespace_of_every_script() =>
        Assert.Equal("a\u200Bb", Encoding.UTF8.GetString(Whitespace.Trim("\u3000\u0085 \u001F\na\u200Bb\u2029\u00A0"u8)));

    [Fact]
    public void Unicode_normalisation_is_alive() => // invariant globalisation would silently turn it off
        Assert.Equal("e\u0301", "é".Normalize(NormalizationForm.FormD));

    [Fact]
    public void Letters_of_all_planes_have_the_category_of_the_framework()
    {
        foreach (var code in (int[])[0x10400, 0x1D7D8, 0x20000, 0x1F600])
            Assert.Equal(char.IsLetter(char.ConvertFromUtf32(code), 0), CharacterClass.IsLetter(new Rune(code)));
        Assert.Equal(UnicodeCategory.DecimalDigitNumber, CharUnicodeInfo.GetUnicodeCategory(0x1D7D8));
        Assert.True(CharacterClass.IsDigit(new Rune(0x1D7D8)));
    }
}
