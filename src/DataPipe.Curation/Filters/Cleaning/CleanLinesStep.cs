using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>Removes lines or paragraphs by rules that the pipeline chooses, puts whitespace in order, and drops documents of which too little is left.</summary>
public static class CleanLinesStep
{
    /// <summary>Name of the step.</summary>
    public const string Name = "clean-lines";

    /// <summary>Too few lines were left.</summary>
    public static readonly DropReason TooFewLines = new("too-few-lines-left");

    /// <summary>Too many words were in removed lines.</summary>
    public static readonly DropReason TooManyWordsRemoved = new("too-many-words-removed");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [TooFewLines, TooManyWordsRemoved];

    private static readonly NoteColumn
        Kept = Column("kept_lines", "Lines or paragraphs that stay; blank ones are not counted."),
        Lost = SignalColumns.Of(Name, "removed_word_fraction", NoteType.Number, "Fraction of the words, between whitespace, that were in removed lines, 0..1.");

    // Behind the first three one for each LineGround, in its order.
    private static readonly NoteColumn[] Signals =
    [
        Kept, Lost,
        Column("removed_lines", "Lines or paragraphs that a rule removed."),
        Column("bullet_lines", "Removed for their bullet."),
        Column("short_lines", "Removed as too short, in characters or words."),
        Column("long_lines", "Removed as too long, in characters or words."),
        Column("unended_lines", "Removed because they do not end as a sentence does."),
        Column("uppercase_lines", "Removed for their capitals."),
        Column("numeric_lines", "Removed for their digits."),
        Column("symbol_lines", "Removed for their symbols."),
        Column("phrase_lines", "Removed for a phrase in them."),
        Column("repeated_lines", "Removed because they stood there before."),
    ];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(CleanLinesOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its rules on documents.</summary>
    public static IReadOnlyList<Rule> Rules(CleanLinesOptions options) =>
    [
        new(TooFewLines, Kept, "min-kept-lines", RuleBound.AtLeast, options.MinKeptLines),
        new(TooManyWordsRemoved, Lost, "max-removed-word-fraction", RuleBound.AtMost, options.MaxRemovedWordFraction),
    ];

    /// <summary>Makes the cleaner for one task. Bounds that no line can meet are fault DP1226, a file that is not there DP2001.</summary>
    public static object Create(CleanLinesOptions options, StepScope scope)
    {
        if (options.MinChars > options.MaxChars) scope.Faults.Add("DP1226", $"step 'clean-lines' would remove every line: min-chars {options.MinChars} is above max-chars {options.MaxChars}", scope.At);
        if (options.MinWords > options.MaxWords) scope.Faults.Add("DP1226", $"step 'clean-lines' would remove every line: min-words {options.MinWords} is above max-words {options.MaxWords}", scope.At);
        var files = StepFileSearch.Find(options.PhraseFiles, "phrase-files", scope);
        return new LineCleaner(new CleanLinePass(options, new PhraseLists(options.Phrases, files, scope.Files)), scope.Workbench.Get<TextAnalysis>(), options, Signals, Rules(options));
    }

    private static NoteColumn Column(string signal, string summary) => SignalColumns.Of(Name, signal, NoteType.Integer, summary);
}
