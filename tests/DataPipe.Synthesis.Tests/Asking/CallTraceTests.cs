using DataPipe.Core.Records;
using DataPipe.Synthesis.Asking;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Synthesis.Tests.Asking;

public sealed class CallTraceTests
{
    private static readonly Provenance Made = new("recipe", "test/m", false, null, ["parent"]);
    private static readonly CallTrace Paid = new() { Model = "m-1", Request = "k1", Cost = 0.25m, Currency = "USD", Use = "allowed" };

    [Fact]
    public void Shares_are_equal_to_a_billionth_and_add_up_to_the_whole() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 300).ToArbitrary(), (billionths, of) =>
        {
            var call = Paid with { Cost = billionths / 1_000_000_000m };
            decimal[] shares = [.. Enumerable.Range(0, of).Select(i => call.Share(i, of).Cost!.Value)];
            Assert.Equal(call.Cost, shares.Sum());
            Assert.InRange(shares.Max() - shares.Min(), 0, 0.000000001m);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Provenance_names_every_call_once_and_sums_what_they_cost()
    {
        var provenance = CallTrace.On(Made, [Paid, Paid with { Request = "k2", Cost = 0.5m }, Paid with { Cost = 0 }], null);
        Assert.Equal(["k1", "k2"], provenance.Requests);
        Assert.Equal((0.75m, "USD", "allowed"), (provenance.Cost, provenance.Currency, provenance.Use));
        Assert.Equal(["parent"], provenance.Parents);
    }

    [Fact]
    public void A_cost_that_is_unknown_or_in_several_currencies_is_none()
    {
        foreach (var other in new[] { Paid with { Cost = null, Currency = null }, Paid with { Currency = "EUR" }, null })
            Assert.Equal((null, null), (CallTrace.On(Made, [Paid, other], null).Cost, CallTrace.On(Made, [other, Paid], null).Currency));
        Assert.Null(CallTrace.On(Made, [], null).Cost);
    }

    [Fact]
    public void A_simulated_call_without_a_price_adds_nothing()
    {
        var free = new CallTrace { Model = "simulated-1", Use = "allowed", Simulated = true };
        Assert.Equal((0.25m, "USD"), (CallTrace.On(Made, [free, Paid], null).Cost, CallTrace.On(Made, [free, Paid], null).Currency));
        Assert.Equal((null, null), (CallTrace.On(Made, [free], null).Cost, CallTrace.On(Made, [free], null).Currency));
        Assert.Empty(CallTrace.On(Made, [free], null).Requests);
    }

    [Theory]
    [InlineData("allowed", null, "allowed")]
    [InlineData("allowed", "unclear", "unclear")]
    [InlineData("forbidden", "unclear", "forbidden")]
    [InlineData(null, "allowed", "unclear")]
    public void Use_is_the_most_restrictive_of_calls_and_parents_and_a_call_that_says_nothing_is_unclear(string? call, string? parents, string use) =>
        Assert.Equal(use, CallTrace.On(Made, [Paid, Paid with { Use = call }], parents).Use);
}
