using System.Text;
using DataPipe.Core.Records;
using DataPipe.Curation.Filters.Cleaning;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Dclm;

/// <summary>The signals of <see cref="DclmRepetitionFilter"/>: those of lines and paragraphs cost little and come first, those of words only when they are needed.</summary>
internal sealed class DclmRepetitionSignals(TextAnalysis analysis) : ISignals
{
    private const int FirstPhrase = 4, FirstLength = 2, FirstRepeated = 5, Lengths = 9;
    private readonly RepetitionCoverage _segments = new();
    private readonly RepeatedPhrases _phrases = new();
    private readonly double[] _values = new double[Lengths];
    private int _known;
    private (double Fraction, double CharFraction)? _lines, _paragraphs;

    /// <inheritdoc/>
    public void Read(Document document)
    {
        analysis.Read(document.Text.Memory);
        (_known, _lines, _paragraphs) = (0, null, null);
    }

    /// <inheritdoc/>
    public double Of(int signal) => signal switch
    {
        0 => (_lines ??= Segments(LineRule.Newline)).Fraction,
        1 => (_paragraphs ??= Segments(LineRule.BlankLine)).Fraction,
        2 => (_lines ??= Segments(LineRule.Newline)).CharFraction,
        3 => (_paragraphs ??= Segments(LineRule.BlankLine)).CharFraction,
        _ => Phrases(signal - FirstPhrase + FirstLength),
    };

    // A page without any text goes.
    private (double Fraction, double CharFraction) Segments(LineRule rule) => Whitespace.TrimStart(analysis.Text).IsEmpty ? (1, 1) : _segments.Segments(analysis, rule);

    private double Phrases(int length)
    {
        if (_known == 0) ReadWords();
        while (_known <= length - FirstLength)
        {
            _phrases.Lengthen();
            var chars = _phrases.Length >= FirstRepeated ? _phrases.CoveredChars : _phrases.MostOccurrences < 2 ? 0 : (long)_phrases.MostOccurrences * _phrases.MostChars;
            _values[_known++] = chars == 0 ? 0 : (double)chars / _phrases.Chars;
        }

        return _values[length - FirstLength];
    }

    private void ReadWords()
    {
        _phrases.Clear();
        foreach (var piece in new UnicodeWords(analysis.Text))
        {
            Rune.DecodeFromUtf8(piece, out var first, out _);
            if (LineCharacters.IsLetterOrNumber(first)) _phrases.Add(piece, Utf8Runes.Count(piece));
        }
    }
}
