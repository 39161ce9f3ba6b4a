using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Filters.Cleaning;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation.Filters.Dclm;

/// <summary>Rules of <see cref="DclmLinesCleaner"/>.</summary>
public sealed record DclmLinesOptions : ISignalOptions
{
    /// <summary>Largest fraction of a line's characters that are capitals, 0..1; lines with more are removed. Source: Penedo et al. 2023 (RefinedWeb), appendix G.2, arXiv:2306.01116, with the number of DCLM's code.</summary>
    [Range(0.0, 1.0)] public double? MaxUppercaseFraction { get; init; } = 0.5;

    /// <summary>Largest fraction of a line's characters that are digits, 0..1; lines with more are removed, by default those of nothing else. Source: RefinedWeb, appendix G.2, with the number of DCLM's code.</summary>
    [Range(0.0, 1.0)] public double? MaxNumericFraction { get; init; } = 0.999999;

    /// <summary>Whether lines that are a counter, such as "3 likes", are removed. Source: RefinedWeb, appendix G.2, with the words of DCLM's code.</summary>
    public bool RemoveCounters { get; init; } = true;

    /// <summary>Fewest words of a line between whitespace; shorter ones are removed, lines of nothing but whitespace too. Source: RefinedWeb, appendix G.2.</summary>
    [Range(1, 1_000_000)] public int? MinWordsPerLine { get; init; } = 2;

    /// <summary>Most words of a line that "items in cart" is cut out of, "read more..." off its end and "sign-in" off its start, in this order; a line of which nothing is left is removed. Null cuts nothing. Source: RefinedWeb, appendix G.2, with the patterns of DCLM's code.</summary>
    [Range(1, 1_000_000)] public int? MaxBoilerplateWords { get; init; } = 10;

    /// <summary>Which words count as lost: removed, those that are gone, or flagged, all words of lines that were removed or edited. Source: DCLM's code for removed; RefinedWeb, appendix G.2, speaks of the words in flagged lines.</summary>
    public LineWordCount Counting { get; init; }

    /// <summary>Fewest lines left that are not empty; a document with fewer is dropped. Source: DCLM's code, in which a page of which nothing is left goes.</summary>
    [Range(1, 1_000_000)] public int? MinKeptLines { get; init; } = 1;

    /// <summary>Largest fraction of the document's words that it lost, 0..1; one that lost more is dropped. Words are what whitespace parts and a letter or number begins. Source: RefinedWeb, appendix G.2, and DCLM's code for the words.</summary>
    [Range(0.0, 1.0)] public double? MaxRemovedWordFraction { get; init; } = 0.05;

    /// <summary>Whether what the rules look at is written as columns named dclm_lines_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are cleaned and kept and the verdict is written into the column dclm_lines_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}

/// <summary>
/// RefinedWeb's line rules as DCLM's code has them: removes or edits lines that a page says beside its text, and drops documents that lose too many words that way.
/// Whitespace at the ends of a line belongs to it; the ends of the document are trimmed once, behind all rules.
/// </summary>
public static class DclmLinesCleaner
{
    /// <summary>Name of the step.</summary>
    public const string Name = "dclm-lines";

    /// <summary>No line was left.</summary>
    public static readonly DropReason NothingLeft = new("nothing-left");

    /// <summary>Too many words were lost.</summary>
    public static readonly DropReason TooManyWordsRemoved = new("too-many-words-removed");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [NothingLeft, TooManyWordsRemoved];

    private static readonly NoteColumn
        Kept = Column("kept_lines", "Lines that stay, edited ones among them; empty ones are not counted."),
        Lost = SignalColumns.Of(Name, "removed_word_fraction", NoteType.Number, "Fraction of the words that were lost, 0..1; 1 without words.");

    private static readonly NoteColumn[] Signals =
    [
        Kept, Lost,
        Column("removed_lines", "Lines that were removed."),
        Column("edited_lines", "Lines that a phrase was cut out of."),
        Column("uppercase_lines", "Lines removed for their capitals."),
        Column("numeric_lines", "Lines removed for their digits."),
        Column("counter_lines", "Lines removed as counters."),
        Column("short_lines", "Lines removed for their few words."),
        Column("boilerplate_lines", "Lines removed because nothing but a phrase was in them."),
    ];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(DclmLinesOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its rules on documents.</summary>
    public static IReadOnlyList<Rule> Rules(DclmLinesOptions options) =>
    [
        new(NothingLeft, Kept, "min-kept-lines", RuleBound.AtLeast, options.MinKeptLines),
        new(TooManyWordsRemoved, Lost, "max-removed-word-fraction", RuleBound.AtMost, options.MaxRemovedWordFraction),
    ];

    /// <summary>Makes the cleaner for one task.</summary>
    public static object Create(DclmLinesOptions options, StepScope scope) =>
        new LineCleaner(new DclmLinePass(options), scope.Workbench.Get<TextAnalysis>(), options, Signals, Rules(options));

    private static NoteColumn Column(string signal, string summary) => SignalColumns.Of(Name, signal, NoteType.Integer, summary);
}
