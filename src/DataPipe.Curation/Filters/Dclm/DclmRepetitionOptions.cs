using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Filters.Dclm;

/// <summary>Thresholds of <see cref="DclmRepetitionFilter"/>, in the order of its rules.</summary>
public sealed record DclmRepetitionOptions : ISignalOptions
{
    /// <summary>Largest fraction of lines that stand there several times, first ones counted, 0..1; blank ones and whitespace at the ends of lines are not. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeatedLineFraction { get; init; } = 0.3;

    /// <summary>Largest fraction of paragraphs that stand there several times, first ones counted, 0..1. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeatedParagraphFraction { get; init; } = 0.3;

    /// <summary>Largest fraction of the characters of lines in those that stand there several times, first ones counted, 0..1. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeatedLineCharFraction { get; init; } = 0.2;

    /// <summary>Largest fraction of the characters of paragraphs in those that stand there several times, first ones counted, 0..1. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeatedParagraphCharFraction { get; init; } = 0.2;

    /// <summary>Largest fraction of the characters of all words in the most frequent phrase of two words, times its number, 0..1; of equally frequent ones the longest, none where none occurs twice. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxTop2GramCharFraction { get; init; } = 0.2;

    /// <summary>Largest fraction of the characters of all words in the most frequent phrase of three words, times its number, 0..1; of equally frequent ones the longest, none where none occurs twice. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxTop3GramCharFraction { get; init; } = 0.18;

    /// <summary>Largest fraction of the characters of all words in the most frequent phrase of four words, times its number, 0..1; of equally frequent ones the longest, none where none occurs twice. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxTop4GramCharFraction { get; init; } = 0.16;

    /// <summary>Largest fraction of the characters of all words in phrases of five words that occur several times, first ones too, each word counted once, 0..1. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeated5GramCharFraction { get; init; } = 0.15;

    /// <summary>Largest fraction of the characters of all words in phrases of six words that occur several times, first ones too, each word counted once, 0..1. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeated6GramCharFraction { get; init; } = 0.14;

    /// <summary>Largest fraction of the characters of all words in phrases of seven words that occur several times, first ones too, each word counted once, 0..1. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeated7GramCharFraction { get; init; } = 0.13;

    /// <summary>Largest fraction of the characters of all words in phrases of eight words that occur several times, first ones too, each word counted once, 0..1. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeated8GramCharFraction { get; init; } = 0.12;

    /// <summary>Largest fraction of the characters of all words in phrases of nine words that occur several times, first ones too, each word counted once, 0..1. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeated9GramCharFraction { get; init; } = 0.11;

    /// <summary>Largest fraction of the characters of all words in phrases of ten words that occur several times, first ones too, each word counted once, 0..1. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code, after Gopher.</summary>
    [Range(0.0, 1.0)] public double? MaxRepeated10GramCharFraction { get; init; } = 0.1;

    /// <summary>Whether what the rules look at is written as columns named dclm_repetition_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are kept and the verdict is written into the column dclm_repetition_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}
