using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Gopher;

/// <summary>Thresholds of <see cref="GopherRepetitionFilter"/>.</summary>
public sealed record GopherRepetitionOptions : ISignalOptions
{
    /// <summary>How words are cut: english (words and punctuation marks apart, as spaCy does), standard (the same, every Han or kana character a word), treebank (as NLTK does) or whitespace. Source: datatrove 0.10, whose English words are those of english; before it had those of treebank.</summary>
    public WordRule Words { get; init; } = WordRule.English;

    /// <summary>What of a repeated line, paragraph or phrase counts: later-occurrences leaves the first out, every-occurrence does not. Source: datatrove 0.10; DCLM's code counts every occurrence.</summary>
    public RepetitionCounting Counting { get; init; }

    /// <summary>Largest fraction of paragraphs that were seen before in the document, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicateParagraphFraction { get; init; } = 0.3;

    /// <summary>Largest fraction of characters in paragraphs that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicateParagraphCharFraction { get; init; } = 0.2;

    /// <summary>Largest fraction of lines that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicateLineFraction { get; init; } = 0.3;

    /// <summary>Largest fraction of characters in lines that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicateLineCharFraction { get; init; } = 0.2;

    /// <summary>Largest fraction of characters in the most frequent phrase of two words, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxTop2GramCharFraction { get; init; } = 0.20;

    /// <summary>Largest fraction of characters in the most frequent phrase of three words, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxTop3GramCharFraction { get; init; } = 0.18;

    /// <summary>Largest fraction of characters in the most frequent phrase of four words, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxTop4GramCharFraction { get; init; } = 0.16;

    /// <summary>Largest fraction of characters in phrases of five words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate5GramCharFraction { get; init; } = 0.15;

    /// <summary>Largest fraction of characters in phrases of six words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate6GramCharFraction { get; init; } = 0.14;

    /// <summary>Largest fraction of characters in phrases of seven words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate7GramCharFraction { get; init; } = 0.13;

    /// <summary>Largest fraction of characters in phrases of eight words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate8GramCharFraction { get; init; } = 0.12;

    /// <summary>Largest fraction of characters in phrases of nine words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate9GramCharFraction { get; init; } = 0.11;

    /// <summary>Largest fraction of characters in phrases of ten words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate10GramCharFraction { get; init; } = 0.10;

    /// <summary>Whether what the rules look at is written as columns named gopher_repetition_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are kept and the verdict is written into the column gopher_repetition_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}

/// <summary>Gopher's repetition rules: drops documents that say the same lines, paragraphs or phrases again and again. The first rule that fails gives the reason, in the order of datatrove 0.10.</summary>
public static class GopherRepetitionFilter
{
    /// <summary>Name of the step.</summary>
    public const string Name = "gopher-repetition";

    /// <summary>Too many paragraphs seen before.</summary>
    public static readonly DropReason DuplicateParagraphs = new("dup-para-frac");

    /// <summary>Too many characters in paragraphs seen before.</summary>
    public static readonly DropReason DuplicateParagraphChars = new("dup-para-char-frac");

    /// <summary>Too many lines seen before.</summary>
    public static readonly DropReason DuplicateLines = new("dup-line-frac");

    /// <summary>Too many characters in lines seen before.</summary>
    public static readonly DropReason DuplicateLineChars = new("dup-line-char-frac");

    /// <summary>One phrase of 2 to 4 words makes up too much.</summary>
    public static readonly IReadOnlyList<DropReason> TopGrams = [new("top-2-gram"), new("top-3-gram"), new("top-4-gram")];

    /// <summary>Phrases of 5 to 10 words seen before make up too much.</summary>
    public static readonly IReadOnlyList<DropReason> DuplicateGrams =
        [new("dup-5-gram"), new("dup-6-gram"), new("dup-7-gram"), new("dup-8-gram"), new("dup-9-gram"), new("dup-10-gram")];

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } =
        [DuplicateParagraphs, DuplicateParagraphChars, DuplicateLines, DuplicateLineChars, .. TopGrams, .. DuplicateGrams];

    private static readonly NoteColumn[] Signals =
    [
        Column("duplicate_paragraph_fraction", "Fraction of paragraphs that were seen before, 0..1."),
        Column("duplicate_paragraph_char_fraction", "Fraction of characters in paragraphs that were seen before, 0..1."),
        Column("duplicate_line_fraction", "Fraction of lines that were seen before, 0..1."),
        Column("duplicate_line_char_fraction", "Fraction of characters in lines that were seen before, 0..1."),
        .. Enumerable.Range(2, 3).Select(n => Column($"top_{n}_gram_char_fraction", $"Characters of the most frequent phrase of {n} words times its number, by all characters.")),
        .. Enumerable.Range(5, 6).Select(n => Column($"duplicate_{n}_gram_char_fraction", $"Fraction of characters in phrases of {n} words that were seen before, 0..1.")),
    ];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(GopherRepetitionOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its rules in order.</summary>
    public static IReadOnlyList<Rule> Rules(GopherRepetitionOptions options)
    {
        double?[] limits =
        [
            options.MaxDuplicateParagraphFraction, options.MaxDuplicateParagraphCharFraction, options.MaxDuplicateLineFraction, options.MaxDuplicateLineCharFraction,
            options.MaxTop2GramCharFraction, options.MaxTop3GramCharFraction, options.MaxTop4GramCharFraction,
            options.MaxDuplicate5GramCharFraction, options.MaxDuplicate6GramCharFraction, options.MaxDuplicate7GramCharFraction,
            options.MaxDuplicate8GramCharFraction, options.MaxDuplicate9GramCharFraction, options.MaxDuplicate10GramCharFraction,
        ];
        return [.. limits.Select((limit, i) => new Rule(Reasons[i], Signals[i], OptionNames[i], RuleBound.AtMost, limit))];
    }

    private static readonly string[] OptionNames =
    [
        "max-duplicate-paragraph-fraction", "max-duplicate-paragraph-char-fraction", "max-duplicate-line-fraction", "max-duplicate-line-char-fraction",
        .. Enumerable.Range(2, 3).Select(n => $"max-top{n}-gram-char-fraction"),
        .. Enumerable.Range(5, 6).Select(n => $"max-duplicate{n}-gram-char-fraction"),
    ];

    /// <summary>Makes the filter for one task.</summary>
    public static object Create(GopherRepetitionOptions options, StepScope scope) =>
        new SignalFilter(SignalsOf(options, scope.Workbench.Get<TextAnalysis>()), options, Signals, Rules(options));

    private static ISignals SignalsOf(GopherRepetitionOptions options, TextAnalysis analysis) =>
        options.Counting == RepetitionCounting.EveryOccurrence ? new RepetitionCoverageSignals(options, analysis) : new GopherRepetitionSignals(options, analysis);

    private static NoteColumn Column(string signal, string summary) => SignalColumns.Of(Name, signal, NoteType.Number, summary);
}
