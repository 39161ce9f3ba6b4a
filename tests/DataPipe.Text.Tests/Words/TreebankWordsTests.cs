using System.Security.Cryptography;
using System.Text;
using DataPipe.Text.Words;
using Xunit.Abstractions;
using TextWords = DataPipe.Text.Words.Words;

namespace DataPipe.Text.Tests.Words;

public class TreebankWordsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("The river had risen. It isn't far.", "The river had risen . It is n't far .")]
    [InlineData("Mr. Smith lives in the U.S. but J. Brown doesn't.", "Mr. Smith lives in the U.S. but J. Brown does n't .")]
    [InlineData("\"Well,\" she said, \"it costs $3.88 (or 5%).\"", "`` Well , '' she said , `` it costs $ 3.88 ( or 5 % ) . ''")]
    [InlineData("I cannot; gimme more... 'Tis so -- they'll see.", "I can not ; gim me more ... 'T is so -- they 'll see .")]
    [InlineData("At 10:30, e.g. at noon: a,b and 1,000.", "At 10:30 , e.g . at noon : a , b and 1,000 .")]
    [InlineData("“Quoted,” ‘so’ and «thus» it's John's.", "“ Quoted , ” ‘ so ’ and « thus » it 's John 's .")]
    [InlineData("Look at <b>this</b>! Really?", "Look at < b > this < /b > ! Really ?")]
    [InlineData("Line one\n\"two\" three", "Line one '' two '' three")] // a quote opens behind a blank, not behind a line break
    [InlineData("", "")]
    public void Words_are_cut_as_the_treebank_does(string text, string words) => Assert.Equal(words, Cut(text));

    [Theory]
    [InlineData("The river had risen. It rose again! Would it stop?", 3)]
    [InlineData("Mr. Smith came at 5 p.m. and left. \"Good,\" he said.", 2)]
    [InlineData("See section 3. the rest follows", 1)]
    [InlineData("He said \"Go.\" Then he left.", 2)]
    [InlineData("Wait... what", 1)]
    [InlineData("   ", 0)]
    public void Sentences_are_those_of_punkt(string text, int sentences) => Assert.Equal(sentences, Sentences.Count(Encoding.UTF8.GetBytes(text), WordRule.Treebank));

    [Fact]
    public void Words_are_nearly_those_of_the_reference_run()
    {
        if (SharedData.Find("parity/filter-decisions-nltk.jsonl.gz") is not { } decisions || SharedData.Find("parity/filter-corpus.jsonl.gz") is not { } corpus)
        {
            output.WriteLine("skipped: ../shared/data/parity is not there");
            return;
        }

        var texts = SharedData.Rows(corpus).ToDictionary(row => row.GetProperty("id").GetString()!, row => Encoding.UTF8.GetBytes(row.GetProperty("text").GetString()!));
        int sameList = 0, sameCount = 0, documents = 0;
        var difference = 0.0;
        foreach (var row in SharedData.Rows(decisions))
        {
            var list = Cut(texts[row.GetProperty("id").GetString()!], '\n', out var count);
            var expected = row.GetProperty("n_words").GetInt32();
            documents++;
            if (count == expected) sameCount++;
            difference += Math.Abs(count - expected) / (double)Math.Max(1, expected);
#pragma warning disable CA5351 // the reference lists are named by md5
            if (Convert.ToHexStringLower(MD5.HashData(list)) == row.GetProperty("words_md5").GetString()) sameList++;
#pragma warning restore CA5351
        }

        output.WriteLine($"{documents} documents: same word list {sameList}, same word count {sameCount}, mean relative difference {difference / documents:e2}");
        Assert.True(difference / documents < 0.002);
        Assert.True(sameList > 0.65 * documents);
    }

    private static string Cut(string text) => Encoding.UTF8.GetString(Cut(Encoding.UTF8.GetBytes(text), ' ', out _));

    private static byte[] Cut(byte[] text, char between, out int count)
    {
        var list = new MemoryStream();
        count = 0;
        foreach (var word in TextWords.Of(text, WordRule.Treebank))
        {
            if (count++ > 0) list.WriteByte((byte)between);
            list.Write(word.Span);
        }

        return list.ToArray();
    }
}
