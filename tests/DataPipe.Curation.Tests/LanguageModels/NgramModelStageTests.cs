using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Curation.LanguageModels.Training;
using DataPipe.Testing;
using DataPipe.Text.LanguageModels;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Tests.LanguageModels;

public class NgramModelStageTests
{
    private static readonly NgramModelOptions Plain = new() { Words = WordRule.Whitespace, Normalization = ModelNormalization.None, Arpa = true };
    private static readonly double[] Fallback = [0.5, 1, 1.5];

    [Fact]
    public async Task A_model_of_three_lines_is_what_one_computes_by_hand()
    {
        var trained = await TrainedModel.OfAsync(Plain with { Order = 2 }, "a b", "a b", "a c");
        var found = TrainedModel.Parse(trained.Arpa!);
        // Single words: 3 of adjusted count 1 and one of 2, no discounts to estimate: 0.5 and 1 off, (3 x 0.5 + 1) / 5 left for 5 words.
        Near(0.2, "a");
        Near(0.2, "b");
        Near(0.3, "</s>");
        Near(0.1, "<unk>");
        // Pairs: 2, 2, 1 and 0 of counts 1 to 4: y = 1/3, discounts 1/3, 1.5 and 3.
        Near(0.5 / 3 + 11 / 18.0 * 0.2, "a b");
        Near(2 / 9.0 + 11 / 18.0 * 0.2, "a c");
        Near(0.2, "<s> a");
        Assert.Equal(Math.Log10(11 / 18.0), found["a"].Backoff, 1e-6);
        Assert.Equal(Math.Log10(0.75), found["b"].Backoff, 1e-6);
        Assert.Equal((0.0, 0.0), found["<s>"]);

        void Near(double probability, string ngram) => Assert.Equal(Math.Log10(probability), found[ngram].Log, 1e-6);
    }

