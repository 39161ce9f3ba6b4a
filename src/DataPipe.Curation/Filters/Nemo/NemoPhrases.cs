using System.Buffers;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Nemo;

/// <summary>How much of a text its phrases make up, as NeMo Curator counts: for two to four words the most frequent one, cut out wherever its text stands, in the middle of words too; for five to ten words those that stood there before.</summary>
internal sealed class NemoPhrases
{
    private const int FirstLength = 2, FirstDuplicate = 5, Lengths = 9;
    private readonly RepeatedPhrases _phrases = new();
    private readonly double[] _values = new double[Lengths];
    private int _known;

    /// <summary>Turns to another text.</summary>
    internal void Reset() => _known = 0;

    /// <summary>The fraction of the characters for phrases of so many words, 2 to 10; 1 where the text has fewer.</summary>
    internal double Fraction(TextAnalysis analysis, int length)
    {
        var words = analysis.Words(WordRule.Whitespace);
        if (_known == 0) _phrases.Read(analysis.Text, words);
        while (_known <= length - FirstLength)
        {
            _phrases.Lengthen();
            _values[_known++] = words.Count < _phrases.Length ? 1
                : (double)(_phrases.Length < FirstDuplicate ? CutChars(analysis, words) : _phrases.LaterChars) / analysis.Runes;
        }

        return _values[length - FirstLength];
    }

    private long CutChars(TextAnalysis analysis, WordTable words)
    {
        var (first, last) = (_phrases.MostFrequent, _phrases.MostFrequent + _phrases.Length - 1);
        var bytes = _phrases.Length - 1;
        for (var i = first; i <= last; i++) bytes += words.Bytes[i];
        var chars = words.RunesBefore[last + 1] - words.RunesBefore[first] + _phrases.Length - 1;
        var rented = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            // With one blank between its words, whatever stands between them here.
            var written = 0;
            for (var i = first; i <= last; i++)
            {
                if (i > first) rented[written++] = (byte)' ';
                words.Of(analysis.Text, i).CopyTo(rented.AsSpan(written));
                written += words.Bytes[i];
            }

            return (long)chars * analysis.Text.Count(rented.AsSpan(0, bytes));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
