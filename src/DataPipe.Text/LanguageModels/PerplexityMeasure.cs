using DataPipe.Text.Words;

namespace DataPipe.Text.LanguageModels;

/// <summary>The perplexity of documents as CCNet has it: every line a sentence with its end, ten to the power of minus the mean log10 probability. Source: Wenzek et al. 2020, arXiv:1911.00359. Reusable memory of one thread.</summary>
public sealed class PerplexityMeasure(NgramModel model)
{
    private readonly ModelWords _words = new(model.Words, model.Normalization);
    private readonly NgramScorer _scorer = new(model);

    /// <summary>The perplexity of a text; NaN where no line has a word. Lines without words do not count.</summary>
    public double Measure(ReadOnlySpan<byte> utf8)
    {
        var (sum, length) = (0.0, 0L);
        foreach (var line in Lines.Of(utf8, LineRule.NewlineRun))
        {
            var words = _words.Read(line);
            if (words.IsEmpty) continue;
            sum += _scorer.ScoreSentence(words);
            length += words.Length + 1;
        }

        return length == 0 ? double.NaN : Math.Pow(10, -sum / length);
    }
}
