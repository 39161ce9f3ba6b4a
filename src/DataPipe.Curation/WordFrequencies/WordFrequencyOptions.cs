using System.ComponentModel.DataAnnotations;
using DataPipe.Text.Words;

namespace DataPipe.Curation.WordFrequencies;

/// <summary>How the stage <c>word-frequencies</c> counts.</summary>
public sealed record WordFrequencyOptions
{
    /// <summary>How text is cut into words. Source: datatrove 0.10 (english), whose step reads the table.</summary>
    public WordRule Words { get; init; } = WordRule.English;

    /// <summary>Fewest occurrences of a word in the table. Source: our own choice: words that occur once are mostly none.</summary>
    [Range(1L, 1L << 40)] public long MinCount { get; init; } = 2;

    /// <summary>Memory of all tasks together for sorting, such as 1GiB; the different words are held besides.</summary>
    [Range(1L << 20, 1L << 46)] public long Memory { get; init; } = 1L << 30;
}
