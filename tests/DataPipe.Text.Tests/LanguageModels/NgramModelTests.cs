using System.Buffers;
using System.Text;
using DataPipe.Text.LanguageModels;
using DataPipe.Text.Words;

namespace DataPipe.Text.Tests.LanguageModels;

public class NgramModelTests
{
    private const string Pair = "\\data\\\nngram 1=4\nngram 2=2\n\n\\1-grams:\n-1.5\t<unk>\t0\n0\t<s>\t-0.25\n-0.5\tto\t-0.125\n-0.75\t</s>\t0\n\n\\2-grams:\n-0.1\t<s> to\n-0.2\tto </s>\n\n\\end\\\n";

    [Fact]
    public void A_word_backs_off_as_the_format_says()
    {
        var scorer = new NgramScorer(Read(Pair));
        scorer.Begin();
        Assert.Equal(-0.1f, scorer.Score(Word("to")), 1e-6);
        Assert.Equal(-0.5f - 0.125f, scorer.Score(Word("to")), 1e-6);
        Assert.Equal(-1.5f - 0.125f, scorer.Score(Word("unheard")), 1e-6);
        Assert.Equal(-0.75f, scorer.Score(NgramHash.End), 1e-6);
        Assert.Equal(-0.1 - 0.2, scorer.ScoreSentence([Word("to")]), 1e-6);
    }

    [Fact]
    public void Perplexity_counts_the_end_of_every_line()
    {
        var measure = new PerplexityMeasure(Read(Pair));
        Assert.Equal(Math.Pow(10, 0.3 / 2), measure.Measure("to"u8), 1e-5);
        Assert.Equal(Math.Pow(10, 0.3 / 2), measure.Measure("\n\nto\nto\n  \nto"u8), 1e-5);
        Assert.True(double.IsNaN(measure.Measure(" \n "u8)));
    }

