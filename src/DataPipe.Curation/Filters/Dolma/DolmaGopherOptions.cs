using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Filters.Dolma;

/// <summary>Thresholds of <see cref="DolmaGopherFilter"/>, in the order of its rules.</summary>
public sealed record DolmaGopherOptions : ISignalOptions
{
    /// <summary>Fewest words between whitespace. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(1, int.MaxValue)] public int? MinWords { get; init; } = 50;

    /// <summary>Most words between whitespace. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(1, int.MaxValue)] public int? MaxWords { get; init; } = 100_000;

    /// <summary>Smallest median length of words, in characters. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1000.0)] public double? MinMedianWordLengthChars { get; init; } = 3;

    /// <summary>Largest median length of words, in characters. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1000.0)] public double? MaxMedianWordLengthChars { get; init; } = 10;

    /// <summary>Largest fraction of words with a number sign or the character … in them, 0..1. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxSymbolsPerWord { get; init; } = 0.1;

    /// <summary>Smallest fraction of words that hold a letter, 0..1. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MinAlphabeticWordFraction { get; init; } = 0.8;

    /// <summary>How often the words the, be, to, of, and, that, have, with must occur, in small letters, every time counted. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(1, int.MaxValue)] public int? MinStopWords { get; init; } = 2;

    /// <summary>Largest fraction of lines whose first character is * or -, 0..1; empty ones are counted. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxBulletLineFraction { get; init; } = 0.9;

    /// <summary>Largest fraction of lines whose last character is …, 0..1; empty ones are counted. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxEllipsisLineFraction { get; init; } = 0.3;

    /// <summary>Largest fraction of lines that stand there several times, first ones and empty ones counted, 0..1. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeatedLineFraction { get; init; } = 0.3;

    /// <summary>Most characters of lines that stand there several times, first ones counted, by those of all words. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeatedLineCharFraction { get; init; } = 0.3;

    /// <summary>Largest fraction of the characters of all words in the most frequent phrase of two words, times its number, 0..1; of equally frequent ones the first. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxTop2GramCharFraction { get; init; } = 0.2;

    /// <summary>Largest fraction of the characters of all words in the most frequent phrase of three words, times its number, 0..1; of equally frequent ones the first. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxTop3GramCharFraction { get; init; } = 0.18;

    /// <summary>Largest fraction of the characters of all words in the most frequent phrase of four words, times its number, 0..1; of equally frequent ones the first. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxTop4GramCharFraction { get; init; } = 0.16;

    /// <summary>Largest fraction of the characters of all phrases of five words in those that occur several times, 0..1. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate5GramCharFraction { get; init; } = 0.15;

    /// <summary>Largest fraction of the characters of all phrases of six words in those that occur several times, 0..1. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate6GramCharFraction { get; init; } = 0.14;

    /// <summary>Largest fraction of the characters of all phrases of seven words in those that occur several times, 0..1. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate7GramCharFraction { get; init; } = 0.13;

    /// <summary>Largest fraction of the characters of all phrases of eight words in those that occur several times, 0..1. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate8GramCharFraction { get; init; } = 0.12;

    /// <summary>Largest fraction of the characters of all phrases of nine words in those that occur several times, 0..1. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate9GramCharFraction { get; init; } = 0.11;

    /// <summary>Largest fraction of the characters of all phrases of ten words in those that occur several times, 0..1. Source: Soldaini et al. 2024 (Dolma), section 4.1, arXiv:2402.00159, with the arithmetic of its tagger gopher_v1.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate10GramCharFraction { get; init; } = 0.1;

    /// <summary>Whether what the rules look at is written as columns named dolma_gopher_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are kept and the verdict is written into the column dolma_gopher_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}
