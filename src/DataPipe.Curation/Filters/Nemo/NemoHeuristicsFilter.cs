using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation.Filters.Nemo;

/// <summary>The heuristic filters that NeMo Curator publishes for English, as its code counts: drops documents by their characters, words, lines and repetition. The first rule that fails gives the reason, in the order of its configuration.</summary>
public static class NemoHeuristicsFilter
{
    /// <summary>Name of the step.</summary>
    public const string Name = "nemo-heuristics";

    /// <summary>Too many characters that are neither letters nor digits of ASCII.</summary>
    public static readonly DropReason NonAlphanumeric = new("too-many-non-alphanumeric");

    /// <summary>Too many number signs and ellipses among the words.</summary>
    public static readonly DropReason TooManySymbols = new("too-many-symbols");

    /// <summary>Too many digits.</summary>
    public static readonly DropReason TooManyNumbers = new("too-many-numbers");

    /// <summary>Too much of the text is URLs.</summary>
    public static readonly DropReason TooManyUrls = new("too-many-urls");

    /// <summary>Too much whitespace.</summary>
    public static readonly DropReason TooMuchWhitespace = new("too-much-whitespace");

    /// <summary>Too many parentheses.</summary>
    public static readonly DropReason TooManyParentheses = new("too-many-parentheses");

    /// <summary>Too many paragraphs are stock phrases of pages.</summary>
    public static readonly DropReason Boilerplate = new("boilerplate");

    /// <summary>Too many lines stand there several times.</summary>
    public static readonly DropReason RepeatedLines = new("repeated-lines");

    /// <summary>Too many paragraphs stand there several times.</summary>
    public static readonly DropReason RepeatedParagraphs = new("repeated-paragraphs");

    /// <summary>Too much of the text is in lines that stand there several times.</summary>
    public static readonly DropReason RepeatedLineChars = new("repeated-line-chars");

    /// <summary>Too much of the text is in paragraphs that stand there several times.</summary>
    public static readonly DropReason RepeatedParagraphChars = new("repeated-paragraph-chars");

    /// <summary>Too few words.</summary>
    public static readonly DropReason ShortDoc = new("short-doc");

    /// <summary>Too many words.</summary>
    public static readonly DropReason LongDoc = new("long-doc");

    /// <summary>Too few lines end as a sentence does.</summary>
    public static readonly DropReason UnendedLines = new("too-many-unended-lines");

    /// <summary>Too few words with letters.</summary>
    public static readonly DropReason BelowAlphabeticFraction = new("below-alphabetic-fraction");

    /// <summary>Too few of the commonest English words.</summary>
    public static readonly DropReason TooFewStopWords = new("too-few-stop-words");

    /// <summary>Words too short on average.</summary>
    public static readonly DropReason BelowMeanWordLength = new("below-mean-word-length");

    /// <summary>Words too long on average.</summary>
    public static readonly DropReason AboveMeanWordLength = new("above-mean-word-length");

    /// <summary>A word is too long.</summary>
    public static readonly DropReason LongWord = new("long-word");

    /// <summary>Too many lines are cut off.</summary>
    public static readonly DropReason TooManyEndEllipses = new("too-many-end-ellipses");

    /// <summary>Too many lines are list items.</summary>
    public static readonly DropReason TooManyBullets = new("too-many-bullets");

    /// <summary>One phrase of 2 to 4 words makes up too much.</summary>
    public static readonly IReadOnlyList<DropReason> TopGrams = [new("top-2-gram"), new("top-3-gram"), new("top-4-gram")];

