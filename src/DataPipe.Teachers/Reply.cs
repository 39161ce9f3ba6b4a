namespace DataPipe.Teachers;

/// <summary>What came of a request: answered, refused or failed. A value, never an exception.</summary>
public abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>What the provider said about its rate limits; null when it said nothing.</summary>
    public RateLimits? Limits { get; init; }

    /// <summary>Number of attempts it took, at least 1.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Hash of the canonical request, 64 hexadecimal digits: what the ledger has it under. Null when no ledger was asked.</summary>
    public string? RequestKey { get; init; }

    /// <summary>What the answers in it cost when they were made, in <see cref="Currency"/>; null when the price is unknown. The same whether the teacher gave them or the ledger.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Currency of the cost, three letters; null when there is none.</summary>
    public string? Currency { get; init; }

    /// <summary>Whether the reply comes from the ledger, so that nothing was paid for it now.</summary>
    public bool FromLedger { get; init; }

    /// <summary>Whether it came out of a batch, at the price of batches.</summary>
    public bool InBatch { get; init; }

    /// <summary>The teacher answered; some answers may be cut short or filtered.</summary>
    /// <param name="Choices">The answers in the provider's order, at least one.</param>
    /// <param name="Usage">What the request consumed.</param>
    /// <param name="Model">The model that answered, as the provider names it.</param>
    /// <param name="RequestId">The provider's id of the request, for support; null when it gave none.</param>
    public sealed record Answered(IReadOnlyList<Choice> Choices, Usage Usage, string Model, string? RequestId) : Reply;

    /// <summary>The provider's content filter or the model declined to answer.</summary>
    /// <param name="Reason">What it gave as reason.</param>
    public sealed record Refused(string Reason) : Reply
    {
        /// <summary>What the request consumed all the same.</summary>
        public Usage Usage { get; init; } = Usage.None;

        /// <summary>The provider's id of the request; null when it gave none.</summary>
        public string? RequestId { get; init; }
    }

    /// <summary>There is no answer.</summary>
    /// <param name="Kind">Why, by what can be done about it.</param>
    /// <param name="Message">What happened, for people; never holds a key.</param>
    public sealed record Failed(FailureKind Kind, string Message) : Reply
    {
        /// <summary>How long the provider asks to wait; null when it did not say.</summary>
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>Whether the request went out, so that it may have cost something.</summary>
        public bool WasSent { get; init; } = true;

        /// <summary>HTTP status code; null when no response came.</summary>
        public int? Status { get; init; }

        /// <summary>The provider's own error code, such as <c>model_not_found</c>; null when it gave none.</summary>
        public string? Code { get; init; }

        /// <summary>The provider's id of the request; null when it gave none.</summary>
        public string? RequestId { get; init; }
    }
}
