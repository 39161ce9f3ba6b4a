using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation.Filters;

/// <summary>Bounds of <see cref="LengthFilter"/>.</summary>
public sealed record LengthOptions : ISignalOptions
{
    /// <summary>Fewest tokens of a document, counted as words and marks by the rule words-v1. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446, for words.</summary>
    [Range(1.0, 1e15)] public long? MinTokens { get; init; } = 50;

    /// <summary>Most tokens of a document, counted as words and marks by the rule words-v1. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446, for words.</summary>
    [Range(1.0, 1e15)] public long? MaxTokens { get; init; } = 100_000;

    /// <summary>Fewest characters (code points) of a document. Source: our own choice, off; CCNet keeps 300 and more, arXiv:1911.00359.</summary>
    [Range(1, int.MaxValue)] public int? MinChars { get; init; }

    /// <summary>Most characters (code points) of a document. Source: our own choice, off.</summary>
    [Range(1, int.MaxValue)] public int? MaxChars { get; init; }

    /// <summary>Whether tokens and characters are written as columns named length_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are kept and the verdict is written into the column length_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}

/// <summary>Drops documents that are too short or too long.</summary>
public static class LengthFilter
{
    /// <summary>Name of the step.</summary>
    public const string Name = "length";

    /// <summary>Fewer tokens or characters than asked for.</summary>
    public static readonly DropReason TooShort = new("too-short");

    /// <summary>More tokens or characters than asked for.</summary>
    public static readonly DropReason TooLong = new("too-long");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [TooShort, TooLong];

    private static readonly NoteColumn
        Chars = SignalColumns.Of(Name, "chars", NoteType.Integer, "Characters (code points)."),
        Tokens = SignalColumns.Of(Name, "tokens", NoteType.Integer, "Tokens by the rule words-v1.");

    private static readonly NoteColumn[] Signals = [Chars, Tokens];

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(LengthOptions options) => SignalFilter.Columns(Name, options, Signals);

    /// <summary>Its rules in order.</summary>
    public static IReadOnlyList<Rule> Rules(LengthOptions options) =>
    [
        new(TooShort, Chars, "min-chars", RuleBound.AtLeast, options.MinChars),
        new(TooLong, Chars, "max-chars", RuleBound.AtMost, options.MaxChars),
        new(TooShort, Tokens, "min-tokens", RuleBound.AtLeast, options.MinTokens),
        new(TooLong, Tokens, "max-tokens", RuleBound.AtMost, options.MaxTokens),
    ];

    /// <summary>Makes the filter for one task.</summary>
    public static object Create(LengthOptions options, StepScope scope) =>
        new SignalFilter(new LengthSignals(scope.Workbench.Get<TextAnalysis>()), options, Signals, Rules(options));
}