    [Theory]
    [InlineData(2, 400, new long[0])]
    [InlineData(3, 600, new long[0])]
    [InlineData(4, 300, new long[0])]
    [InlineData(5, 200, new long[0])]
    [InlineData(6, 60, new long[0])]
    [InlineData(3, 600, new long[] { 0, 1 })]
    [InlineData(4, 600, new long[] { 0, 0, 1, 2 })]
    public async Task Probabilities_and_back_off_weights_are_those_of_the_formulas(int order, int lines, long[] prune)
    {
        var text = TrainedModel.Lines(lines, order);
        var expected = new BruteForceKneserNey(text, order, prune, Fallback);
        var trained = await TrainedModel.OfAsync(Plain with { Order = order, Prune = prune }, text);
        var found = TrainedModel.Parse(trained.Arpa!);
        for (var n = 1; n <= order; n++)
        {
            var ngrams = expected.Ngrams(n).ToArray();
            Assert.Equal(ngrams.Order(StringComparer.Ordinal), found.Keys.Where(k => k.Split(' ').Length == n).Order(StringComparer.Ordinal));
            Assert.Equal(ngrams.Length, trained.Model.Ngrams[n - 1]);
            foreach (var ngram in ngrams)
            {
                if (ngram != "<s>") Assert.Equal(Math.Log10(expected.Probability(ngram)), found[ngram].Log, 1e-5);
                if (n < order) Assert.Equal(Math.Log10(expected.Backoff(ngram)), found[ngram].Backoff, 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(false, 1e-4)]
    [InlineData(true, 2e-3)]
    public async Task Sentences_score_what_the_formulas_give(bool quantised, double tolerance)
    {
        var text = TrainedModel.Lines(500, 11);
        var expected = new BruteForceKneserNey(text, 4, [], Fallback);
        var trained = await TrainedModel.OfAsync(Plain with { Order = 4, Quantised = quantised }, text);
        foreach (var line in TrainedModel.Lines(200, 12, vocabulary: 60)) Assert.Equal(expected.Score(line), TrainedModel.Score(trained.Model, line), tolerance);
    }

    [Fact]
    public async Task The_probabilities_of_all_words_add_up_to_one()
    {
        var text = TrainedModel.Lines(300, 5, vocabulary: 12);
        var trained = await TrainedModel.OfAsync(Plain with { Order = 3, Prune = [0, 0, 1] }, text);
        var words = TrainedModel.Parse(trained.Arpa!).Keys.Where(k => !k.Contains(' ') && k != "<s>").Select(w => NgramHash.OfWord(Encoding.UTF8.GetBytes(w))).ToArray();
        foreach (var context in (string[])["", "w1", "w0 w3", "w0 w0 w0", "never", "w2 never w1"])
        {
            var sum = 0.0;
            foreach (var word in words)
            {
                var scorer = new NgramScorer(trained.Model);
                scorer.Begin();
                foreach (var before in context.Split(' ', StringSplitOptions.RemoveEmptyEntries)) scorer.Score(NgramHash.OfWord(Encoding.UTF8.GetBytes(before)));
                sum += Math.Pow(10, scorer.Score(word));
            }

            Assert.Equal(1, sum, 1e-4);
        }
    }

    [Fact]
    public async Task The_model_does_not_depend_on_shards_their_order_workers_or_memory()
    {
        var text = TrainedModel.Lines(1800, 3, vocabulary: 400);
        var one = await TrainedModel.OfAsync(Plain with { Order = 4 }, text);
        var many = await TrainedModel.OfAsync(Plain with { Order = 4, Memory = 1 << 20 }, 140, new StageRunnerOptions { LastTaskFirst = true, Workers = 4 }, text);
        Assert.Equal(one.Bytes, many.Bytes);
        Assert.Equal(one.Arpa, many.Arpa);
        Assert.Equal(one.Run.Records.Select(r => r.Text.ToString()), many.Run.Records.Select(r => r.Text.ToString()));
    }

    [Fact]
    public async Task What_is_written_as_ARPA_reads_as_the_same_model()
    {
        var text = TrainedModel.Lines(400, 8);
        var trained = await TrainedModel.OfAsync(Plain with { Order = 3 }, text);
        var read = ArpaReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(trained.Arpa!)), WordRule.Whitespace, ModelNormalization.None);
        Assert.Equal(trained.Model.Ngrams, read.Ngrams);
        foreach (var line in TrainedModel.Lines(100, 9, vocabulary: 50)) Assert.Equal(TrainedModel.Score(trained.Model, line), TrainedModel.Score(read, line), 1e-4);
    }

    [Fact]
    public async Task The_dataset_tells_what_is_in_the_model()
    {
        var trained = await TrainedModel.OfAsync(Plain with { Order = 2, Prune = [0, 1] }, TrainedModel.Lines(50, 1));
        Assert.Equal(2, trained.Run.Records.Count);
        Assert.Equal(trained.Run.Extras.Single(e => e.Name.EndsWith(".ngrams", StringComparison.Ordinal)).Name, trained.Run.Records[1].Notes[0].Text);
        Assert.Equal(trained.Model.Ngrams, trained.Run.Records.Select(r => r.Notes[2].Integer));
        Assert.True(trained.Run.Records[1].Notes[3].Integer > 0);
        Assert.Contains((await TrainedModel.OfAsync(Plain, "a b c")).Run.Warnings, w => w.Kind == "discounts-assumed");
    }

    [Fact]
    public async Task Text_too_small_for_discounts_of_its_own_is_a_fault_without_a_fallback()
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => TrainedModel.OfAsync(Plain with { DiscountFallback = [] }, "a b c"));
        Assert.Equal("DP1261", fault.Faults[0].Code);
    }

    [Fact]
    public async Task Nothing_at_all_trains_a_model_of_no_words()
    {
        var trained = await TrainedModel.OfAsync(Plain with { Order = 3 }, "", "  ");
        Assert.Equal([2L, 0, 0], trained.Model.Ngrams);
    }

    [Theory]
    [InlineData(new long[] { 1, 1 }, 3)]
    [InlineData(new long[] { 0, 2, 1 }, 3)]
    [InlineData(new long[] { 0, 0, 0, 1 }, 3)]
    [InlineData(new long[0], 2)]
    public void Options_that_do_not_fit_are_faults(long[] prune, int discounts)
    {
        var setup = new InMemorySetup();
        NgramModelStage.Create(Plain with { Order = 3, Prune = prune, DiscountFallback = [.. Fallback.Take(discounts)] }, setup);
        Assert.Equal("DP1260", Assert.Single(setup.Faults.Faults).Code);
    }
}