    [Fact]
    public void Measuring_allocates_nothing()
    {
        var measure = new PerplexityMeasure(Read(Pair, ModelNormalization.CcNet));
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("to be or not to be, « Économie » 1984\n", 200)));
        Assert.Equal(0, Allocations.Of(() => measure.Measure(text)));
    }

    [Fact]
    public void Text_is_normalised_as_CCNet_does()
    {
        var words = new ModelWords(WordRule.Whitespace, ModelNormalization.CcNet);
        var line = Encoding.UTF8.GetBytes("Économie “FRÜH” 1984 \u0007x… 한");
        var count = words.Read(line).Length;
        Assert.Equal(["economie", "\"fruh\"", "0000", "x...", "\u1112\u1161\u11ab"], Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetString(words.Word(line, i))));
        Assert.Equal(1, new ModelWords(WordRule.Whitespace, ModelNormalization.None).Read("<s> a </s> <unk>"u8).Length);
    }

    [Fact]
    public void An_n_gram_whose_end_was_pruned_away_is_still_found()
    {
        // "x y z" without "y z": as SRILM's pruning leaves it.
        const string pruned = "\\data\\\nngram 1=4\nngram 2=1\nngram 3=1\n\\1-grams:\n-1 <unk>\n-0.5 x -0.1\n-0.6 y -0.2\n-0.7 z\n\\2-grams:\n-0.3 x y -0.4\n\\3-grams:\n-0.05 x y z\n\\end\\\n";
        var scorer = new NgramScorer(Read(pruned));
        scorer.Begin();
        scorer.Score(Word("x"));
        scorer.Score(Word("y"));
        Assert.Equal(-0.05f, scorer.Score(Word("z")), 1e-6);
        scorer.Begin();
        scorer.Score(Word("y"));
        Assert.Equal(-0.7f - 0.2f, scorer.Score(Word("z")), 1e-6);
    }

    [Theory]
    [InlineData("", "ends before")]
    [InlineData("\\data\\\n\\end\\\n", "not of 0")]
    [InlineData("\\data\\\nngram 1=x\n", "line 2")]
    [InlineData("\\data\\\nngram 1=2\n\\1-grams:\n-1 a\n", "ends before")]
    [InlineData("\\data\\\nngram 1=1\n\\1-grams:\nnone a\n\\end\\\n", "line 4")]
    [InlineData("\\data\\\nngram 1=1\n\\1-grams:\n1.5 a\n\\end\\\n", "never above 0")]
    [InlineData("\\data\\\nngram 1=2\n\\1-grams:\n-1 a\n-1 a\n\\end\\\n", "before")]
    [InlineData("\\data\\\nngram 1=9999999999999\n\\1-grams:\n-1 a\n\\end\\\n", "line 5")]
    [InlineData("\\data\\\nngram 1=1\nngram 2=1\n\\1-grams:\n-1 a\n\\2-grams:\n-1 a\n\\end\\\n", "2 words")]
    public void A_file_that_is_no_ARPA_model_is_told_as_such(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_is_read_as_it_was_written(bool quantised)
    {
        var (bytes, ngrams) = Written(quantised);
        var model = NgramModelReader.Read(new MemoryStream(bytes));
        Assert.Equal(3, model.Order);
        Assert.Equal(WordRule.English, model.Words);
        Assert.Equal(ModelNormalization.CcNet, model.Normalization);
        for (var n = 1; n <= 3; n++)
            foreach (var (hash, log, backoff) in ngrams[n - 1])
            {
                Assert.True(model.Table(n).TryFind(hash, out var foundLog, out var foundBackoff));
                Assert.Equal(log, foundLog, quantised ? 1e-4 : 0);
                Assert.Equal(backoff, foundBackoff, quantised ? 1e-4 : 0);
                Assert.False(model.Table(n).TryFind(hash ^ 0xABCDEF, out _, out _));
            }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damage_anywhere_in_a_model_is_found(bool quantised)
    {
        var (bytes, _) = Written(quantised);
        for (var at = 0; at < bytes.Length; at += at < 400 ? 1 : 37)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x40;
            Assert.Throws<InvalidDataException>(() => NgramModelReader.Read(new MemoryStream(damaged)));
        }

        for (var length = 0; length < bytes.Length; length += 41) Assert.Throws<InvalidDataException>(() => NgramModelReader.Read(new MemoryStream(bytes, 0, length)));
        Assert.Throws<InvalidDataException>(() => NgramModelReader.Read(new MemoryStream([.. bytes, 0])));
    }

    [Fact]
    public void Discounts_are_those_of_Chen_and_Goodman()
    {
        Assert.True(KneserNeyDiscounts.TryEstimate(2, 2, 1, 0, out var discounts));
        Assert.All(((long Count, double Off)[])[(0, 0), (1, 1 / 3.0), (2, 1.5), (3, 3), (9, 3)], c => Assert.Equal(c.Off, discounts.Of(c.Count), 1e-12));
        Assert.False(KneserNeyDiscounts.TryEstimate(5, 2, 0, 1, out _));
        Assert.False(KneserNeyDiscounts.TryEstimate(1, 1, 9, 1, out _)); // off a count of 2: 2 - 3 x 1/3 x 9 is below 0
    }

    [Fact]
    public void ARPA_text_is_what_other_programs_read()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var text = new ArpaText(buffer, [1, 1]);
        text.Begin();
        text.BeginOrder();
        text.Begin(-1.25f);
        text.Word("a"u8, true);
        text.End(-0.5f);
        text.BeginOrder();
        text.Begin(-1e-8f);
        text.Word("a"u8, true);
        text.Word("a"u8, false);
        text.End(0);
        text.Complete();
        Assert.Equal("\\data\\\nngram 1=1\nngram 2=1\n\n\\1-grams:\n-1.25\ta\t-0.5\n\n\\2-grams:\n-0\ta a\n\n\\end\\\n", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static (byte[] Bytes, (ulong Hash, float Log, float Backoff)[][] Ngrams) Written(bool quantised)
    {
        var random = new Random(7);
        int[] counts = [300, 900, 2000];
        var ngrams = counts.Select(count => Enumerable.Range(0, count).Select(_ => ((ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64(), -6 * random.NextSingle(), -random.NextSingle())).OrderBy(n => n.Item1).ToArray()).ToArray();
        var writer = new NgramModelWriter(new NgramModelHeader([.. counts.Select(c => (long)c)], WordRule.English, ModelNormalization.CcNet, quantised));
        List<byte> bytes = [];
        foreach (var order in ngrams)
        {
            writer.Begin((-6, 0), (-1, 0));
            foreach (var (hash, log, backoff) in order) writer.Add(hash, log, backoff);
            bytes.AddRange(writer.Pending);
            writer.Clear();
        }

        writer.Complete();
        return ([.. bytes, .. writer.Pending], ngrams);
    }

    private static NgramModel Read(string arpa, ModelNormalization normalization = ModelNormalization.None) =>
        ArpaReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(arpa)), WordRule.Whitespace, normalization);

    private static ulong Word(string word) => NgramHash.OfWord(Encoding.UTF8.GetBytes(word));
}
