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
            sum += table.TryFind(NgramHash.OfWord(Lower(word.Span)), out var log) ? log : Unseen;
        }

        return words == 0 ? 0 : sum / words;
    }

    // Most words are lower case already.
    private ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> word)
    {
        var isLower = true;
        foreach (var b in word) isLower &= b < 0x80 && (uint)(b - 'A') > 25;
        if (isLower) return word;
        var needed = Utf8Case.MaxLowerBytes(word.Length);
        if (_lower.Length < needed) _lower = new byte[2 * needed];
        return _lower.AsSpan(0, Utf8Case.ToLower(word, _lower));
    }
}
