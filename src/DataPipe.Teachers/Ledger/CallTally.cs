namespace DataPipe.Teachers.Ledger;

/// <summary>Calls of one teacher on one account, counted.</summary>
/// <param name="Teacher">The teacher's stable id.</param>
/// <param name="Model">The model that answered.</param>
/// <param name="Scope">On whose account.</param>
/// <param name="Currency">Currency of <see cref="Cost"/>; empty when no cost is known.</param>
/// <param name="Simulated">Whether the answers are simulated.</param>
public sealed record CallTally(string Teacher, string Model, AskScope Scope, string Currency, bool Simulated)
{
    /// <summary>Answers that are served again.</summary>
    public long Answers { get; init; }

    /// <summary>Entries that are not: refused, failed, cut short, filtered, or to be had already.</summary>
    public long NonAnswers { get; init; }

    /// <summary>Tokens of prompts.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of answers.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The part of <see cref="InputTokens"/> that the provider had in its cache.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>What they cost, as far as it is known.</summary>
    public decimal Cost { get; init; }

    /// <summary>Entries whose price is unknown.</summary>
    public long Unpriced { get; init; }

    /// <summary>Both together; of the same teacher and account.</summary>
    /// <param name="other">What else was counted.</param>
    public CallTally Plus(CallTally other) => this with
    {
        Answers = Answers + other.Answers,
        NonAnswers = NonAnswers + other.NonAnswers,
        InputTokens = InputTokens + other.InputTokens,
        OutputTokens = OutputTokens + other.OutputTokens,
        CachedInputTokens = CachedInputTokens + other.CachedInputTokens,
        Cost = Cost + other.Cost,
        Unpriced = Unpriced + other.Unpriced,
    };

    internal static CallTally Of(LedgerEntry entry, bool isAnswer) => new(entry.Teacher, entry.Model, entry.Scope, entry.Currency ?? "", entry.Simulated)
    {
        Answers = isAnswer ? 1 : 0,
        NonAnswers = isAnswer ? 0 : 1,
        InputTokens = entry.Usage.InputTokens,
        OutputTokens = entry.Usage.OutputTokens,
        CachedInputTokens = entry.Usage.CachedInputTokens,
        Cost = entry.Cost ?? 0,
        Unpriced = entry.Cost is null && entry.Outcome != EntryOutcome.Failed ? 1 : 0,
    };
}
