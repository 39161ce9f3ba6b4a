using System.Text;
using DataPipe.Text.FastText;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Text.Tests.FastText;

/// <summary>Files made by hand: what is in them is known without fastText's program.</summary>
public class FastTextFileTests
{
    [Fact]
    public void A_plain_model_predicts_what_its_numbers_say()
    {
        var (labels, probabilities) = Predict(SmallFile.Plain(), "rose rose wave");
        // Hidden: 2 x (1, 0) + (0, 1) + </s> (0, 0), over 4; output rows are the unit vectors.
        var garden = Math.Exp(0.5) / (Math.Exp(0.5) + Math.Exp(0.25));
        Assert.Equal(["garden", "sea"], labels);
        Assert.Equal(garden + 1e-5, probabilities[0], 1e-6);
        Assert.Equal(1 - garden + 1e-5, probabilities[1], 1e-6);
    }

    [Fact]
    public void A_quantised_model_predicts_what_its_codes_say()
    {
        var (labels, probabilities) = Predict(SmallFile.Quantized(), "wave");
        // Codes 7 and 3 are (0.5, 2) of length 4 and (0, 0): hidden = (1, 4).
        Assert.Equal(["sea", "garden"], labels);
        Assert.Equal(Math.Exp(4) / (Math.Exp(4) + Math.Exp(1)) + 1e-5, probabilities[0], 1e-6);
    }

    [Fact]
    public void A_text_ends_at_its_first_line_or_goes_on()
    {
        var model = Read(SmallFile.Plain());
        Same(Predict(model, "wave", FastTextNewlines.End), Predict(model, "wave\nrose rose rose", FastTextNewlines.End));
        Same(Predict(model, "wave rose rose rose", FastTextNewlines.End), Predict(model, "wave\nrose rose\r\n\trose\n", FastTextNewlines.Blanks));
        Same(Predict(model, "wave", FastTextNewlines.End), Predict(model, "wave </s> rose rose", FastTextNewlines.Blanks));
    }

    [Fact]
    public void A_predictor_remembers_nothing_of_the_texts_before()
    {
        var model = Read(SmallFile.Plain());
        var reused = new FastTextPredictor(model);
        var (first, second) = (new FastTextPrediction[2], new FastTextPrediction[2]);
        Prop.ForAll<string?, string?>((before, text) =>
        {
            reused.Predict(Encoding.UTF8.GetBytes($"rose {before}"), FastTextNewlines.Blanks, first);
            var bytes = Encoding.UTF8.GetBytes($"{text} wave");
            var count = reused.Predict(bytes, FastTextNewlines.Blanks, first);
            return count == new FastTextPredictor(model).Predict(bytes, FastTextNewlines.Blanks, second) && first.AsSpan(0, count).SequenceEqual(second.AsSpan(0, count));
        }).Holds();
    }

    [Fact]
    public void Labels_in_a_text_say_nothing()
    {
        var model = Read(SmallFile.Plain());
        Same(Predict(model, "wave", FastTextNewlines.End), Predict(model, "__label__garden wave __label__unknown", FastTextNewlines.End));
    }

    [Fact]
    public void A_written_model_is_read_as_the_same()
    {
        var written = new MemoryStream();
        Read(SmallFile.Plain()).Write(written);
        Assert.Equal(Predict(SmallFile.Plain(), "rose wave wave").Item2, Predict(written.ToArray(), "rose wave wave").Item2);
        Assert.Throws<NotSupportedException>(() => Read(SmallFile.Quantized()).Write(new MemoryStream()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cut_anywhere_a_file_is_refused(bool quantized)
    {
        var file = quantized ? SmallFile.Quantized() : SmallFile.Plain();
        for (var length = 0; length < file.Length; length++)
        {
            var error = Assert.Throws<FastTextFormatException>(() => Read(file[..length]));
            Assert.NotEmpty(error.Message);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_any_byte_changed_a_file_is_refused_or_read_and_never_anything_else(bool quantized)
    {
        var file = quantized ? SmallFile.Quantized() : SmallFile.Plain();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte change in (byte[])[1, 0x80, 0xFF])
        {
            for (var at = 0; at < Math.Min(file.Length, 2000); at++)
            {
                var changed = file.ToArray();
                changed[at] ^= change;
                try
                {
                    Predict(changed, "rose wave 山 unknown");
                }
                catch (FastTextFormatException)
                {
                }
            }
        }
        // Counts that the file could not fill ask for no memory.
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 6000L * (1 << 18));
    }

    [Fact]
    public void A_deep_tree_of_labels_overflows_no_stack()
    {
        // Labels without examples make a tree as deep as there are labels.
        var model = Read(SmallFile.Plain(FastTextLoss.HierarchicalSoftmax, 50_000, _ => 0));
        var predictions = new FastTextPrediction[5];
        Assert.Equal(5, new FastTextPredictor(model).Predict("rose"u8, FastTextNewlines.End, predictions));
        Assert.True(predictions.Zip(predictions.Skip(1)).All(p => p.First.Probability >= p.Second.Probability));
    }

    [Fact]
    public void The_messages_say_what_and_where()
    {
        Assert.Equal("not a fastText model (before byte 4 of 8)", Assert.Throws<FastTextFormatException>(() => Read(new byte[8])).Message);
        var vectors = SmallFile.Plain();
        vectors[36] = 1;
        Assert.StartsWith("the model holds word vectors and is no classifier", Assert.Throws<FastTextFormatException>(() => Read(vectors)).Message, StringComparison.Ordinal);
        var huge = SmallFile.Plain();
        BitConverter.TryWriteBytes(huge.AsSpan(64), int.MaxValue);
        Assert.StartsWith("words and labels: 2147483647 are announced", Assert.Throws<FastTextFormatException>(() => Read(huge)).Message, StringComparison.Ordinal);
    }

    private static void Same((string Labels, float[] Probabilities) expected, (string Labels, float[] Probabilities) actual)
    {
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.Probabilities, actual.Probabilities);
    }

    private static FastTextModel Read(byte[] file) => FastTextModel.Read(new MemoryStream(file));

    private static (string[], float[]) Predict(byte[] file, string text) => Predict(Read(file), text, FastTextNewlines.End) is var p ? (p.Labels.Split(' '), p.Probabilities) : default;

    private static (string Labels, float[] Probabilities) Predict(FastTextModel model, string text, FastTextNewlines newlines)
    {
        var predictions = new FastTextPrediction[2];
        var count = new FastTextPredictor(model).Predict(Encoding.UTF8.GetBytes(text), newlines, predictions);
        return (string.Join(' ', predictions.Take(count).Select(p => model.Labels[p.Label])), [.. predictions.Take(count).Select(p => p.Probability)]);
    }
}