    /// <summary>Phrases of 5 to 10 words seen before make up too much.</summary>
    public static readonly IReadOnlyList<DropReason> DuplicateGrams =
        [new("dup-5-gram"), new("dup-6-gram"), new("dup-7-gram"), new("dup-8-gram"), new("dup-9-gram"), new("dup-10-gram")];

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } =
    [
        NonAlphanumeric, TooManySymbols, TooManyNumbers, TooManyUrls, TooMuchWhitespace,
        TooManyParentheses, Boilerplate, RepeatedLines, RepeatedParagraphs, RepeatedLineChars,
        RepeatedParagraphChars, ShortDoc, LongDoc, UnendedLines, BelowAlphabeticFraction,
        TooFewStopWords, BelowMeanWordLength, AboveMeanWordLength, LongWord, TooManyEndEllipses,
        .. TopGrams, .. DuplicateGrams, TooManyBullets,
    ];

    private static readonly NoteColumn[] Signals =
    [
        Column("non_alphanumeric_fraction", NoteType.Number, "Fraction of characters other than ASCII letters and digits, newlines and ? ! , . in the text; 1 for an empty text."),
        Column("symbols_per_word", NoteType.Number, "Fraction of words that are symbols; 1 without words."),
        Column("numeric_fraction", NoteType.Number, "Fraction of digits in the text; 1 for an empty text."),
        Column("url_fraction", NoteType.Number, "Fraction of characters in URLs, each up to the end of its host; 1 for an empty text."),
        Column("whitespace_fraction", NoteType.Number, "Fraction of whitespace in the text; 1 for an empty text."),
        Column("parenthesis_fraction", NoteType.Number, "Fraction of parentheses in the text; 1 for an empty text."),
        Column("boilerplate_paragraph_fraction", NoteType.Number, "Fraction of paragraphs with stock phrases of pages; 1 with lorem ipsum."),
        Column("distinct_line_fraction", NoteType.Number, "Different lines by all; blank ones are not counted."),
        Column("distinct_paragraph_fraction", NoteType.Number, "Different paragraphs by all."),
        Column("distinct_line_char_fraction", NoteType.Number, "Characters of different lines by those of all lines."),
        Column("distinct_paragraph_char_fraction", NoteType.Number, "Characters of different paragraphs by those of all paragraphs."),
        Column("words", NoteType.Integer, "Words between whitespace."),
        Column("unended_line_fraction", NoteType.Number, "Fraction of lines that do not end as a sentence does; 1 without lines."),
        Column("alphabetic_word_fraction", NoteType.Number, "Fraction of words that hold a letter; 0 without words."),
        Column("stop_words", NoteType.Integer, "Stop words, every time counted."),
        Column("mean_word_length", NoteType.Number, "Mean length of words in characters; 0 without words."),
        Column("longest_word", NoteType.Integer, "Length of the longest word in characters."),
        Column("ellipsis_line_fraction", NoteType.Number, "Fraction of lines that end with an ellipsis; 1 without lines."),
        .. Enumerable.Range(2, 3).Select(n => Column($"top_{n}_gram_char_fraction", NoteType.Number, $"Fraction of characters in the most frequent phrase of {n} words; 1 with fewer words.")),
        .. Enumerable.Range(5, 6).Select(n => Column($"duplicate_{n}_gram_char_fraction", NoteType.Number, $"Fraction of characters in phrases of {n} words that stood there before; 1 with fewer words.")),
        Column("bullet_line_fraction", NoteType.Number, "Fraction of lines that begin with a bullet; 1 without lines."),
    ];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(NemoHeuristicsOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its rules in order.</summary>
    public static IReadOnlyList<Rule> Rules(NemoHeuristicsOptions options) =>
    [
        new(NonAlphanumeric, Signals[0], "max-non-alphanumeric-fraction", RuleBound.AtMost, options.MaxNonAlphanumericFraction),
        new(TooManySymbols, Signals[1], "max-symbols-per-word", RuleBound.AtMost, options.MaxSymbolsPerWord),
        new(TooManyNumbers, Signals[2], "max-numeric-fraction", RuleBound.AtMost, options.MaxNumericFraction),
        new(TooManyUrls, Signals[3], "max-url-fraction", RuleBound.AtMost, options.MaxUrlFraction),
        new(TooMuchWhitespace, Signals[4], "max-whitespace-fraction", RuleBound.AtMost, options.MaxWhitespaceFraction),
        new(TooManyParentheses, Signals[5], "max-parenthesis-fraction", RuleBound.AtMost, options.MaxParenthesisFraction),
        new(Boilerplate, Signals[6], "max-boilerplate-paragraph-fraction", RuleBound.AtMost, options.MaxBoilerplateParagraphFraction),
        new(RepeatedLines, Signals[7], "min-distinct-line-fraction", RuleBound.AtLeast, options.MinDistinctLineFraction),
        new(RepeatedParagraphs, Signals[8], "min-distinct-paragraph-fraction", RuleBound.AtLeast, options.MinDistinctParagraphFraction),
        new(RepeatedLineChars, Signals[9], "min-distinct-line-char-fraction", RuleBound.AtLeast, options.MinDistinctLineCharFraction),
        new(RepeatedParagraphChars, Signals[10], "min-distinct-paragraph-char-fraction", RuleBound.AtLeast, options.MinDistinctParagraphCharFraction),
        new(ShortDoc, Signals[11], "min-words", RuleBound.AtLeast, options.MinWords),
        new(LongDoc, Signals[11], "max-words", RuleBound.AtMost, options.MaxWords),
        new(UnendedLines, Signals[12], "max-unended-line-fraction", RuleBound.AtMost, options.MaxUnendedLineFraction),
        new(BelowAlphabeticFraction, Signals[13], "min-alphabetic-word-fraction", RuleBound.AtLeast, options.MinAlphabeticWordFraction),
        new(TooFewStopWords, Signals[14], "min-stop-words", RuleBound.AtLeast, options.MinStopWords),
        new(BelowMeanWordLength, Signals[15], "min-mean-word-length-chars", RuleBound.AtLeast, options.MinMeanWordLengthChars),
        new(AboveMeanWordLength, Signals[15], "max-mean-word-length-chars", RuleBound.AtMost, options.MaxMeanWordLengthChars),
        new(LongWord, Signals[16], "max-word-chars", RuleBound.AtMost, options.MaxWordChars),
        new(TooManyEndEllipses, Signals[17], "max-ellipsis-line-fraction", RuleBound.AtMost, options.MaxEllipsisLineFraction),
        new(TopGrams[0], Signals[18], "max-top2-gram-char-fraction", RuleBound.AtMost, options.MaxTop2GramCharFraction),
        new(TopGrams[1], Signals[19], "max-top3-gram-char-fraction", RuleBound.AtMost, options.MaxTop3GramCharFraction),
        new(TopGrams[2], Signals[20], "max-top4-gram-char-fraction", RuleBound.AtMost, options.MaxTop4GramCharFraction),
        new(DuplicateGrams[0], Signals[21], "max-duplicate5-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate5GramCharFraction),
        new(DuplicateGrams[1], Signals[22], "max-duplicate6-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate6GramCharFraction),
        new(DuplicateGrams[2], Signals[23], "max-duplicate7-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate7GramCharFraction),
        new(DuplicateGrams[3], Signals[24], "max-duplicate8-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate8GramCharFraction),
        new(DuplicateGrams[4], Signals[25], "max-duplicate9-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate9GramCharFraction),
        new(DuplicateGrams[5], Signals[26], "max-duplicate10-gram-char-fraction", RuleBound.AtMost, options.MaxDuplicate10GramCharFraction),
        new(TooManyBullets, Signals[27], "max-bullet-line-fraction", RuleBound.AtMost, options.MaxBulletLineFraction),
    ];

    /// <summary>Makes the filter for one task.</summary>
    public static object Create(NemoHeuristicsOptions options, StepScope scope) =>
        new SignalFilter(new NemoSignals(scope.Workbench.Get<TextAnalysis>()), options, Signals, Rules(options));

    private static NoteColumn Column(string signal, NoteType type, string summary) => SignalColumns.Of(Name, signal, type, summary);
}
