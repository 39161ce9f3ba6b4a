using System.Text;
using DataPipe.Text.FastText;
using Xunit.Abstractions;

namespace DataPipe.Text.Tests.FastText;

public sealed class FastTextTrainerTests(ITestOutputHelper output) : IDisposable
{
    private const int Examples = 3000;
    private static readonly FastTextTrainingOptions Options = new() { Dimensions = 10, Buckets = 5000, Rate = 0.5, Seed = 7 };
    private readonly string _folder = Directory.CreateTempSubdirectory("datapipe-fasttext-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_examples_and_seed_give_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(Bytes(Train(500, Options)), Bytes(Train(500, Options)));
        Assert.NotEqual(Bytes(Train(500, Options)), Bytes(Train(500, Options with { Seed = 8 })));
    }

    [Fact]
    public void What_is_written_and_read_predicts_as_what_was_trained()
    {
        var model = Train(500, Options);
        var read = FastTextModel.Read(new MemoryStream(Bytes(model)));
        foreach (var line in Lines.Test(100)) Assert.Equal(Predict(model, line), Predict(read, line));
    }

    [Fact]
    public void Learns_as_well_as_fasttext_and_is_read_by_it()
    {
        var model = Train(Examples, Options);
        var right = Enumerable.Range(Examples, 1000).Count(i => model.Labels[Predict(model, Line(i))[0].Label] == Lines.Labels[Lines.LabelOf(i)]);
        output.WriteLine($"right on {right} of 1000");
        Assert.True(right > 900);
        if (FastTextProgram.Path is null)
        {
            output.WriteLine("the rest skipped: the program fasttext is not installed (Debian package fasttext)");
            return;
        }

        File.WriteAllBytes(Path.Combine(_folder, "ours.bin"), Bytes(model));
        File.WriteAllText(Path.Combine(_folder, "test.txt"), string.Concat(Enumerable.Range(Examples, 1000).Select(i => Line(i) + "\n")));
        File.WriteAllText(Path.Combine(_folder, "train.txt"), Lines.Training(Examples));
        FastTextProgram.Run("supervised -input train.txt -output theirs -dim 10 -bucket 5000 -lr 0.5 -wordNgrams 2 -thread 1", _folder);
        var byProgram = FastTextProgram.Predict("ours.bin", "test.txt", 2, _folder);
        var theirs = FastTextProgram.Predict("theirs.bin", "test.txt", 1, _folder);
        var theirRight = 0;
        for (var i = 0; i < 1000; i++)
        {
            var found = Predict(model, Line(Examples + i));
            if (byProgram[i][0].Probability - byProgram[i][1].Probability > 1e-5) Assert.Equal(byProgram[i][0].Label, model.Labels[found[0].Label]);
            for (var k = 0; k < 2; k++) Assert.Equal(byProgram[i][k].Probability, found[k].Probability, 1e-5);
            if (theirs[i][0].Label == Lines.Labels[Lines.LabelOf(Examples + i)]) theirRight++;
        }

        output.WriteLine($"fastText's own is right on {theirRight}");
        Assert.True(right >= theirRight - 15, $"ours is right on {right} of 1000, fastText's on {theirRight}");
    }

    [Fact]
    public void Rare_words_have_no_vector_and_runs_of_them_still_count()
    {
        var examples = new FastTextExamples();
        for (var i = 0; i < 20; i++)
        {
            examples.Add("a", Encoding.UTF8.GetBytes($"common once{i} green tea"));
            examples.Add("b", Encoding.UTF8.GetBytes($"common twice{i} tea green"));
        }

        var model = FastTextTrainer.Train(examples, Options with { MinCount = 2, Epochs = 60 }, (_, _) => { }, CancellationToken.None);
        Assert.Equal(4, model.Words); // common, green, tea and the end of a line
        Assert.Equal("a", model.Labels[Predict(model, "green tea")[0].Label]);
        Assert.Equal("b", model.Labels[Predict(model, "tea green")[0].Label]);
    }

    [Fact]
    public void The_loss_falls_and_texts_without_words_are_left_out()
    {
        var losses = new List<double>();
        var examples = Read(500);
        Assert.False(examples.Add("garden", " \n\t "u8));
        Assert.False(examples.Add("garden", "__label__sea"u8));
        FastTextTrainer.Train(examples, Options, (_, loss) => losses.Add(loss), CancellationToken.None);
        Assert.Equal(Options.Epochs, losses.Count);
        Assert.True(losses[^1] < losses[0] / 2);
    }

    [Fact]
    public void One_label_is_no_classifier()
    {
        var examples = new FastTextExamples();
        examples.Add("only", "a text"u8);
        Assert.Throws<ArgumentException>(() => FastTextTrainer.Train(examples, Options, (_, _) => { }, CancellationToken.None));
    }

    private static FastTextModel Train(int count, FastTextTrainingOptions options) => FastTextTrainer.Train(Read(count), options, (_, _) => { }, CancellationToken.None);

    private static FastTextExamples Read(int count)
    {
        var examples = new FastTextExamples();
        for (var i = 0; i < count; i++) examples.Add(Lines.Labels[Lines.LabelOf(i)], Encoding.UTF8.GetBytes(Line(i)));
        return examples;
    }

    private static string Line(int i) => Lines.Line(i);

    private static byte[] Bytes(FastTextModel model)
    {
        var file = new MemoryStream();
        model.Write(file);
        return file.ToArray();
    }

    private static FastTextPrediction[] Predict(FastTextModel model, string line)
    {
        var predictions = new FastTextPrediction[3];
        var count = new FastTextPredictor(model).Predict(Encoding.UTF8.GetBytes(line), FastTextNewlines.End, predictions);
        return predictions[..count];
    }
}
