using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Ledger;

/// <summary>A reply as the entries of a ledger, and entries as a reply.</summary>
internal sealed class KeptReply(ITeacher teacher, AskScope scope, ModelPrice? price, RequestKey key, Prompt prompt, DateTimeOffset time, TimeSpan latency, bool inBatch)
{
    // Reasons are for people: a provider's page of HTML is cut.
    private const int MaxReasonChars = 2_000;

    /// <summary>The reply that kept answers make.</summary>
    /// <param name="entries">One for each sample in order, all answers.</param>
    public static Reply.Answered Served(LedgerEntry[] entries)
    {
        var usage = Usage.None;
        foreach (var entry in entries) usage = usage.Plus(entry.Usage);
        var (cost, currency) = SumOf(entries);
        return new Reply.Answered([.. entries.Select(e => e.Choice!)], usage, entries[0].Model, entries[0].RequestId)
        {
            RequestKey = entries[0].Key.ToString(), Cost = cost, Currency = currency, FromLedger = true, Attempts = entries[0].Attempts,
        };
    }

    /// <summary>The entries to keep, and the reply that the asker gets: with the kept answer wherever there is one already.</summary>
    /// <param name="reply">What came.</param>
    /// <param name="find">The kept answer to a sample.</param>
    public (IReadOnlyList<LedgerEntry> Entries, Reply Reply) Of(Reply reply, Func<int, LedgerEntry?> find)
    {
        switch (reply)
        {
            case Reply.Answered answered:
                return OfAnswer(answered, find);
            case Reply.Refused refused:
                return (
                    [Entry(0, EntryOutcome.Refused, null, Cut(refused.Reason), teacher.Identity.Model, refused.Usage, refused.RequestId, refused.Attempts)],
                    refused with { RequestKey = key.ToString(), Cost = CostOf(refused.Usage), Currency = CurrencyOf(refused.Usage) });
            default:
                var failed = (Reply.Failed)reply;
                return (
                    [Entry(0, EntryOutcome.Failed, null, Cut($"{failed.Kind}: {failed.Message}"), teacher.Identity.Model, Usage.None, failed.RequestId, failed.Attempts)],
                    failed with { RequestKey = key.ToString() });
        }
    }

    private (IReadOnlyList<LedgerEntry> Entries, Reply Reply) OfAnswer(Reply.Answered answered, Func<int, LedgerEntry?> find)
    {
        var entries = new LedgerEntry[answered.Choices.Count];
        var served = new LedgerEntry[answered.Choices.Count];
        var choices = new Choice[answered.Choices.Count];
        for (var sample = 0; sample < choices.Length; sample++)
        {
            var choice = answered.Choices[sample];
            var kept = find(sample);
            choices[sample] = kept?.Choice ?? choice;
            var outcome = kept is not null ? EntryOutcome.Surplus : OutcomeOf(choice);
            entries[sample] = Entry(sample, outcome, choice, null, answered.Model, ShareOf(answered.Usage, sample, choices.Length), answered.RequestId, answered.Attempts);
            served[sample] = kept ?? entries[sample];
        }

        // What the answers in it cost and who gave them, so that the same is said when the ledger serves them.
        var (cost, currency) = SumOf(served);
        return (entries, answered with { Choices = choices, RequestKey = key.ToString(), Model = served.Length > 0 ? served[0].Model : answered.Model, Cost = cost, Currency = currency });
    }

    private static (decimal? Cost, string? Currency) SumOf(LedgerEntry[] entries)
    {
        var sum = 0m;
        foreach (var entry in entries)
        {
            if (entry.Cost is not { } cost || entry.Currency != entries[0].Currency) return (null, null);
            sum += cost;
        }

        return entries.Length == 0 ? (null, null) : (sum, entries[0].Currency);
    }

    private EntryOutcome OutcomeOf(Choice choice) => choice.Finish switch
    {
        // A request for the log-probabilities of one token is answered by that token: its end at the limit is what was asked for.
        FinishReason.Length => prompt.MaxTokens == 1 && prompt.TopLogprobs is not null ? EntryOutcome.Answer : EntryOutcome.CutShort,
        FinishReason.Filtered => EntryOutcome.Filtered,
        _ => EntryOutcome.Answer,
    };

    // The prompt was paid once, whatever the number of answers; answers are not counted one by one. The shares add up to the whole.
    private static Usage ShareOf(Usage usage, int sample, int samples)
    {
        var isFirst = sample == 0;
        return new Usage(isFirst ? usage.InputTokens : 0, Part(usage.OutputTokens), isFirst ? usage.CachedInputTokens : 0)
        {
            ReasoningTokens = Part(usage.ReasoningTokens),
            CacheWriteInputTokens = isFirst ? usage.CacheWriteInputTokens : 0,
            IsReported = usage.IsReported,
        };

        long Part(long all) => (all / samples) + (sample < all % samples ? 1 : 0);
    }

    private decimal? CostOf(Usage usage) => usage.IsReported ? price?.Of(usage, inBatch) : null;

    private string? CurrencyOf(Usage usage) => CostOf(usage) is null ? null : price!.Currency;

    private LedgerEntry Entry(int sample, EntryOutcome outcome, Choice? choice, string? reason, string model, Usage usage, string? requestId, int attempts)
    {
        var cost = CostOf(usage);
        return new LedgerEntry
        {
            Key = key, Sample = sample, Outcome = outcome, Choice = choice, Reason = reason, Time = time,
            Teacher = teacher.Id, Provider = teacher.Identity.Provider, Model = model, Usage = usage,
            Cost = cost, Currency = cost is null ? null : price!.Currency,
            Latency = latency, RequestId = requestId, Attempts = attempts, Scope = scope, Simulated = teacher.Identity.Simulated,
        };
    }

    private static string Cut(string reason) => reason.Length <= MaxReasonChars ? reason : reason[..MaxReasonChars];
}
