using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Budget;

/// <summary>What requests will cost, before any is made.</summary>
/// <param name="Requests">How many requests.</param>
/// <param name="AtMost">The most they can consume when each is sent once; null when nothing limits the answers, or the price is unknown.</param>
/// <param name="Expected">What they will likely consume; null when the price is unknown.</param>
public sealed record CostEstimate(long Requests, Spend? AtMost, Spend? Expected)
{
    // A token of the vocabularies in use stands for about four bytes of English text. Source: OpenAI's documentation of its tokenizer.
    private const double BytesPerToken = 4;
    private const double TokensAroundMessage = 4;

    // Where nothing is known of the answers: half of what they may have, and a page at most.
    private const double ExpectedFraction = 0.5;
    private const double ExpectedPageTokens = 700;

    /// <summary>How long an answer is, in tokens, where nothing is known of it but its largest length.</summary>
    public static double GuessedTokens(int? maxTokens) => Math.Min(ExpectedPageTokens, ExpectedFraction * (maxTokens ?? double.MaxValue));

    /// <summary>Estimates the cost of requests to one teacher.</summary>
    /// <param name="groups">The requests by size.</param>
    /// <param name="price">What the teacher's tokens cost.</param>
    /// <param name="inBatch">Whether they go through the batch API.</param>
    /// <param name="meanOutputTokens">Mean length of an answer as the ledger has it for this teacher and stage; null when it knows none.</param>
    public static CostEstimate Of(IReadOnlyList<RequestGroup> groups, KnownPrice price, bool inBatch, double? meanOutputTokens)
    {
        var (requests, most, expected) = (0L, (Spend?)default(Spend), default(Spend));
        foreach (var group in groups)
        {
            requests += group.Requests;
            var largest = new Prompt
            {
                Messages = [.. Enumerable.Range(0, Math.Max(1, group.MessagesPerPrompt)).Select(_ => new Message(Role.User, ""))],
                MaxTokens = group.MaxTokens, Samples = group.Samples,
            };
            most = RequestBound.Of(largest, price.MaxOutputTokens, repeatsPrompt: false) is { } bound
                ? most + Times(group.Requests, (bound with { InputTokens = bound.InputTokens + group.MaxPromptBytes }).AtMost(price.Price, inBatch))
                : null;
            var input = (group.PromptBytes / BytesPerToken) + (TokensAroundMessage * group.MessagesPerPrompt);
            var answer = Math.Min(meanOutputTokens ?? GuessedTokens(group.MaxTokens), group.MaxTokens ?? double.MaxValue);
            var usage = new Usage((long)Math.Ceiling(input * group.Requests), (long)Math.Ceiling(answer * group.Samples * group.Requests), 0);
            expected += new Spend(price.Price?.Of(usage, inBatch) ?? 0, usage.InputTokens + usage.OutputTokens);
        }

        return price.Price is null ? new CostEstimate(requests, null, null) : new CostEstimate(requests, most, expected);
    }

    private static Spend Times(long times, Spend amount) => new(amount.Cost * times, amount.Tokens * times);
}
