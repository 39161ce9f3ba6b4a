using DataPipe.Core.Steps;
using DataPipe.Synthesis.Judging;

namespace DataPipe.Synthesis.Preferences;

/// <summary>Why two answers make no pair.</summary>
public static class PairReasons
{
    /// <summary>The sample has no question: a user's turn does not end its prompt.</summary>
    public static readonly DropReason NoPrompt = new("no-prompt");

    /// <summary>Fewer than two answers with any text.</summary>
    public static readonly DropReason TooFewAnswers = new("too-few-answers");

    /// <summary>Every answer that could be the better one was refused or cut short.</summary>
    public static readonly DropReason ChosenUnusable = new("chosen-unusable");

    /// <summary>The answers are equally good.</summary>
    public static readonly DropReason Tie = new("tie");

    /// <summary>The judge changed its mind with the order.</summary>
    public static readonly DropReason Inconsistent = new("inconsistent");

    /// <summary>A reply of the judge holds no verdict.</summary>
    public static readonly DropReason Unparsed = new("unparsed-verdict");

    /// <summary>The judge refused to compare.</summary>
    public static readonly DropReason JudgeRefused = new("judge-refused");

    /// <summary>The answers are one text after normalisation.</summary>
    public static readonly DropReason SameText = new("same-text");

    /// <summary>The scores prefer one answer, the direct comparison the other.</summary>
    public static readonly DropReason Contradiction = new("contradiction");

    /// <summary>The answers do not answer the same prompt.</summary>
    public static readonly DropReason UnequalPrompts = new("unequal-prompts");

    /// <summary>The reason of a comparison without a winner.</summary>
    internal static DropReason Of(PairOutcome outcome) => outcome switch
    {
        PairOutcome.Inconsistent => Inconsistent,
        PairOutcome.Unparsed => Unparsed,
        PairOutcome.Refused => JudgeRefused,
        PairOutcome.SameText => SameText,
        PairOutcome.Tie => Tie,
        _ => Contradiction,
    };
}
