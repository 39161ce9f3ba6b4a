using DataPipe.Core.Records;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation.Filters.FineWeb;

/// <summary>The signals of <see cref="FineWebQualityFilter"/>. The newlines a word, for which all words must be counted, are worked out last, and where they are not written only as far as it takes to be sure.</summary>
internal sealed class FineWebQualitySignals(FineWebQualityOptions options, TextAnalysis analysis) : ISignals
{
    private readonly LineQualityMeasure _measure = new();
    private LineQuality _text;

    /// <inheritdoc/>
    public void Read(Document document)
    {
        analysis.Read(document.Text.Memory);
        _text = _measure.Lines(analysis, options.ShortLineChars);
    }

    /// <inheritdoc/>
    public double Of(int signal) => signal switch
    {
        0 => _text.NonBlankLines,
        1 => _text.TerminalLineFraction,
        2 => _text.ShortLineFraction,
        3 => _text.DuplicateLineCharFraction,
        _ => NewlinesPerWord(),
    };

    private double NewlinesPerWord()
    {
        // A filter that only judges asks on which side of the limit it lies.
        if (options is { Signals: false, MaxNewlinesPerWord: { } most } && !LineQualityMeasure.HasMoreNewlinesPerWord(analysis, options.Words, most)) return 0;
        return LineQualityMeasure.NewlinesPerWord(analysis, options.Words);
    }
}
