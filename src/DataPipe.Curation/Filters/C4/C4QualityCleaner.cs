using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Filters.Cleaning;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.C4;

/// <summary>Rules of <see cref="C4QualityCleaner"/>. The original C4 used 5 words a line and 3 sentences; the defaults are those of datatrove 0.10, which FineWeb used without the rule of terminal punctuation.</summary>
public sealed record C4QualityOptions : ISignalOptions
{
    /// <summary>How words are cut for the count of sentences: english and standard end them at terminal marks, as spaCy's sentencizer does, treebank as Punkt does. Source: datatrove 0.10, which had Punkt before.</summary>
    public WordRule Words { get; init; } = WordRule.English;

    /// <summary>Whether lines that do not end as a sentence does (. ? ! " or ', but not ...) are removed. Source: Raffel et al. 2020 (T5), section 2.2, arXiv:1910.10683; FineWeb turns it off.</summary>
    public bool RequireTerminalPunctuation { get; init; } = true;

    /// <summary>Fewest words of a line; shorter ones are removed. Source: datatrove 0.10 and the T5 paper, section 2.2 (3); the released C4 code used 5.</summary>
    [Range(1, 1_000_000)] public int? MinWordsPerLine { get; init; } = 3;

    /// <summary>Fewest sentences of what is left; documents with fewer are dropped. Source: the T5 paper, section 2.2 (5); the released C4 code used 3.</summary>
    [Range(1, 1_000_000)] public int? MinSentences { get; init; } = 5;

    /// <summary>Longest word of a line, in characters; lines with a longer one are removed. Source: the released C4 code.</summary>
    [Range(1, 1_000_000_000)] public int? MaxWordChars { get; init; } = 1000;

    /// <summary>Whether the marks [1], [], [edit] and [citation needed] are cut out. Source: the released C4 code.</summary>
    public bool RemoveCitations { get; init; } = true;

    /// <summary>Whether a document with "lorem ipsum" in a line is dropped. Source: the T5 paper, section 2.2.</summary>
    public bool DropLoremIpsum { get; init; } = true;

    /// <summary>Whether a document with "{" in a line is dropped, as it is likely to be code. Source: the T5 paper, section 2.2.</summary>
    public bool DropCurlyBracket { get; init; } = true;

    /// <summary>Whether lines that speak of JavaScript are removed. Source: the T5 paper, section 2.2.</summary>
    public bool RemoveJavascriptLines { get; init; } = true;

    /// <summary>Whether lines that speak of cookies, terms of use or a privacy policy are removed. Source: the released C4 code.</summary>
    public bool RemovePolicyLines { get; init; } = true;

    /// <summary>Whether what the rules look at is written as columns named c4_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are cleaned and kept and the verdict is written into the column c4_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}

/// <summary>C4's cleaning: removes lines that are not running text, then drops documents of which too little is left. Works line by line in the order of datatrove 0.10.</summary>
public static class C4QualityCleaner
{
    /// <summary>Name of the step.</summary>
    public const string Name = "c4";

    /// <summary>Blind text.</summary>
    public static readonly DropReason LoremIpsum = new("lorem-ipsum");

    /// <summary>Most likely code.</summary>
    public static readonly DropReason CurlyBracket = new("curly-bracket");

    /// <summary>Too little is left.</summary>
    public static readonly DropReason TooFewSentences = new("too-few-sentences");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [LoremIpsum, CurlyBracket, TooFewSentences];

    private static readonly NoteColumn
        Lorem = SignalColumns.Of(Name, "lorem_ipsum", NoteType.Boolean, "Whether a line that stays speaks of lorem ipsum."),
        Curly = SignalColumns.Of(Name, "curly_bracket", NoteType.Boolean, "Whether a line that stays holds {."),
        Sentences = SignalColumns.Of(Name, "sentences", NoteType.Integer, "Sentences of the lines that stay."),
        KeptLines = SignalColumns.Of(Name, "kept_lines", NoteType.Integer, "Lines that stay."),
        Lines = SignalColumns.Of(Name, "lines", NoteType.Integer, "Lines that there were.");

    private static readonly NoteColumn[] Signals = [Lorem, Curly, Sentences, KeptLines, Lines];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(C4QualityOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its rules on documents. Of the first two, that of the line further up in the document comes first.</summary>
    public static IReadOnlyList<Rule> Rules(C4QualityOptions options) =>
    [
        new(LoremIpsum, Lorem, "drop-lorem-ipsum", RuleBound.AtMost, options.DropLoremIpsum ? 0 : null),
        new(CurlyBracket, Curly, "drop-curly-bracket", RuleBound.AtMost, options.DropCurlyBracket ? 0 : null),
        new(TooFewSentences, Sentences, "min-sentences", RuleBound.AtLeast, options.MinSentences),
    ];

    /// <summary>Makes the cleaner for one task. Words without sentences are fault DP1150.</summary>
    public static object Create(C4QualityOptions options, StepScope scope)
    {
        if (options.Words == WordRule.Whitespace) scope.Faults.Add("DP1150", "step 'c4' counts sentences, which need words that are apart from their punctuation: words: english, standard or treebank", scope.At);
        return new LineCleaner(new C4LinePass(options), scope.Workbench.Get<TextAnalysis>(), options, Signals, Rules(options));
    }
}
