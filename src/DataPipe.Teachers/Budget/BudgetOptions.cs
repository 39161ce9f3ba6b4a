using System.ComponentModel.DataAnnotations;

namespace DataPipe.Teachers.Budget;

/// <summary>What requests to teachers may cost at most. No cap is ever passed: a request that could is not sent.</summary>
public sealed record BudgetOptions
{
    private const string Least = "0";
    private const string Most = "1000000000000";

    /// <summary>Currency of the caps, three letters. A cap counts what is priced in its currency.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Largest cost of one request; null for no cap.</summary>
    [Range(typeof(decimal), Least, Most, ParseLimitsInInvariantCulture = true)]
    public decimal? MaxCostPerRequest { get; init; }

    /// <summary>Largest cost of a stage of a run; null for no cap.</summary>
    [Range(typeof(decimal), Least, Most, ParseLimitsInInvariantCulture = true)]
    public decimal? MaxCostPerStage { get; init; }

    /// <summary>Largest cost of a run, over all its starts; null for no cap.</summary>
    [Range(typeof(decimal), Least, Most, ParseLimitsInInvariantCulture = true)]
    public decimal? MaxCostPerRun { get; init; }

    /// <summary>Largest cost of all runs that share the ledger; null for no cap.</summary>
    [Range(typeof(decimal), Least, Most, ParseLimitsInInvariantCulture = true)]
    public decimal? MaxCostPerLedger { get; init; }

    /// <summary>Most tokens of one request, prompt and answers together; null for no cap.</summary>
    [Range(0, long.MaxValue)]
    public long? MaxTokensPerRequest { get; init; }

    /// <summary>Most tokens of a stage of a run; null for no cap.</summary>
    [Range(0, long.MaxValue)]
    public long? MaxTokensPerStage { get; init; }

    /// <summary>Most tokens of a run, over all its starts; null for no cap.</summary>
    [Range(0, long.MaxValue)]
    public long? MaxTokensPerRun { get; init; }

    /// <summary>Most tokens of all runs that share the ledger; null for no cap.</summary>
    [Range(0, long.MaxValue)]
    public long? MaxTokensPerLedger { get; init; }

    /// <summary>Whether there is any cap.</summary>
    internal bool IsCapped => HasCostCap || (MaxTokensPerRequest ?? MaxTokensPerStage ?? MaxTokensPerRun ?? MaxTokensPerLedger) is not null;

    /// <summary>Whether a cap is in money.</summary>
    internal bool HasCostCap => (MaxCostPerRequest ?? MaxCostPerStage ?? MaxCostPerRun ?? MaxCostPerLedger) is not null;
}
