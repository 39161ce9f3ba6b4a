using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation.Filters.C4;

/// <summary>Thresholds of <see cref="C4ParagraphFilter"/>.</summary>
public sealed record C4ParagraphOptions : ISignalOptions
{
    /// <summary>Fewest long lines of a document. Source: Xue et al. 2021 (mT5), section 3.1, arXiv:2010.11934.</summary>
    [Range(1, 1_000_000)] public int MinLongLines { get; init; } = 3;

    /// <summary>Length from which a line is long, in characters (code points). Source: Xue et al. 2021 (mT5), section 3.1, arXiv:2010.11934.</summary>
    [Range(1, 1_000_000)] public int LongLineChars { get; init; } = 200;

    /// <summary>Whether what the rules look at is written as columns named c4_paragraph_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are kept and the verdict is written into the column c4_paragraph_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}

/// <summary>mC4's rule for all languages: keeps documents with a few long lines.</summary>
public static class C4ParagraphFilter
{
    /// <summary>Name of the step.</summary>
    public const string Name = "c4-paragraph";

    /// <summary>Too few long lines.</summary>
    public static readonly DropReason TooFewParagraphs = new("too-few-paragraphs");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [TooFewParagraphs];

    private static readonly NoteColumn[] Signals = [SignalColumns.Of(Name, "long_lines", NoteType.Integer, "Long lines.")];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(C4ParagraphOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its only rule.</summary>
    public static IReadOnlyList<Rule> Rules(C4ParagraphOptions options) => [new(TooFewParagraphs, Signals[0], "min-long-lines", RuleBound.AtLeast, options.MinLongLines)];

    /// <summary>Makes the filter for one task.</summary>
    public static object Create(C4ParagraphOptions options, StepScope scope) =>
        new SignalFilter(new C4ParagraphSignals(options, scope.Workbench.Get<TextAnalysis>()), options, Signals, Rules(options));
}
