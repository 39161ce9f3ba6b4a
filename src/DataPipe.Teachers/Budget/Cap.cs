using System.Globalization;
using DataPipe.Teachers.Ledger;

namespace DataPipe.Teachers.Budget;

/// <summary>One limit on money or tokens.</summary>
/// <param name="Option">The option that sets it, as pipelines write it.</param>
/// <param name="What">What it limits, in words.</param>
/// <param name="Run">The run that counts; null for all.</param>
/// <param name="Stage">The stage that counts; null for all.</param>
/// <param name="Currency">Currency of a limit on money; null for one on tokens.</param>
/// <param name="Most">The limit.</param>
internal sealed record Cap(string Option, string What, string? Run, string? Stage, string? Currency, decimal Most)
{
    /// <summary>The limits on one request alone.</summary>
    public static IEnumerable<Cap> OnRequests(BudgetOptions options)
    {
        if (options.MaxCostPerRequest is { } cost) yield return new Cap("max-cost-per-request", "one request", null, null, options.Currency, cost);
        if (options.MaxTokensPerRequest is { } tokens) yield return new Cap("max-tokens-per-request", "one request", null, null, null, tokens);
    }

    /// <summary>The limits on sums that a scope's requests count in.</summary>
    public static IEnumerable<Cap> OnSums(BudgetOptions options, AskScope scope)
    {
        var stage = $"stage '{scope.Stage}' of run '{scope.Run}'";
        var run = $"run '{scope.Run}'";
        const string Ledger = "the ledger, all runs together";
        if (options.MaxCostPerStage is { } stageCost) yield return new Cap("max-cost-per-stage", stage, scope.Run, scope.Stage, options.Currency, stageCost);
        if (options.MaxCostPerRun is { } runCost) yield return new Cap("max-cost-per-run", run, scope.Run, null, options.Currency, runCost);
        if (options.MaxCostPerLedger is { } ledgerCost) yield return new Cap("max-cost-per-ledger", Ledger, null, null, options.Currency, ledgerCost);
        if (options.MaxTokensPerStage is { } stageTokens) yield return new Cap("max-tokens-per-stage", stage, scope.Run, scope.Stage, null, stageTokens);
        if (options.MaxTokensPerRun is { } runTokens) yield return new Cap("max-tokens-per-run", run, scope.Run, null, null, runTokens);
        if (options.MaxTokensPerLedger is { } ledgerTokens) yield return new Cap("max-tokens-per-ledger", Ledger, null, null, null, ledgerTokens);
    }

    /// <summary>The part of a sum that this limit counts.</summary>
    public decimal Counted(Spend spend) => Currency is null ? spend.Tokens : spend.Cost;

    public bool Covers(AskScope scope) => (Run is null || Run == scope.Run) && (Stage is null || Stage == scope.Stage);

    /// <summary>An amount in words.</summary>
    public string Say(decimal amount) => Currency is null
        ? string.Create(CultureInfo.InvariantCulture, $"{amount:#,0} tokens")
        : string.Create(CultureInfo.InvariantCulture, $"{amount:0.00####} {Currency}");
}
