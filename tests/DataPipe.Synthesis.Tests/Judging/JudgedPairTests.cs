using DataPipe.Synthesis.Judging;

namespace DataPipe.Synthesis.Tests.Judging;

public sealed class JudgedPairTests
{
    [Theory]
    [InlineData(Winner.A, Winner.B, PairOutcome.FirstWins)]
    [InlineData(Winner.B, Winner.A, PairOutcome.SecondWins)]
    [InlineData(Winner.Tie, Winner.Tie, PairOutcome.Tie)]
    [InlineData(Winner.A, Winner.A, PairOutcome.Inconsistent)]
    [InlineData(Winner.B, Winner.B, PairOutcome.Inconsistent)]
    [InlineData(Winner.A, Winner.Tie, PairOutcome.Inconsistent)]
    [InlineData(Winner.Tie, Winner.B, PairOutcome.Inconsistent)]
    [InlineData(null, Winner.B, PairOutcome.Unparsed)]
    [InlineData(Winner.A, null, PairOutcome.Unparsed)]
    public void Has_a_winner_only_when_both_orders_agree(Winner? forward, Winner? backward, PairOutcome outcome) =>
        Assert.Equal(outcome, new JudgedPair(0, 1, false, new Ruling(forward, ""), new Ruling(backward, "")).Outcome);

    [Fact]
    public void A_refusal_in_either_order_is_a_refusal()
    {
        Assert.Equal(PairOutcome.Refused, new JudgedPair(0, 1, false, null, new Ruling(Winner.A, "")).Outcome);
        Assert.Equal(PairOutcome.Refused, new JudgedPair(0, 1, false, new Ruling(null, ""), null).Outcome);
        Assert.Equal(PairOutcome.SameText, new JudgedPair(0, 1, true, null, null).Outcome);
    }
}
