using System.Text;
using System.Text.RegularExpressions;
using DataPipe.Text.Hashing;
using DataPipe.Text.Phrases;

namespace DataPipe.Text.Tests.Phrases;

public class PhraseSearchTests
{
    [Fact]
    public void Finds_what_a_regular_expression_finds()
    {
        var random = new Random(2);
        string Some(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "ab é_.".ElementAt(random.Next(6))));
        for (var round = 0; round < 500; round++)
        {
            string[] phrases = [.. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => Some(1 + random.Next(4))).Distinct()];
            var search = new PhraseSearch([.. phrases.Select(Encoding.UTF8.GetBytes)]);
            var text = Some(random.Next(30));
            var either = string.Join('|', phrases.Select(Regex.Escape));
            Assert.Equal(Regex.IsMatch(text, either), search.IsIn(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(Regex.IsMatch(text, $@"(?:\W|^)({either})(?:\W|$)", RegexOptions.CultureInvariant), search.IsInAsWord(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(phrases.Sum(p => Regex.Count(text, $@"(?=(?<!\w){Regex.Escape(p)}(?!\w))")), search.CountAsWords(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void Case_of_ASCII_letters_does_not_matter_and_empty_phrases_are_none()
    {
        var search = new PhraseSearch([""u8.ToArray(), "HeLLo"u8.ToArray()]);
        Assert.Equal(1, search.Count);
        Assert.True(search.IsInAsWord("say hEllO"u8));
        Assert.False(new PhraseSearch([]).IsIn("anything"u8));
    }

    [Fact]
    public void A_set_of_fingerprints_holds_what_was_added_and_nothing_else()
    {
        var set = new FingerprintSet();
        for (var i = 0; i < 100_000; i++) Assert.True(set.Add(BitConverter.GetBytes(3 * i)));
        Assert.False(set.Add(BitConverter.GetBytes(3)));
        Assert.Equal(100_000, set.Count);
        for (var i = 0; i < 300_000; i++) Assert.Equal(i % 3 == 0, set.Contains(BitConverter.GetBytes(i)));
    }
}
