using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation.Filters.Dolma;

/// <summary>Gopher's rules as Dolma's tagger gopher_v1 measures and its mixer applies them: drops documents by their words, lines and repetition. The first rule that fails gives the reason, in the order of the tagger.</summary>
public static class DolmaGopherFilter
{
    /// <summary>Name of the step.</summary>
    public const string Name = "dolma-gopher";

    /// <summary>Too few words.</summary>
    public static readonly DropReason ShortDoc = new("short-doc");

    /// <summary>Too many words.</summary>
    public static readonly DropReason LongDoc = new("long-doc");

    /// <summary>Words too short.</summary>
    public static readonly DropReason BelowMedianWordLength = new("below-median-word-length");

    /// <summary>Words too long.</summary>
    public static readonly DropReason AboveMedianWordLength = new("above-median-word-length");

    /// <summary>Too many number signs and ellipses among the words.</summary>
    public static readonly DropReason TooManySymbols = new("too-many-symbols");

    /// <summary>Too few words with letters.</summary>
    public static readonly DropReason BelowAlphabeticFraction = new("below-alphabetic-fraction");

    /// <summary>Too few of the commonest English words.</summary>
    public static readonly DropReason TooFewStopWords = new("too-few-stop-words");

    /// <summary>Too many lines are list items.</summary>
    public static readonly DropReason TooManyBullets = new("too-many-bullets");

    /// <summary>Too many lines are cut off.</summary>
    public static readonly DropReason TooManyEndEllipses = new("too-many-end-ellipses");

    /// <summary>Too many lines stand there several times.</summary>
    public static readonly DropReason RepeatedLines = new("repeated-lines");

    /// <summary>Too much of the text is in lines that stand there several times.</summary>
    public static readonly DropReason RepeatedLineChars = new("repeated-line-chars");

    /// <summary>One phrase of 2 to 4 words makes up too much.</summary>
    public static readonly IReadOnlyList<DropReason> TopGrams = [new("top-2-gram"), new("top-3-gram"), new("top-4-gram")];

    /// <summary>Phrases of 5 to 10 words that occur several times make up too much.</summary>
    public static readonly IReadOnlyList<DropReason> DuplicateGrams =
        [new("dup-5-gram"), new("dup-6-gram"), new("dup-7-gram"), new("dup-8-gram"), new("dup-9-gram"), new("dup-10-gram")];

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } =
    [
        ShortDoc, LongDoc, BelowMedianWordLength, AboveMedianWordLength, TooManySymbols, BelowAlphabeticFraction,
        TooFewStopWords, TooManyBullets, TooManyEndEllipses, RepeatedLines, RepeatedLineChars,
        .. TopGrams, .. DuplicateGrams,
    ];

    private static readonly NoteColumn[] Signals =
    [
        Column("words", NoteType.Integer, "Words between whitespace."),
        Column("median_word_length", NoteType.Number, "Median length of words in characters, none counted as longer than 63; 0 without words."),
        Column("symbols_per_word", NoteType.Number, "Fraction of words with a number sign or … in them."),
        Column("alphabetic_word_fraction", NoteType.Number, "Fraction of words that hold a letter."),
        Column("stop_words", NoteType.Integer, "Stop words, every time counted."),
        Column("bullet_line_fraction", NoteType.Number, "Fraction of lines whose first character is * or -."),
        Column("ellipsis_line_fraction", NoteType.Number, "Fraction of lines whose last character is …."),
        Column("repeated_line_fraction", NoteType.Number, "Fraction of lines that stand there several times, first ones and empty ones counted."),
        Column("repeated_line_char_fraction", NoteType.Number, "Characters of lines that stand there several times, by those of all words."),
        .. Enumerable.Range(2, 3).Select(n => Column($"top_{n}_gram_char_fraction", NoteType.Number, $"Characters of the most frequent phrase of {n} words times its number, by those of all words.")),
        .. Enumerable.Range(5, 6).Select(n => Column($"duplicate_{n}_gram_char_fraction", NoteType.Number, $"Characters of phrases of {n} words that occur several times, by those of all such phrases.")),
    ];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(DolmaGopherOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its rules in order.</summary>
    public static IReadOnlyList<Rule> Rules(DolmaGopherOptions options) =>
    [
        new(ShortDoc, Signals[0], "min-words", RuleBound.AtLeast, options.MinWords),
        new(LongDoc, Signals[0], "max-words", RuleBound.AtMost, options.MaxWords),
        new(BelowMedianWordLength, Signals[1], "min-median-word-length-chars", RuleBound.AtLeast, options.MinMedianWordLengthChars),
        new(AboveMedianWordLength, Signals[1], "max-median-word-length-chars", RuleBound.AtMost, options.MaxMedianWordLengthChars),
        new(TooManySymbols, Signals[2], "max-symbols-per-word", RuleBound.AtMost, options.MaxSymbolsPerWord),
        new(BelowAlphabeticFraction, Signals[3], "min-alphabetic-word-fraction", RuleBound.AtLeast, options.MinAlphabeticWordFraction),
        new(TooFewStopWords, Signals[4], "min-stop-words", RuleBound.AtLeast, options.MinStopWords),
        new(TooManyBullets, Signals[5], "max-bullet-line-fraction", RuleBound.AtMost, options.MaxBulletLineFraction),
        new(TooManyEndEllipses, Signals[6], "max-ellipsis-line-fraction", RuleBound.AtMost, options.MaxEllipsisLineFraction),
        new(RepeatedLines, Signals[7], "max-repeated-line-fraction", RuleBound.AtMost, options.MaxRepeatedLineFraction),
        new(RepeatedLineChars, Signals[8], "max-repeated-line-char-fraction", RuleBound.AtMost, options.MaxRepeatedLineCharFraction),
        new(TopGrams[0], Signals[9], "max-top2-gram-char-fraction", RuleBound.AtMost, options.MaxTop2GramCharFraction),
        new(TopGrams[1], Signals[10], "max-top3-gram-char-fraction", RuleBound.AtMost, options.MaxTop3GramCharFraction),
        new(TopGrams[2], Signals[11], "max-top4-gram-char-fraction", RuleBound.AtMost, options.MaxTop4GramCharFraction),
        new(DuplicateGrams[0], Signals[12], "max-duplicate5-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate5GramCharFraction),
        new(DuplicateGrams[1], Signals[13], "max-duplicate6-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate6GramCharFraction),
        new(DuplicateGrams[2], Signals[14], "max-duplicate7-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate7GramCharFraction),
        new(DuplicateGrams[3], Signals[15], "max-duplicate8-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate8GramCharFraction),
        new(DuplicateGrams[4], Signals[16], "max-duplicate9-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate9GramCharFraction),
        new(DuplicateGrams[5], Signals[17], "max-duplicate10-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate10GramCharFraction),
    ];

    /// <summary>Makes the filter for one task.</summary>
    public static object Create(DolmaGopherOptions options, StepScope scope) =>
        new SignalFilter(new DolmaGopherSignals(scope.Workbench.Get<TextAnalysis>()), options, Signals, Rules(options));

    private static NoteColumn Column(string signal, NoteType type, string summary) => SignalColumns.Of(Name, signal, type, summary);
}
