using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;
using DataPipe.Text.Words;

namespace DataPipe.Curation.WordFrequencies;

/// <summary>What <see cref="UnigramStep"/> measures by, and drops.</summary>
public sealed record UnigramOptions
{
    /// <summary>For each language, or <c>any</c>, how often words occur: lines of a word, a comma or tab, and a number, in lower case, a first line of names allowed. The stage <c>word-frequencies</c> makes such files. Documents in other languages are kept without a value. Source: datatrove 0.10 takes those of English from a corpus of 10^12 words.</summary>
    public IReadOnlyDictionary<string, FilePattern> Frequencies { get; init; } = new Dictionary<string, FilePattern>();

    /// <summary>Documents whose mean is not above it are dropped; null drops none. Source: datatrove 0.10 (-10), after peS2o.</summary>
    [Range(-100.0, 0.0)] public double? MinLogProbability { get; init; } = -10;

    /// <summary>How text is cut into words. Source: datatrove 0.10 (english).</summary>
    public WordRule Words { get; init; } = WordRule.English;
}
