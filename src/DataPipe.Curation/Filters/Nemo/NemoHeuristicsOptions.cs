using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Filters.Nemo;

/// <summary>Thresholds of <see cref="NemoHeuristicsFilter"/>, in the order of its rules.</summary>
public sealed record NemoHeuristicsOptions : ISignalOptions
{
    /// <summary>Largest fraction of characters other than a-z, A-Z, 0-9, newlines and ? ! , . in the text, 0..1; blanks are among them. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxNonAlphanumericFraction { get; init; } = 0.25;

    /// <summary>Largest fraction of words that are a number sign or an ellipsis (... … [...] (...) […] -»), or of which more than half are runs of number signs, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxSymbolsPerWord { get; init; } = 0.1;

    /// <summary>Largest fraction of digits 0-9 in the text, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxNumericFraction { get; init; } = 0.15;

    /// <summary>Largest fraction of characters in URLs, 0..1; one ends before its first slash behind the host, at ?, = or #. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxUrlFraction { get; init; } = 0.2;

    /// <summary>Largest fraction of blanks, tabs, newlines, carriage returns and backspaces in the text, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxWhitespaceFraction { get; init; } = 0.25;

    /// <summary>Largest fraction of parentheses and brackets ( ) [ ] { } ⟨ ⟩ in the text, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxParenthesisFraction { get; init; } = 0.1;

    /// <summary>Largest fraction of paragraphs, between two newlines, that speak of cookies, terms of use or privacy, 0..1; one with "lorem ipsum" makes it 1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxBoilerplateParagraphFraction { get; init; } = 0.4;

    /// <summary>Smallest fraction of lines that are left when of equal ones only one stays, 0..1; blank ones are not counted. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MinDistinctLineFraction { get; init; } = 0.7;

    /// <summary>Smallest fraction of paragraphs, between two newlines, that are left when of equal ones only one stays, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MinDistinctParagraphFraction { get; init; } = 0.7;

    /// <summary>Smallest fraction of characters of lines that are left when of equal lines only one stays, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MinDistinctLineCharFraction { get; init; } = 0.8;

    /// <summary>Smallest fraction of characters of paragraphs that are left when of equal paragraphs only one stays, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MinDistinctParagraphCharFraction { get; init; } = 0.8;

    /// <summary>Fewest words between whitespace. Source: NeMo Curator, English heuristics.</summary>
    [Range(1, int.MaxValue)] public int? MinWords { get; init; } = 50;

    /// <summary>Most words between whitespace. Source: NeMo Curator, English heuristics.</summary>
    [Range(1, int.MaxValue)] public int? MaxWords { get; init; } = 100_000;

    /// <summary>Largest fraction of lines that do not end with . ? ! " or ', 0..1; blank ones are not counted. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxUnendedLineFraction { get; init; } = 0.85;

    /// <summary>Smallest fraction of words that hold a letter, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MinAlphabeticWordFraction { get; init; } = 0.8;

    /// <summary>How often the words the, be, to, of, and, that, have, with must occur, in small letters, every time counted. Source: NeMo Curator, English heuristics.</summary>
    [Range(1, int.MaxValue)] public int? MinStopWords { get; init; } = 2;

    /// <summary>Smallest mean length of words, in characters. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1000.0)] public double? MinMeanWordLengthChars { get; init; } = 3;

    /// <summary>Largest mean length of words, in characters. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1000.0)] public double? MaxMeanWordLengthChars { get; init; } = 10;

    /// <summary>Length of the longest word allowed, in characters. Source: NeMo Curator, English heuristics.</summary>
    [Range(1, int.MaxValue)] public int? MaxWordChars { get; init; } = 1000;

    /// <summary>Largest fraction of lines that end with an ellipsis (... … [...] (...) […] -») or with "read more", 0..1; blank ones are not counted. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxEllipsisLineFraction { get; init; } = 0.3;

    /// <summary>Largest fraction of characters that go when the most frequent phrase of two words is cut out wherever its text stands, 0..1; of equally frequent ones the first. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxTop2GramCharFraction { get; init; } = 0.2;

    /// <summary>Largest fraction of characters that go when the most frequent phrase of three words is cut out wherever its text stands, 0..1; of equally frequent ones the first. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxTop3GramCharFraction { get; init; } = 0.18;

    /// <summary>Largest fraction of characters that go when the most frequent phrase of four words is cut out wherever its text stands, 0..1; of equally frequent ones the first. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxTop4GramCharFraction { get; init; } = 0.16;

    /// <summary>Largest fraction of characters in phrases of five words that stood there before, each word counted once, with the blanks between, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate5GramCharFraction { get; init; } = 0.15;

    /// <summary>Largest fraction of characters in phrases of six words that stood there before, each word counted once, with the blanks between, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate6GramCharFraction { get; init; } = 0.14;

    /// <summary>Largest fraction of characters in phrases of seven words that stood there before, each word counted once, with the blanks between, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate7GramCharFraction { get; init; } = 0.13;

    /// <summary>Largest fraction of characters in phrases of eight words that stood there before, each word counted once, with the blanks between, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate8GramCharFraction { get; init; } = 0.12;

    /// <summary>Largest fraction of characters in phrases of nine words that stood there before, each word counted once, with the blanks between, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate9GramCharFraction { get; init; } = 0.11;

    /// <summary>Largest fraction of characters in phrases of ten words that stood there before, each word counted once, with the blanks between, 0..1. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate10GramCharFraction { get; init; } = 0.1;

    /// <summary>Largest fraction of lines that begin with one of • ‣ ⁃ ⁌ ⁍ ∙ ○ ● ◘ ◦ ⦾ ⦿, 0..1; blank ones are not counted. Source: NeMo Curator, English heuristics.</summary>
    [Range(0.0, 1.0)] public double? MaxBulletLineFraction { get; init; } = 0.9;

    /// <summary>Whether what the rules look at is written as columns named nemo_heuristics_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are kept and the verdict is written into the column nemo_heuristics_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}
