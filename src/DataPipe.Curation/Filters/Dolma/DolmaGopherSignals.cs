using DataPipe.Core.Records;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Dolma;

/// <summary>The signals of <see cref="DolmaGopherFilter"/>, in groups that are worked out together when one of them is asked for.</summary>
internal sealed class DolmaGopherSignals(TextAnalysis analysis) : ISignals
{
    private const int FirstPhrase = 9, FirstLength = 2, FirstDuplicate = 5, Lengths = 9;
    private readonly RepeatedLines _repeated = new();
    private readonly RepeatedPhrases _phrases = new();
    private readonly double[] _values = new double[Lengths];
    private int _known;
    private (int Bullets, int Ellipses)? _ends;
    private (int Lines, long Chars)? _repeatedLines;

    /// <inheritdoc/>
    public void Read(Document document)
    {
        analysis.Read(document.Text.Memory);
        (_known, _ends, _repeatedLines) = (0, null, null);
    }

    /// <inheritdoc/>
    public double Of(int signal)
    {
        var words = analysis.Words(WordRule.Whitespace);
        var lines = analysis.Lines(LineRule.Newline).Count;
        return signal switch
        {
            0 => words.Count,
            1 => GopherQualityMeasure.MedianWordLengthChars(words),
            2 => (double)SymbolWords(words) / Math.Max(words.Count, 1),
            3 => (double)words.AlphabeticWords / Math.Max(words.Count, 1),
            4 => EnglishStopWords.Count(analysis.Text, words, anyCase: false),
            5 => (double)(_ends ??= Ends()).Bullets / lines,
            6 => (double)(_ends ??= Ends()).Ellipses / lines,
            7 => (double)(_repeatedLines ??= _repeated.Measure(analysis)).Lines / lines,
            8 => (double)(_repeatedLines ??= _repeated.Measure(analysis)).Chars / Math.Max(words.Runes, 1),
            _ => Phrases(words, signal - FirstPhrase + FirstLength),
        };
    }

    private int SymbolWords(WordTable words)
    {
        var text = analysis.Text;
        if (!text.Contains((byte)'#') && text.IndexOf("…"u8) < 0) return 0;
        var count = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words.Of(text, i);
            if (word.Contains((byte)'#') || word.IndexOf("…"u8) >= 0) count++;
        }

        return count;
    }

    private (int Bullets, int Ellipses) Ends()
    {
        var table = analysis.Lines(LineRule.Newline);
        int bullets = 0, ellipses = 0;
        for (var i = 0; i < table.Count; i++)
        {
            var line = table.Of(analysis.Text, i);
            if (line.IsEmpty) continue;
            if (line[0] is (byte)'*' or (byte)'-') bullets++;
            if (line.EndsWith("…"u8)) ellipses++;
        }

        return (bullets, ellipses);
    }

    // 0 where the text has fewer words.
    private double Phrases(WordTable words, int length)
    {
        if (_known == 0) _phrases.Read(analysis.Text, words);
        while (_known <= length - FirstLength)
        {
            _phrases.Lengthen();
            _values[_known++] = words.Count < _phrases.Length ? 0 : _phrases.Length < FirstDuplicate ? Top(words) : (double)_phrases.RepeatedChars / Math.Max(AllChars(), 1);
        }

        return _values[length - FirstLength];
    }

    private double Top(WordTable words) =>
        (double)_phrases.MostOccurrences * _phrases.CharsOf(_phrases.MostFrequent, _phrases.Length) / Math.Max(words.Runes, 1);

    // Of every phrase of that length at every place.
    private long AllChars()
    {
        long chars = 0;
        for (var i = 0; i + _phrases.Length <= _phrases.Words; i++) chars += _phrases.CharsOf(i, _phrases.Length);
        return chars;
    }
}
