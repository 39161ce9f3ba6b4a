using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Gopher;

/// <summary>Thresholds of <see cref="GopherQualityFilter"/>.</summary>
public sealed record GopherQualityOptions : ISignalOptions
{
    /// <summary>How words are cut: english (words and punctuation marks apart, as spaCy does), standard (the same, every Han or kana character a word), treebank (as NLTK does) or whitespace. Source: datatrove 0.10, whose English words are those of english; before it had those of treebank.</summary>
    public WordRule Words { get; init; } = WordRule.English;

    /// <summary>Whether the length of words is their mean, symbols not counted, or the median of all. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446, for the mean; Dolma takes the median.</summary>
    public WordLength WordLength { get; init; }

    /// <summary>The characters that begin a list item. Source: datatrove 0.10; Dolma has *-, DCLM ●•*-.</summary>
    public string BulletMarks { get; init; } = "•-";

    /// <summary>Whether stop words are counted as different ones or every time. Source: datatrove 0.10; DCLM counts every occurrence.</summary>
    public StopWordCount StopWordCount { get; init; }

    /// <summary>Fewest words of a document, symbols not counted. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446.</summary>
    [Range(1, int.MaxValue)] public int? MinWords { get; init; } = 50;

    /// <summary>Most words of a document, symbols not counted. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446.</summary>
    [Range(1, int.MaxValue)] public int? MaxWords { get; init; } = 100_000;

    /// <summary>Smallest length of words by word-length, in characters, symbols not counted. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446.</summary>
    [Range(0.0, 1000.0)] public double? MinMeanWordLengthChars { get; init; } = 3;

    /// <summary>Largest length of words by word-length, in characters, symbols not counted. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446.</summary>
    [Range(0.0, 1000.0)] public double? MaxMeanWordLengthChars { get; init; } = 10;

    /// <summary>Most number signs a word, 0..1. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxHashesPerWord { get; init; } = 0.1;

    /// <summary>Most ellipses ("..." or "…") a word, 0..1. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxEllipsesPerWord { get; init; } = 0.1;

    /// <summary>Largest fraction of lines that begin with a bullet ("•" or "-"), 0..1. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxBulletLineFraction { get; init; } = 0.9;

    /// <summary>Largest fraction of lines that end with an ellipsis, 0..1. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxEllipsisLineFraction { get; init; } = 0.3;

    /// <summary>Smallest fraction of words that hold a letter, 0..1; punctuation marks are words without one. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MinAlphabeticWordFraction { get; init; } = 0.8;

    /// <summary>How many of the eight words the, be, to, of, and, that, have, with must occur. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446; counted as stop-word-count says.</summary>
    [Range(1, 1000)] public int? MinStopWords { get; init; } = 2;

    /// <summary>Whether what the rules look at is written as columns named gopher_quality_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are kept and the verdict is written into the column gopher_quality_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}

/// <summary>Gopher's quality rules: drops documents that are not running text by their words, symbols and lines. The first rule that fails gives the reason, in the order of datatrove 0.10.</summary>
public static class GopherQualityFilter
{
    /// <summary>Name of the step.</summary>
    public const string Name = "gopher-quality";

    /// <summary>Fewer words than the smallest number allowed.</summary>
    public static readonly DropReason ShortDoc = new("short-doc");

    /// <summary>More words than the largest number allowed.</summary>
    public static readonly DropReason LongDoc = new("long-doc");

    /// <summary>Words too short on average.</summary>
    public static readonly DropReason BelowMeanWordLength = new("below-mean-word-length");

    /// <summary>Words too long on average.</summary>
    public static readonly DropReason AboveMeanWordLength = new("above-mean-word-length");

    /// <summary>Too many number signs.</summary>
    public static readonly DropReason TooManyHashes = new("too-many-hashes");

    /// <summary>Too many ellipses.</summary>
    public static readonly DropReason TooManyEllipses = new("too-many-ellipses");

    /// <summary>Too many lines are list items.</summary>
    public static readonly DropReason TooManyBullets = new("too-many-bullets");

    /// <summary>Too many lines are cut off.</summary>
    public static readonly DropReason TooManyEndEllipses = new("too-many-end-ellipses");

    /// <summary>Too few words with letters.</summary>
    public static readonly DropReason BelowAlphabeticFraction = new("below-alphabetic-fraction");

    /// <summary>Too few of the commonest English words.</summary>
    public static readonly DropReason TooFewStopWords = new("too-few-stop-words");

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } =
    [
        ShortDoc, LongDoc, BelowMeanWordLength, AboveMeanWordLength, TooManyHashes,
        TooManyEllipses, TooManyBullets, TooManyEndEllipses, BelowAlphabeticFraction, TooFewStopWords,
    ];

    private static readonly NoteColumn
        Words = Column("words", NoteType.Integer, "Words, symbols not counted."),
        MeanWordLength = Column("mean_word_length", NoteType.Number, "Mean or median length of the words in characters."),
        Hashes = Column("hashes_per_word", NoteType.Number, "Number signs a word."),
        Ellipses = Column("ellipses_per_word", NoteType.Number, "Ellipses a word."),
        Bullets = Column("bullet_line_fraction", NoteType.Number, "Fraction of lines that begin with a bullet, 0..1."),
        EllipsisLines = Column("ellipsis_line_fraction", NoteType.Number, "Fraction of lines that end with an ellipsis, 0..1."),
        Alphabetic = Column("alphabetic_word_fraction", NoteType.Number, "Fraction of words that hold a letter, 0..1."),
        StopWords = Column("stop_words", NoteType.Integer, "Stop words, different ones or all.");

    private static readonly NoteColumn[] Signals = [Words, MeanWordLength, Hashes, Ellipses, Bullets, EllipsisLines, Alphabetic, StopWords];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(GopherQualityOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its rules in order.</summary>
    public static IReadOnlyList<Rule> Rules(GopherQualityOptions options) =>
    [
        new(ShortDoc, Words, "min-words", RuleBound.AtLeast, options.MinWords),
        new(LongDoc, Words, "max-words", RuleBound.AtMost, options.MaxWords),
        new(BelowMeanWordLength, MeanWordLength, "min-mean-word-length-chars", RuleBound.AtLeast, options.MinMeanWordLengthChars),
        new(AboveMeanWordLength, MeanWordLength, "max-mean-word-length-chars", RuleBound.AtMost, options.MaxMeanWordLengthChars),
        new(TooManyHashes, Hashes, "max-hashes-per-word", RuleBound.AtMost, options.MaxHashesPerWord),
        new(TooManyEllipses, Ellipses, "max-ellipses-per-word", RuleBound.AtMost, options.MaxEllipsesPerWord),
        new(TooManyBullets, Bullets, "max-bullet-line-fraction", RuleBound.AtMost, options.MaxBulletLineFraction),
        new(TooManyEndEllipses, EllipsisLines, "max-ellipsis-line-fraction", RuleBound.AtMost, options.MaxEllipsisLineFraction),
        new(BelowAlphabeticFraction, Alphabetic, "min-alphabetic-word-fraction", RuleBound.AtLeast, options.MinAlphabeticWordFraction),
        new(TooFewStopWords, StopWords, "min-stop-words", RuleBound.AtLeast, options.MinStopWords),
    ];

    /// <summary>Makes the filter for one task.</summary>
    public static object Create(GopherQualityOptions options, StepScope scope) =>
        new SignalFilter(new GopherQualitySignals(options, scope.Workbench.Get<TextAnalysis>()), options, Signals, Rules(options));

    private static NoteColumn Column(string signal, NoteType type, string summary) => SignalColumns.Of(Name, signal, type, summary);
}
