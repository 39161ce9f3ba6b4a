using DataPipe.Core.Records;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation.Filters.Gopher;

/// <summary>The signals of <see cref="GopherQualityFilter"/>.</summary>
internal sealed class GopherQualitySignals(GopherQualityOptions options, TextAnalysis analysis) : ISignals
{
    private GopherQuality _text;

    /// <inheritdoc/>
    public void Read(Document document)
    {
        analysis.Read(document.Text.Memory);
        _text = GopherQualityMeasure.Measure(analysis, options.Words, options.BulletMarks);
    }

    /// <inheritdoc/>
    public double Of(int signal) => signal switch
    {
        0 => _text.NonSymbolWords,
        1 => options.WordLength == WordLength.Median ? GopherQualityMeasure.MedianWordLengthChars(analysis.Words(options.Words)) : _text.MeanWordLengthChars,
        2 => _text.HashesPerWord,
        3 => _text.EllipsesPerWord,
        4 => _text.BulletLineFraction,
        5 => _text.EllipsisLineFraction,
        6 => _text.AlphabeticWordFraction,
        _ => options.StopWordCount == StopWordCount.All ? _text.StopWords : _text.DistinctStopWords,
    };
}
