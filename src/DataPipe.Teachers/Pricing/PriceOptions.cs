using System.ComponentModel.DataAnnotations;

namespace DataPipe.Teachers.Pricing;

/// <summary>What a teacher's tokens cost, where the built-in list does not know it or a contract says otherwise. Prices are per million tokens.</summary>
public sealed record PriceOptions
{
    private const string Most = "1000000";

    /// <summary>Currency of the prices, three letters.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>A million tokens of prompt; null to look it up. 0 for a model on machines of one's own.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true)]
    public decimal? Input { get; init; }

    /// <summary>A million tokens of answer; null to look it up. 0 for a model on machines of one's own.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true)]
    public decimal? Output { get; init; }

    /// <summary>A million tokens of prompt that the provider had in its cache; null for the price of others.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true)]
    public decimal? CachedInput { get; init; }

    /// <summary>A million tokens of prompt that the provider writes to its cache; null for the price of others.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true)]
    public decimal? CacheWriteInput { get; init; }

    /// <summary>A million tokens of prompt in a batch; null for the price online.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true)]
    public decimal? BatchInput { get; init; }

    /// <summary>A million tokens of answer in a batch; null for the price online.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true)]
    public decimal? BatchOutput { get; init; }

    /// <summary>Longest answer the model can give, in tokens: the upper bound for prompts that set no limit of their own. Null to look it up.</summary>
    [Range(1, 100_000_000)]
    public int? MaxOutputTokens { get; init; }
}
