namespace DataPipe.Synthesis.Judging;

/// <summary>What two rulings on the same answers in both orders say together.</summary>
public enum PairOutcome
{
    /// <summary>Both orders prefer the first answer.</summary>
    FirstWins,

    /// <summary>Both orders prefer the second answer.</summary>
    SecondWins,

    /// <summary>Both orders see them equal.</summary>
    Tie,

    /// <summary>The orders disagree: as good as a tie.</summary>
    Inconsistent,

    /// <summary>A reply holds no verdict.</summary>
    Unparsed,

    /// <summary>The judge refused to compare.</summary>
    Refused,

    /// <summary>The answers are one text: a tie without asking.</summary>
    SameText,
}
