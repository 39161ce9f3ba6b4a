using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation.Filters.Dclm;

/// <summary>Thresholds of <see cref="DclmQualityFilter"/>.</summary>
public sealed record DclmQualityOptions : ISignalOptions
{
    /// <summary>Fewest words of a document: what whitespace parts and a letter or number begins. Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code and configuration, after Gopher.</summary>
    [Range(1, int.MaxValue)] public int? MinWords { get; init; } = 50;

    /// <summary>Most words of a document, counted so. Source: DCLM's configuration.</summary>
    [Range(1, int.MaxValue)] public int? MaxWords { get; init; } = 100_000;

    /// <summary>Smallest mean length of all words between whitespace, in characters. Source: DCLM's configuration.</summary>
    [Range(0.0, 1000.0)] public double? MinMeanWordLengthChars { get; init; } = 3;

    /// <summary>Largest mean length of all words between whitespace, in characters. Source: DCLM's configuration.</summary>
    [Range(0.0, 1000.0)] public double? MaxMeanWordLengthChars { get; init; } = 10;

    /// <summary>Most symbols a word between whitespace, 0..1: number signs and ellipses ("...", ". . ." and "…") together. Source: DCLM's code and configuration.</summary>
    [Range(0.0, 1.0)] public double? MaxSymbolsPerWord { get; init; } = 0.1;

    /// <summary>Largest fraction of lines that begin with ●, •, * or -, 0..1; blank ones are not counted. Source: DCLM's code and configuration.</summary>
    [Range(0.0, 1.0)] public double? MaxBulletLineFraction { get; init; } = 0.9;

    /// <summary>Largest fraction of lines that end with "...", ". . ." or "…", 0..1; blank ones are not counted. Source: DCLM's code and configuration.</summary>
    [Range(0.0, 1.0)] public double? MaxEllipsisLineFraction { get; init; } = 0.3;

    /// <summary>Largest fraction of words between whitespace that hold no letter, 0..1. Source: DCLM's code and configuration.</summary>
    [Range(0.0, 1.0)] public double? MaxNonAlphabeticWordFraction { get; init; } = 0.2;

    /// <summary>How often the words the, be, to, of, and, that, have, with must occur between whitespace, in any case, every time counted. Source: DCLM's code and configuration.</summary>
    [Range(1, 1000)] public int? MinStopWords { get; init; } = 2;

    /// <summary>Whether what the rules look at is written as columns named dclm_quality_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are kept and the verdict is written into the column dclm_quality_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}

/// <summary>Gopher's quality rules by the arithmetic of DCLM's code. The first rule that fails gives the reason, in the order of its configuration.</summary>
public static class DclmQualityFilter
{
    /// <summary>Name of the step.</summary>
    public const string Name = "dclm-quality";

    /// <summary>Too few words.</summary>
    public static readonly DropReason ShortDoc = new("short-doc");

    /// <summary>Too many words.</summary>
    public static readonly DropReason LongDoc = new("long-doc");

    /// <summary>Words too short on average.</summary>
    public static readonly DropReason BelowMeanWordLength = new("below-mean-word-length");

    /// <summary>Words too long on average.</summary>
    public static readonly DropReason AboveMeanWordLength = new("above-mean-word-length");

    /// <summary>Too many number signs and ellipses.</summary>
    public static readonly DropReason TooManySymbols = new("too-many-symbols");

    /// <summary>Too many lines are list items.</summary>
    public static readonly DropReason TooManyBullets = new("too-many-bullets");

    /// <summary>Too many lines are cut off.</summary>
    public static readonly DropReason TooManyEndEllipses = new("too-many-end-ellipses");

    /// <summary>Too many words without letters.</summary>
    public static readonly DropReason TooManyNonAlphabeticWords = new("too-many-non-alphabetic-words");

    /// <summary>Too few of the commonest English words.</summary>
    public static readonly DropReason TooFewStopWords = new("too-few-stop-words");

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } =
        [ShortDoc, LongDoc, BelowMeanWordLength, AboveMeanWordLength, TooManySymbols, TooManyBullets, TooManyEndEllipses, TooManyNonAlphabeticWords, TooFewStopWords];

    private static readonly NoteColumn
        Words = Column("words", NoteType.Integer, "Words that a letter or number begins."),
        MeanWordLength = Column("mean_word_length", NoteType.Number, "Mean length of the words between whitespace, in characters; 0 without words."),
        Symbols = Column("symbols_per_word", NoteType.Number, "Number signs and ellipses a word; 1 without words."),
        Bullets = Column("bullet_line_fraction", NoteType.Number, "Fraction of lines that begin with a bullet, 0..1; blank lines are not counted."),
        EllipsisLines = Column("ellipsis_line_fraction", NoteType.Number, "Fraction of lines that end with an ellipsis, 0..1; blank lines are not counted."),
        NonAlphabetic = Column("non_alphabetic_word_fraction", NoteType.Number, "Fraction of words between whitespace without a letter, 0..1; 1 without words."),
        StopWords = Column("stop_words", NoteType.Integer, "Stop words, every time counted.");

    private static readonly NoteColumn[] Signals = [Words, MeanWordLength, Symbols, Bullets, EllipsisLines, NonAlphabetic, StopWords];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(DclmQualityOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its rules in order.</summary>
    public static IReadOnlyList<Rule> Rules(DclmQualityOptions options) =>
    [
        new(ShortDoc, Words, "min-words", RuleBound.AtLeast, options.MinWords),
        new(LongDoc, Words, "max-words", RuleBound.AtMost, options.MaxWords),
        new(BelowMeanWordLength, MeanWordLength, "min-mean-word-length-chars", RuleBound.AtLeast, options.MinMeanWordLengthChars),
        new(AboveMeanWordLength, MeanWordLength, "max-mean-word-length-chars", RuleBound.AtMost, options.MaxMeanWordLengthChars),
        new(TooManySymbols, Symbols, "max-symbols-per-word", RuleBound.AtMost, options.MaxSymbolsPerWord),
        new(TooManyBullets, Bullets, "max-bullet-line-fraction", RuleBound.AtMost, options.MaxBulletLineFraction),
        new(TooManyEndEllipses, EllipsisLines, "max-ellipsis-line-fraction", RuleBound.AtMost, options.MaxEllipsisLineFraction),
        new(TooManyNonAlphabeticWords, NonAlphabetic, "max-non-alphabetic-word-fraction", RuleBound.AtMost, options.MaxNonAlphabeticWordFraction),
        new(TooFewStopWords, StopWords, "min-stop-words", RuleBound.AtLeast, options.MinStopWords),
    ];

    /// <summary>Makes the filter for one task.</summary>
    public static object Create(DclmQualityOptions options, StepScope scope) =>
        new SignalFilter(new DclmQualitySignals(scope.Workbench.Get<TextAnalysis>()), options, Signals, Rules(options));

    private static NoteColumn Column(string signal, NoteType type, string summary) => SignalColumns.Of(Name, signal, type, summary);
}
