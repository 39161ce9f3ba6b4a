using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation.Filters.Dclm;

/// <summary>
/// Gopher's repetition rules by the arithmetic of DCLM's code, on the words between Unicode's word boundaries that a letter or number begins. The first rule that fails gives the reason, in the order of the code.
/// </summary>
public static class DclmRepetitionFilter
{
    /// <summary>Name of the step.</summary>
    public const string Name = "dclm-repetition";

    /// <summary>Too many lines stand there several times.</summary>
    public static readonly DropReason RepeatedLines = new("repeated-lines");

    /// <summary>Too many paragraphs stand there several times.</summary>
    public static readonly DropReason RepeatedParagraphs = new("repeated-paragraphs");

    /// <summary>Too much of the text is in lines that stand there several times.</summary>
    public static readonly DropReason RepeatedLineChars = new("repeated-line-chars");

    /// <summary>Too much of the text is in paragraphs that stand there several times.</summary>
    public static readonly DropReason RepeatedParagraphChars = new("repeated-paragraph-chars");

    /// <summary>One phrase of 2 to 4 words makes up too much.</summary>
    public static readonly IReadOnlyList<DropReason> TopGrams = [new("top-2-gram"), new("top-3-gram"), new("top-4-gram")];

    /// <summary>Phrases of 5 to 10 words that occur several times make up too much.</summary>
    public static readonly IReadOnlyList<DropReason> RepeatedGrams =
        [new("repeated-5-gram"), new("repeated-6-gram"), new("repeated-7-gram"), new("repeated-8-gram"), new("repeated-9-gram"), new("repeated-10-gram")];

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [RepeatedLines, RepeatedParagraphs, RepeatedLineChars, RepeatedParagraphChars, .. TopGrams, .. RepeatedGrams];

    private static readonly NoteColumn[] Signals =
    [
        Column("repeated_line_fraction", "Fraction of lines that stand there several times, first ones counted; 1 without lines."),
        Column("repeated_paragraph_fraction", "Fraction of paragraphs that stand there several times, first ones counted; 1 without paragraphs."),
        Column("repeated_line_char_fraction", "Fraction of the characters of lines in those that stand there several times; 1 without lines."),
        Column("repeated_paragraph_char_fraction", "Fraction of the characters of paragraphs in those that stand there several times; 1 without paragraphs."),
        .. Enumerable.Range(2, 3).Select(n => Column($"top_{n}_gram_char_fraction", $"Characters of the most frequent phrase of {n} words times its number, by those of all words; 0 where none occurs twice.")),
        .. Enumerable.Range(5, 6).Select(n => Column($"repeated_{n}_gram_char_fraction", $"Fraction of the characters of words in phrases of {n} words that occur several times.")),
    ];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(DclmRepetitionOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its rules in order.</summary>
    public static IReadOnlyList<Rule> Rules(DclmRepetitionOptions options)
    {
        (string Option, double? Limit)[] limits =
        [
            ("max-repeated-line-fraction", options.MaxRepeatedLineFraction),
            ("max-repeated-paragraph-fraction", options.MaxRepeatedParagraphFraction),
            ("max-repeated-line-char-fraction", options.MaxRepeatedLineCharFraction),
            ("max-repeated-paragraph-char-fraction", options.MaxRepeatedParagraphCharFraction),
            ("max-top2-gram-char-fraction", options.MaxTop2GramCharFraction),
            ("max-top3-gram-char-fraction", options.MaxTop3GramCharFraction),
            ("max-top4-gram-char-fraction", options.MaxTop4GramCharFraction),
            ("max-repeated5-gram-char-fraction", options.MaxRepeated5GramCharFraction),
            ("max-repeated6-gram-char-fraction", options.MaxRepeated6GramCharFraction),
            ("max-repeated7-gram-char-fraction", options.MaxRepeated7GramCharFraction),
            ("max-repeated8-gram-char-fraction", options.MaxRepeated8GramCharFraction),
            ("max-repeated9-gram-char-fraction", options.MaxRepeated9GramCharFraction),
            ("max-repeated10-gram-char-fraction", options.MaxRepeated10GramCharFraction),
        ];
        return [.. limits.Select((limit, i) => new Rule(Reasons[i], Signals[i], limit.Option, RuleBound.AtMost, limit.Limit))];
    }

    /// <summary>Makes the filter for one task.</summary>
    public static object Create(DclmRepetitionOptions options, StepScope scope) =>
        new SignalFilter(new DclmRepetitionSignals(scope.Workbench.Get<TextAnalysis>()), options, Signals, Rules(options));

    private static NoteColumn Column(string signal, string summary) => SignalColumns.Of(Name, signal, NoteType.Number, summary);
}
