using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.FineWeb;

/// <summary>Thresholds of <see cref="FineWebQualityFilter"/>.</summary>
public sealed record FineWebQualityOptions : ISignalOptions
{
    /// <summary>How words are cut: english (words and punctuation marks apart, as spaCy does), standard (the same, every Han or kana character a word), treebank (as NLTK does) or whitespace. Source: datatrove 0.10, whose English words are those of english; before it had those of treebank.</summary>
    public WordRule Words { get; init; } = WordRule.English;

    /// <summary>Fewest lines of a document; blank lines are not counted. Source: datatrove 0.10, which drops documents without any.</summary>
    [Range(1, 1_000_000)] public int? MinLines { get; init; } = 1;

    /// <summary>Smallest fraction of lines that end with a mark which ends sentences in some script, 0..1; blank lines are not counted. Source: Penedo et al. 2024 (FineWeb), section 3.6, arXiv:2406.17557.</summary>
    [Range(0.0, 1.0)] public double? MinTerminalLineFraction { get; init; } = 0.12;

    /// <summary>Whether a document none of whose lines ends so is kept. Source: datatrove 0.10, off as for FineWeb.</summary>
    public bool KeepWithoutTerminalLines { get; init; }

    /// <summary>Length up to which a line is short, in characters. Source: Penedo et al. 2024 (FineWeb), section 3.6, arXiv:2406.17557.</summary>
    [Range(1, 1_000_000)] public int ShortLineChars { get; init; } = LineQualityMeasure.FineWebShortLineChars;

    /// <summary>Largest fraction of short lines, 0..1; blank lines are not counted. Source: Penedo et al. 2024 (FineWeb), section 3.6, arXiv:2406.17557.</summary>
    [Range(0.0, 1.0)] public double? MaxShortLineFraction { get; init; } = 0.67;

    /// <summary>Largest fraction of characters in lines that were seen before, 0..1. Source: datatrove 0.10 (0.01); the FineWeb paper, section 3.6, says 0.1.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicateLineCharFraction { get; init; } = 0.01;

    /// <summary>Most newlines a word. Source: datatrove 0.10.</summary>
    [Range(0.0, 1000.0)] public double? MaxNewlinesPerWord { get; init; } = 0.3;

    /// <summary>Whether what the rules look at is written as columns named fineweb_quality_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are kept and the verdict is written into the column fineweb_quality_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}

/// <summary>FineWeb's own rules: drops lists, menus and documents that repeat their lines. The first rule that fails gives the reason, in the order of datatrove 0.10.</summary>
public static class FineWebQualityFilter
{
    /// <summary>Name of the step.</summary>
    public const string Name = "fineweb-quality";

    /// <summary>Too few lines, by default none but blank ones.</summary>
    public static readonly DropReason Empty = new("empty");

    /// <summary>Too few lines end a sentence.</summary>
    public static readonly DropReason LinePunctuation = new("line-punct-ratio");

    /// <summary>Too many short lines.</summary>
    public static readonly DropReason ShortLines = new("short-line-ratio");

    /// <summary>Too many characters in lines seen before.</summary>
    public static readonly DropReason DuplicateChars = new("char-dup-ratio");

    /// <summary>Too few words a line.</summary>
    public static readonly DropReason List = new("list-ratio");

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [Empty, LinePunctuation, ShortLines, DuplicateChars, List];

    private static readonly NoteColumn
        Lines = Column("lines", NoteType.Integer, "Lines that are not blank."),
        TerminalLines = Column("terminal_line_fraction", NoteType.Number, "Fraction of lines that end a sentence, 0..1; blank lines are not counted."),
        Short = Column("short_line_fraction", NoteType.Number, "Fraction of short lines, 0..1; blank lines are not counted."),
        DuplicateLineChars = Column("duplicate_line_char_fraction", NoteType.Number, "Fraction of characters in lines that were seen before, 0..1."),
        Newlines = Column("newlines_per_word", NoteType.Number, "Newlines a word.");

    private static readonly NoteColumn[] Signals = [Lines, TerminalLines, Short, DuplicateLineChars, Newlines];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(FineWebQualityOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its rules in order.</summary>
    public static IReadOnlyList<Rule> Rules(FineWebQualityOptions options) =>
    [
        new(Empty, Lines, "min-lines", RuleBound.AtLeast, options.MinLines),
        new(LinePunctuation, TerminalLines, "min-terminal-line-fraction", RuleBound.AtLeast, options.MinTerminalLineFraction) { Spared = options.KeepWithoutTerminalLines ? 0 : null },
        new(ShortLines, Short, "max-short-line-fraction", RuleBound.AtMost, options.MaxShortLineFraction),
        new(DuplicateChars, DuplicateLineChars, "max-duplicate-line-char-fraction", RuleBound.AtMost, options.MaxDuplicateLineCharFraction),
        new(List, Newlines, "max-newlines-per-word", RuleBound.AtMost, options.MaxNewlinesPerWord),
    ];

    /// <summary>Makes the filter for one task.</summary>
    public static object Create(FineWebQualityOptions options, StepScope scope) =>
        new SignalFilter(new FineWebQualitySignals(options, scope.Workbench.Get<TextAnalysis>()), options, Signals, Rules(options));

    private static NoteColumn Column(string signal, NoteType type, string summary) => SignalColumns.Of(Name, signal, type, summary);
}
