using DataPipe.Core.Records;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.C4;

/// <summary>The signal of <see cref="C4ParagraphFilter"/>: long lines, counted only as far as the rule asks where they are not written.</summary>
internal sealed class C4ParagraphSignals(C4ParagraphOptions options, TextAnalysis analysis) : ISignals
{
    /// <inheritdoc/>
    public void Read(Document document) => analysis.Read(document.Text.Memory);

    /// <inheritdoc/>
    public double Of(int signal)
    {
        var longLines = 0;
        foreach (var line in Lines.Of(analysis.Text, LineRule.Newline))
        {
            if (line.Length < options.LongLineChars || Utf8Runes.Count(line) < options.LongLineChars) continue;
            longLines++;
            if (!options.Signals && longLines >= options.MinLongLines) break;
        }

        return longLines;
    }
}
