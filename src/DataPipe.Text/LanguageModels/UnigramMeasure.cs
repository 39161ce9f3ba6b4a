using DataPipe.Text.Words;

namespace DataPipe.Text.LanguageModels;

/// <summary>The mean natural logarithm of the frequency of a text's words, lower-cased; words that the table has not count as 1e-9. Source: datatrove 0.10, after peS2o. Reusable memory of one thread.</summary>
public sealed class UnigramMeasure(UnigramTable table, WordRule rule)
{
    private static readonly double Unseen = Math.Log(1e-9);
    private byte[] _lower = new byte[256];

    /// <summary>The mean; 0 where there is no word.</summary>
    public double Measure(ReadOnlySpan<byte> utf8)
    {
        var (sum, words) = (0.0, 0L);
        foreach (var word in Words.Words.Of(utf8, rule))
        {
            words++;
            var needed = Utf8Case.MaxLowerBytes(word.Span.Length);
            if (_lower.Length < needed) _lower = new byte[2 * needed];
            sum += table.TryFind(NgramHash.OfWord(_lower.AsSpan(0, Utf8Case.ToLower(word.Span, _lower))), out var log) ? log : Unseen;
        }

        return words == 0 ? 0 : sum / words;
    }
}
