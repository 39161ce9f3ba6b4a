using System.Text;
using DataPipe.Text.FastText;
using Xunit.Abstractions;

namespace DataPipe.Text.Tests.FastText;

/// <summary>Labels and probabilities are fastText's own, for every kind of model; the program is the oracle where it is installed.</summary>
public sealed class FastTextParityTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("datapipe-fasttext-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("-loss softmax")]
    [InlineData("-loss softmax -wordNgrams 2 -bucket 5000")]
    [InlineData("-loss softmax -wordNgrams 3 -bucket 70 -minn 2 -maxn 4")]
    [InlineData("-loss softmax -minn 1 -maxn 3 -bucket 3000")]
    [InlineData("-loss hs")]
    [InlineData("-loss hs -wordNgrams 2 -minn 3 -maxn 6 -bucket 4000")]
    [InlineData("-loss one-vs-all -wordNgrams 2 -bucket 5000")]
    [InlineData("-loss ns -minn 2 -maxn 3 -bucket 1000")]
    public void Plain_models_predict_the_same(string options)
    {
        if (!IsThere()) return;
        File.WriteAllText(Path.Combine(_folder, "train.txt"), Lines.Training(1500));
        FastTextProgram.Run($"supervised -input train.txt -output model -dim 11 -epoch 4 -lr 0.5 -minCount 1 -thread 1 {options}", _folder);
        Compare("model.bin");
    }

    [Theory]
    [InlineData("-loss softmax -minn 2 -maxn 4 -bucket 4000", "")]
    [InlineData("-loss softmax -minn 2 -maxn 4 -bucket 4000", "-qnorm -cutoff 700 -retrain -epoch 1")]
    [InlineData("-loss softmax -wordNgrams 2 -bucket 9000", "-qnorm -qout -cutoff 900 -dsub 3")]
    [InlineData("-loss hs -wordNgrams 2 -minn 2 -maxn 3 -bucket 4000", "-qnorm -cutoff 600 -dsub 4")]
    [InlineData("-loss one-vs-all -minn 2 -maxn 3 -bucket 4000", "-cutoff 600")]
    public void Quantised_models_predict_the_same(string options, string quantization)
    {
        if (!IsThere()) return;
        // fastText refuses to learn centroids from fewer rows than there are centroids: the output needs 256 labels where it is quantised.
        var training = Lines.Training(1500);
        if (quantization.Contains("-qout", StringComparison.Ordinal)) training += string.Concat(Enumerable.Range(0, 300).Select(i => $"__label__rare{i} topic{i} the topic{i} of\n"));
        File.WriteAllText(Path.Combine(_folder, "train.txt"), training);
        FastTextProgram.Run($"supervised -input train.txt -output model -dim 11 -epoch 4 -lr 0.5 -minCount 1 -thread 1 {options}", _folder);
        FastTextProgram.Run($"quantize -input train.txt -output model -thread 1 {quantization}", _folder);
        Compare("model.ftz");
    }

    [Fact]
    public void A_published_model_predicts_the_same()
    {
        if (SharedData.Find("langid/lid.176.ftz") is not { } model || SharedData.Find("langid/sentences.tsv") is not { } sentences)
        {
            output.WriteLine("skipped: ../shared/data/langid is not there");
            return;
        }
        if (!IsThere()) return;
        var texts = File.ReadLines(sentences).Select(l => l[(l.IndexOf('\t', StringComparison.Ordinal) + 1)..]).Where((_, i) => i % 4 == 0);
        Compare(model, [.. texts, .. Lines.Test(0)]);
    }

    private bool IsThere()
    {
        if (FastTextProgram.Path is null) output.WriteLine("skipped: the program fasttext is not installed (Debian package fasttext)");
        return FastTextProgram.Path is not null;
    }

    private void Compare(string name, string[]? texts = null)
    {
        texts ??= Lines.Test(400);
        File.WriteAllText(Path.Combine(_folder, "test.txt"), string.Concat(texts.Select(t => t + "\n")), new UTF8Encoding(false));
        var expected = FastTextProgram.Predict(name, "test.txt", 5, _folder);
        Assert.Equal(texts.Length, expected.Count);
        using var file = File.OpenRead(Path.Combine(_folder, name));
        var model = FastTextModel.Read(file);
        var predictor = new FastTextPredictor(model);
        var found = new FastTextPrediction[5];
        var largest = 0f;
        for (var i = 0; i < texts.Length; i++)
        {
            var count = predictor.Predict(Encoding.UTF8.GetBytes(texts[i]), FastTextNewlines.End, found);
            Assert.True(expected[i].Count == count, $"'{texts[i]}': {count} labels, not {expected[i].Count}");
            for (var k = 0; k < count; k++)
            {
                var (label, probability) = expected[i][k];
                var difference = Math.Abs(probability - found[k].Probability);
                largest = Math.Max(largest, difference);
                Assert.True(difference <= 1e-5, $"'{texts[i]}': {found[k].Probability} where fastText has {probability}");
                // Labels of the same probability may stand in any order, and any of them may be the last that is told.
                var isTied = Math.Abs(expected[i][^1].Probability - probability) <= 1e-5;
                var tied = expected[i].Where(e => Math.Abs(e.Probability - probability) <= 1e-5).Select(e => e.Label);
                Assert.True(isTied || tied.Contains(model.Labels[found[k].Label]), $"'{texts[i]}': {model.Labels[found[k].Label]} where fastText has {label}");
            }
        }
        output.WriteLine($"{texts.Length} texts, largest difference {largest:g2}");
    }
}
