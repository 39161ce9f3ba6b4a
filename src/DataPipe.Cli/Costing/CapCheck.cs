using DataPipe.Teachers.Budget;

namespace DataPipe.Cli.Costing;

/// <summary>A cap of the budget beside what is planned.</summary>
/// <param name="Option">The option that sets it.</param>
/// <param name="Of">What it limits, in words.</param>
/// <param name="Most">The cap.</param>
/// <param name="Currency">Its currency; null for tokens.</param>
/// <param name="Expected">What will likely count in it, as far as that is known.</param>
/// <param name="AtMost">The most that can count in it; null when that is not known.</param>
internal sealed record CapCheck(string Option, string Of, decimal Most, string? Currency, decimal Expected, decimal? AtMost)
{
    /// <summary>Whether the run will likely stop at it.</summary>
    public bool IsPassed => Expected > Most;

    /// <summary>The caps on stages and the run; those on the ledger count this run alone, as if it were the first, and those on a request what it takes on the mean.</summary>
    public static IReadOnlyList<CapCheck> All(BudgetOptions? budget, IReadOnlyList<AskCost> costs)
    {
        if (budget is null) return [];
        List<CapCheck> checks = [];
        foreach (var currency in new[] { budget.Currency, null })
        {
            var money = currency is not null;
            foreach (var cost in costs.Where(c => c.Ask.Expected is { Requests: > 0 }))
                Add(money ? "max-cost-per-request" : "max-tokens-per-request", $"a request for {cost.Ask.What} in stage {cost.Stage}", money ? budget.MaxCostPerRequest : budget.MaxTokensPerRequest, [cost], perRequest: true);
            foreach (var stage in costs.GroupBy(c => c.Stage, StringComparer.Ordinal))
                Add(money ? "max-cost-per-stage" : "max-tokens-per-stage", $"stage {stage.Key}", money ? budget.MaxCostPerStage : budget.MaxTokensPerStage, [.. stage], perRequest: false);
            Add(money ? "max-cost-per-run" : "max-tokens-per-run", "the run", money ? budget.MaxCostPerRun : budget.MaxTokensPerRun, costs, perRequest: false);
            Add(money ? "max-cost-per-ledger" : "max-tokens-per-ledger", "the ledger", money ? budget.MaxCostPerLedger : budget.MaxTokensPerLedger, costs, perRequest: false);

            void Add(string option, string of, decimal? most, IReadOnlyList<AskCost> counted, bool perRequest)
            {
                if (most is not { } cap) return;
                decimal expected = 0;
                decimal? atMost = 0;
                foreach (var cost in counted)
                {
                    if (money && cost.Currency is not null && cost.Currency != currency) continue;
                    expected += ((money ? cost.ExpectedCost : cost.Expected?.Tokens) ?? 0) / (perRequest ? cost.Ask.Expected!.Requests : 1);
                    atMost += (money ? cost.CostAtMost : cost.AtMost?.Tokens) / (perRequest ? cost.Ask.AtMost?.Requests : 1);
                }

                checks.Add(new CapCheck(option, of, cap, currency, expected, atMost));
            }
        }

        return checks;
    }
}
