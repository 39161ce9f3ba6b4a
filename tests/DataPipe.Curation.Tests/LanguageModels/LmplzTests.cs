using DataPipe.Curation.LanguageModels.Training;
using DataPipe.Curation.Sorting;
using DataPipe.Text.LanguageModels;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Tests.LanguageModels;

/// <summary>
/// A small corpus and what KenLM's lmplz makes of it, as users of that program published it (github.com/kpu/kenlm, issue 405). lmplz has the last single word by suffix among those of its raw count
/// when it estimates discounts (issues 405 and 427 there), here 4 and 3 words of count 1 and 2 where there are 5 and 2; so single words are compared under its discounts, and everything else as it is.
/// </summary>
public class LmplzTests
{
    private static readonly string[] Corpus = ["I went to", "I go to", "You went to", "You go to", "Joe went to", "Joe go to", "Anna went ski", "Anna went ski"];

    private static readonly Dictionary<string, (double Log, double Backoff)> Words = new()
    {
        ["<unk>"] = (-1.30103, 0), ["<s>"] = (0, -0.059768215), ["</s>"] = (-1.1249387, 0), ["I"] = (-1.0579919, -0.5228788), ["went"] = (-0.6726411, -0.022929981), ["to"] = (-1.1249387, -0.30103),
        ["go"] = (-0.82390875, 0), ["You"] = (-1.0579919, -0.5228788), ["Joe"] = (-1.0579919, -0.5228788), ["Anna"] = (-1.0579919, -0.059768215), ["ski"] = (-1.0579919, -0.059768215),
    };

    private static readonly Dictionary<string, double> Pairs = new()
    {
        ["to </s>"] = -0.26962152, ["ski </s>"] = -0.7123581, ["<s> I"] = -0.9649993, ["I went"] = -0.383262, ["You went"] = -0.383262, ["Joe went"] = -0.383262, ["Anna went"] = -0.50341624,
    };

    [Fact]
    public async Task Pairs_and_back_off_weights_are_those_of_lmplz()
    {
        var trained = await TrainedModel.OfAsync(new NgramModelOptions { Order = 2, Words = WordRule.Whitespace, Normalization = ModelNormalization.None, Arpa = true }, Corpus);
        Assert.Equal([11L, 16], trained.Model.Ngrams);
        var found = TrainedModel.Parse(trained.Arpa!);
        foreach (var (word, (_, backoff)) in Words) Assert.Equal(backoff, found[word].Backoff, 1e-6);
        foreach (var (pair, log) in Pairs)
        {
            var (context, word) = (pair.Split(' ')[0], pair.Split(' ')[1]);
            // What a pair has of its own, without what the single word adds.
            var theirs = Math.Pow(10, log) - Math.Pow(10, Words[context].Backoff + Words[word].Log);
            var ours = Math.Pow(10, found[pair].Log) - Math.Pow(10, found[context].Backoff + found[word].Log);
            Assert.Equal(theirs, ours, 1e-6);
        }
    }

    [Fact]
    public async Task Single_words_are_those_of_lmplz_under_its_discounts()
    {
        // Words before each: "went" 4, "go" 3, "to" and the end of a sentence 2, the others 1.
        (string Word, ulong Count)[] counts = [("went", 4), ("go", 3), ("to", 2), ("</s>", 2), ("I", 1), ("You", 1), ("Joe", 1), ("Anna", 1), ("ski", 1)];
        Assert.True(KneserNeyDiscounts.TryEstimate(4, 3, 1, 1, out var discounts));
        await using var sorter = new ExternalSorter<ContextEntry>(1 << 16, () => new MemoryStream());
        await sorter.AddAsync(counts.Select((c, i) => new ContextEntry(0, (ulong)i, c.Count << 1)).ToArray(), CancellationToken.None);
        await using var table = new WeightTable(counts.Length, 1 << 16, () => new MemoryStream());
        var weights = new ContextWeights(discounts, () => new MemoryStream());
        await weights.WeighAsync(sorter, table, null, CancellationToken.None);
        var each = new ulong[counts.Length];
        await table.ReadAsync(each, CancellationToken.None);
        var uniform = 1.0 / (counts.Length + 1); // and the unknown word
        for (var i = 0; i < counts.Length; i++)
        {
            var (own, left) = NgramEntry.Numbers(each[i]);
            Assert.Equal(Words[counts[i].Word].Log, TableEntry.LogOf(own + left * uniform), 1e-6);
        }

        Assert.Equal(Words["<unk>"].Log, TableEntry.LogOf(weights.Left * uniform), 1e-6);
    }
}
