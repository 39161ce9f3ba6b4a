using DataPipe.Core.Records;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation.Filters.Gopher;

/// <summary>The signals of <see cref="GopherRepetitionFilter"/>: those of lines and paragraphs cost little and come first, those of words only when they are needed.</summary>
internal sealed class GopherRepetitionSignals(GopherRepetitionOptions options, TextAnalysis analysis) : ISignals
{
    private const int FirstLine = 2, FirstTop = 4, FirstDuplicate = 7, Count = 13;
    private readonly RepetitionMeasure _measure = new();
    private readonly double?[] _limits = [.. GopherRepetitionFilter.Rules(options).Select(r => r.Limit)];
    private readonly double[] _values = new double[Count];
    private int _known;

    /// <inheritdoc/>
    public void Read(Document document)
    {
        analysis.Read(document.Text.Memory);
        _known = 0;
    }

    /// <inheritdoc/>
    public double Of(int signal)
    {
        while (_known <= signal) MeasureNext();
        return _values[signal];
    }

    private void MeasureNext()
    {
        if (_known == 0)
        {
            (_values[0], _values[1]) = _measure.Paragraphs(analysis);
            _known = FirstLine;
        }
        else if (_known == FirstLine)
        {
            (_values[FirstLine], _values[FirstLine + 1]) = _measure.Lines(analysis);
            _known = FirstTop;
        }
        else
        {
            _values[_known] = _known < FirstDuplicate ? TopNGram(_known - FirstTop + 2) : DuplicateNGram(_known - FirstDuplicate + 5);
            _known++;
        }
    }

    private double TopNGram(int n) => IsSurelyBelow(_measure.TopNGramAtMost(analysis, options.Words, n)) ? 0 : _measure.TopNGram(analysis, options.Words, n);

    private double DuplicateNGram(int n)
    {
        if (options.Signals) return _measure.DuplicateNGram(analysis, options.Words, n);
        return _limits[_known] is { } limit && _measure.DuplicateNGramExceeds(analysis, options.Words, n, limit) ? double.PositiveInfinity : 0;
    }

    // A filter that only judges need not know how far from its limit a text lies.
    private bool IsSurelyBelow(double most) => !options.Signals && (_limits[_known] is not { } limit || most <= limit);
}
