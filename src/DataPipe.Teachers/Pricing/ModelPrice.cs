namespace DataPipe.Teachers.Pricing;

/// <summary>What a model's tokens cost, per million, in one currency.</summary>
/// <param name="Currency">Three letters, such as <c>USD</c>.</param>
/// <param name="Input">A million tokens of prompt.</param>
/// <param name="Output">A million tokens of answer, hidden reasoning included.</param>
public sealed record ModelPrice(string Currency, decimal Input, decimal Output)
{
    /// <summary>Tokens that prices are quoted for.</summary>
    public const decimal TokensPerUnit = 1_000_000m;

    /// <summary>A million tokens of prompt that the provider had in its cache; null when they cost as much as others.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>A million tokens of prompt that the provider writes to its cache; null when they cost as much as others.</summary>
    public decimal? CacheWriteInput { get; init; }

    /// <summary>A million tokens of prompt in a batch; null when batches have no price of their own.</summary>
    public decimal? BatchInput { get; init; }

    /// <summary>A million tokens of answer in a batch; null when batches have no price of their own.</summary>
    public decimal? BatchOutput { get; init; }

    /// <summary>What a request cost.</summary>
    /// <param name="usage">Its tokens.</param>
    /// <param name="inBatch">Whether it went through the batch API.</param>
    public decimal Of(Usage usage, bool inBatch)
    {
        var cached = Math.Max(0, usage.CachedInputTokens);
        var written = Math.Max(0, usage.CacheWriteInputTokens);
        var fresh = Math.Max(0, usage.InputTokens - cached - written);
        var input = InputPrice(inBatch);
        // A batch's discount and the cache's do not add up everywhere: the cheaper of the two is what every provider grants at least.
        return ((fresh * input) + (cached * Math.Min(input, CachedInput ?? input)) + (written * WritePrice(inBatch)) + (usage.OutputTokens * OutputPrice(inBatch)))
            / TokensPerUnit;
    }

    /// <summary>The most a request of so many tokens can cost.</summary>
    public decimal AtMost(long inputTokens, long outputTokens, bool inBatch) =>
        ((inputTokens * Math.Max(InputPrice(inBatch), WritePrice(inBatch))) + (outputTokens * OutputPrice(inBatch))) / TokensPerUnit;

    private decimal WritePrice(bool inBatch) => CacheWriteInput ?? InputPrice(inBatch);

    private decimal InputPrice(bool inBatch) => inBatch ? BatchInput ?? Input : Input;

    private decimal OutputPrice(bool inBatch) => inBatch ? BatchOutput ?? Output : Output;
}
