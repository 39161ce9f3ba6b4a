using DataPipe.Text.Language;
using DataPipe.Text.MinHash;
using DataPipe.Text.Statistics;
using DataPipe.Text.Tokens;
using DataPipe.Text.Words;
using TextWords = DataPipe.Text.Words.Words;

namespace DataPipe.Text.Tests;

public class HostileTextTests
{
    [Fact]
    public void Every_walker_covers_hostile_text_in_order_and_ends()
    {
        foreach (var text in HostileTexts.All())
        {
            foreach (var rule in Enum.GetValues<WordRule>())
            {
                var end = 0;
                foreach (var word in TextWords.Of(text, rule))
                {
                    Assert.True(word.Start >= end && word.Span.Length > 0);
                    Assert.True(Whitespace.Trim(text.AsSpan(end, word.Start - end)).IsEmpty); // only whitespace lies between words
                    end = word.Start + word.Bytes;
                }
                Assert.True(Whitespace.Trim(text.AsSpan(end)).IsEmpty);
            }
            foreach (var rule in Enum.GetValues<LineRule>())
            {
                var end = 0;
                foreach (var line in Lines.Of(text, rule)) end += line.Length;
                Assert.True(end <= text.Length);
            }
            Assert.True(Sentences.Count(text, WordRule.Standard) <= text.Length);
        }
    }

    [Fact]
    public void Every_measure_of_hostile_text_is_finite_and_in_range()
    {
        var analysis = new TextAnalysis();
        var measure = new RepetitionMeasure();
        var lineMeasure = new LineQualityMeasure();
        var signer = new MinHashSigner(MinHashPreset.Standard);
        var signature = new ulong[MinHashPreset.Standard.Hashes];
        var counter = new WordTokenCounter();
        foreach (var text in HostileTexts.All())
        {
            analysis.Read(text);
            var repetition = measure.Measure(analysis, WordRule.Standard);
            for (var n = 5; n <= 10; n++) Assert.InRange(repetition.DuplicateNGramCharFraction(n), 0, 1);
            for (var n = 2; n <= 4; n++) Assert.InRange(repetition.TopNGramCharFraction(n), 0, 2 * n); // overlapping n-grams all count, with their blanks
            Assert.InRange(repetition.DuplicateLineFraction, 0, 1);
            Assert.InRange(repetition.DuplicateParagraphFraction, 0, 1);

            var quality = GopherQualityMeasure.Measure(analysis, WordRule.Standard);
            Assert.InRange(quality.AlphabeticWordFraction, 0, 1);
            Assert.InRange(quality.BulletLineFraction, 0, 1);
            Assert.True(quality.NonSymbolWords <= quality.Words);

            var lines = lineMeasure.Measure(analysis, WordRule.Standard);
            Assert.InRange(lines.TerminalLineFraction, 0, 1);
            Assert.InRange(lines.DuplicateLineCharFraction, 0, 1);

            var shingles = signer.Sign(text, signature);
            Assert.Equal(shingles == 0, signature.All(h => h == ulong.MaxValue));
            Assert.InRange(counter.Count(text), 0, text.Length);
            Assert.InRange(LanguageIdentifier.Identify(text).Confidence, 0, 1);
        }
    }
}
