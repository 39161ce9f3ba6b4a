using DataPipe.Synthesis.Asking;

namespace DataPipe.Synthesis.Judging;

/// <summary>Two answers judged in both orders.</summary>
/// <param name="First">Number of the first answer.</param>
/// <param name="Second">Number of the second answer.</param>
/// <param name="IsSameText">Whether they are one text after normalisation, so that nobody was asked.</param>
/// <param name="Forward">Ruling with the first answer shown first; null when the judge refused.</param>
/// <param name="Backward">Ruling with the second answer shown first; null when the judge refused.</param>
public sealed record JudgedPair(int First, int Second, bool IsSameText, Ruling? Forward, Ruling? Backward)
{
    /// <summary>The call for the ruling with the first answer first; null when nobody was asked.</summary>
    public CallTrace? ForwardCall { get; init; }

    /// <summary>The call for the ruling with the second answer first; null when nobody was asked.</summary>
    public CallTrace? BackwardCall { get; init; }

    /// <summary>What both orders say together: a winner only when they agree. Source: Zheng et al. 2023, arXiv:2306.05685, section 3.4.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public PairOutcome Outcome => this switch
    {
        { IsSameText: true } => PairOutcome.SameText,
        { Forward: null } or { Backward: null } => PairOutcome.Refused,
        { Forward.Winner: null } or { Backward.Winner: null } => PairOutcome.Unparsed,
        { Forward.Winner: Winner.A, Backward.Winner: Winner.B } => PairOutcome.FirstWins,
        { Forward.Winner: Winner.B, Backward.Winner: Winner.A } => PairOutcome.SecondWins,
        { Forward.Winner: Winner.Tie, Backward.Winner: Winner.Tie } => PairOutcome.Tie,
        _ => PairOutcome.Inconsistent,
    };
}
