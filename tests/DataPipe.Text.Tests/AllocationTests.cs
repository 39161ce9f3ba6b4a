using System.Text;
using DataPipe.Text.FastText;
using DataPipe.Text.Hashing;
using DataPipe.Text.Language;
using DataPipe.Text.MinHash;
using DataPipe.Text.Statistics;
using DataPipe.Text.Tokens;
using DataPipe.Text.Words;

namespace DataPipe.Text.Tests;

public class AllocationTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
        "It didn't rain (at all) on 3 days, said Zoë — \"well...\" 今天天气很好。 See http://example.org/a-b?c=d for more; e.g. 5km.\n\n", 200)));

    [Fact]
    public void The_hot_paths_allocate_nothing_once_warm()
    {
        var analysis = new TextAnalysis();
        var repetition = new RepetitionMeasure();
        var lineQuality = new LineQualityMeasure();
        byte[] other = [.. Text];
        var signer = new MinHashSigner(MinHashPreset.Standard);
        var signature = new ulong[MinHashPreset.Standard.Hashes];
        var keys = new ulong[MinHashPreset.Standard.Bands];
        var counter = new WordTokenCounter();
        var lower = new byte[Utf8Case.MaxLowerBytes(Text.Length)];
        var fastText = new FastTextPredictor(FastTextModel.Read(new MemoryStream(DataPipe.Text.Tests.FastText.SmallFile.Plain())));
        var predictions = new FastTextPrediction[2];
        long sink = 0;
        var actions = new Dictionary<string, Action>
        {
            ["words"] = () => sink += DataPipe.Text.Words.Words.Count(Text, WordRule.Standard),
            ["lines"] = () => sink += Lines.Count(Text, LineRule.AllBoundaries),
            ["sentences"] = () => sink += Sentences.Count(Text, WordRule.Standard),
            ["lower"] = () => sink += Utf8Case.ToLower(Text, lower),
            ["hash"] = () => sink += (long)ContentHash.Of(Text).Low,
            ["tokens"] = () => sink += counter.Count(Text),
            ["gopher"] = () => sink += GopherQualityMeasure.Measure(Turned(), WordRule.Standard).Words,
            ["lines quality"] = () => sink += lineQuality.Measure(Turned(), WordRule.Standard).NonBlankLines,
            ["repetition"] = () => sink += repetition.Measure(Turned(), WordRule.Standard).Words,
            ["minhash"] = () =>
            {
                sink += signer.Sign(Text, signature);
                signer.BandKeys(signature, keys);
            },
            ["fasttext"] = () => sink += fastText.Predict(Text, FastTextNewlines.Blanks, predictions),
            ["language"] = () => sink += LanguageIdentifier.Identify(Text).Language.Length,
        };
        foreach (var (name, action) in actions) Assert.True(Allocations.Of(action) == 0, $"{name} allocates {Allocations.Of(action)} bytes");
        Assert.NotEqual(0, sink);

        // Another text each time, or there would be nothing left to do.
        TextAnalysis Turned()
        {
            analysis.Read(analysis.Text == other ? Text : other);
            return analysis;
        }
    }
}
