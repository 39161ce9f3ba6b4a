using System.Security.Cryptography;
using DataPipe.Text.Words;
using Xunit.Abstractions;
using TextWords = DataPipe.Text.Words.Words;

namespace DataPipe.Text.Tests.Words;

public class WordParityTests(ITestOutputHelper output)
{
    [Fact]
    public void English_words_and_sentences_are_those_of_the_reference_run()
    {
        if (SharedData.Parity() is not { } documents)
        {
            output.WriteLine("skipped: ../shared/data/parity is not there");
            return;
        }
        int sameList = 0, sameCount = 0, sameSentences = 0;
        double difference = 0;
        var standardDiffers = 0;
        var shown = 0;
        foreach (var (id, text, row) in documents)
        {
            var list = new MemoryStream();
            var count = 0;
            foreach (var word in TextWords.Of(text, WordRule.English))
            {
                if (count++ > 0) list.WriteByte((byte)'\n');
                list.Write(word.Span);
            }
            var expected = row.GetProperty("n_words").GetInt32();
#pragma warning disable CA5351 // the reference lists are named by md5
            var same = Convert.ToHexStringLower(MD5.HashData(list.ToArray())) == row.GetProperty("words_md5").GetString();
#pragma warning restore CA5351
            if (!same && shown++ < 20) output.WriteLine($"{id}: {count} words, reference {expected}");
            if (same) sameList++;
            if (count == expected) sameCount++;
            difference += Math.Abs(count - expected) / (double)Math.Max(1, expected);
            if (TextWords.Count(text, WordRule.Standard) != count)
            {
                standardDiffers++;
                Assert.Contains(System.Text.Encoding.UTF8.GetString(text).EnumerateRunes(), CharacterClass.IsCjk);
            }
            var sentences = Sentences.Count(text, WordRule.English);
            if (sentences == row.GetProperty("n_sents").GetInt32()) sameSentences++;
            else if (shown++ < 30) output.WriteLine($"{id}: {sentences} sentences, reference {row.GetProperty("n_sents").GetInt32()}");
        }
        var n = documents.Count;
        output.WriteLine($"{n} documents: same word list {sameList}, same word count {sameCount}, mean relative difference {difference / n:e2} (the standard rule differs on {standardDiffers}, all with Han or kana), same sentence count {sameSentences}");
        Assert.True(sameList >= n * 0.998);
        Assert.True(difference / n < 1e-4);
        Assert.True(sameSentences >= n * 0.99);
    }
}
