using DataPipe.Core.Stages;
using DataPipe.Teachers;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Cli.Costing;

/// <summary>What requests of one kind will take.</summary>
/// <param name="Stage">The stage that makes them.</param>
/// <param name="Ask">The requests.</param>
/// <param name="Teacher">Whom they are made of.</param>
/// <param name="Price">What its tokens cost.</param>
/// <param name="Expected">What they will likely take, its cost 0 without a price; null when their number or size is not known yet.</param>
/// <param name="AtMost">The most they can take when each is sent once, its cost 0 without a price; null when their number or size is not known yet.</param>
/// <param name="MeanOutputTokens">Length of an answer that the expectation takes from the ledger; null when it is a guess.</param>
internal sealed record AskCost(string Stage, AskPlan Ask, TeacherIdentity Teacher, KnownPrice Price, Spend? Expected, Spend? AtMost, double? MeanOutputTokens)
{
    /// <summary>Whether it is asked by batch: the expectation is at the price of batches, the bound at that of one by one, which failed rows are asked at.</summary>
    public bool InBatch { get; init; }

    /// <summary>Currency of the costs; null when the price is unknown.</summary>
    public string? Currency => Price.Price?.Currency;

    /// <summary>Likely cost; null when it is not known.</summary>
    public decimal? ExpectedCost => Currency is null ? null : Expected?.Cost;

    /// <summary>Largest cost; null when it is not known.</summary>
    public decimal? CostAtMost => Currency is null ? null : AtMost?.Cost;
}
