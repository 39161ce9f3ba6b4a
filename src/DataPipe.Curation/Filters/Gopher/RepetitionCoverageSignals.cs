using DataPipe.Core.Records;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Gopher;

/// <summary>The signals of <see cref="GopherRepetitionFilter"/> where every occurrence counts.</summary>
internal sealed class RepetitionCoverageSignals(GopherRepetitionOptions options, TextAnalysis analysis) : ISignals
{
    private readonly RepetitionCoverage _coverage = new();

    /// <inheritdoc/>
    public void Read(Document document) => analysis.Read(document.Text.Memory);

    /// <inheritdoc/>
    public double Of(int signal) => signal switch
    {
        0 => _coverage.Segments(analysis, LineRule.BlankLine).Fraction,
        1 => _coverage.Segments(analysis, LineRule.BlankLine).CharFraction,
        2 => _coverage.Segments(analysis, LineRule.Newline).Fraction,
        3 => _coverage.Segments(analysis, LineRule.Newline).CharFraction,
        < 7 => _coverage.TopNGram(analysis, options.Words, signal - 2),
        _ => _coverage.RepeatedNGrams(analysis, options.Words, signal - 2),
    };
}
