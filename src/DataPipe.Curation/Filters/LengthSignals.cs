using DataPipe.Core.Records;
using DataPipe.Text.Statistics;
using DataPipe.Text.Tokens;

namespace DataPipe.Curation.Filters;

/// <summary>The signals of <see cref="LengthFilter"/>. The record's own count of tokens is as old as its last change; the text may have been cleaned since, and so it is counted.</summary>
internal sealed class LengthSignals(TextAnalysis analysis) : ISignals
{
    private readonly WordTokenCounter _counter = new();

    /// <inheritdoc/>
    public void Read(Document document) => analysis.Read(document.Text.Memory);

    /// <inheritdoc/>
    public double Of(int signal) => signal == 0 ? analysis.Runes : _counter.Count(analysis.Text);
}
