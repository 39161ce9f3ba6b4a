using System.Globalization;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Budget;

/// <summary>Asks another teacher as long as no cap could be passed. Stands inside the retries, so that every attempt is counted.</summary>
public sealed class BudgetTeacher : ITeacher, IDisposable
{
    // Statuses that a gateway gives when it does not know what became of the request behind it.
    private static readonly int[] UnknownStatuses = [408, 500, 502, 504];

    private readonly ITeacher _inner;
    private readonly SpendingCaps _caps;
    private readonly AskScope _scope;
    private readonly KnownPrice _price;
    private readonly bool _repeatsPrompt;

    /// <summary>Wraps a teacher and takes over its disposal.</summary>
    /// <param name="inner">The teacher that sends each attempt.</param>
    /// <param name="caps">The caps and what is spent so far.</param>
    /// <param name="scope">On whose account.</param>
    /// <param name="price">What the teacher's tokens cost.</param>
    /// <exception cref="TeacherConfigurationException">A cap is in money and the price is unknown, or in another currency.</exception>
    public BudgetTeacher(ITeacher inner, SpendingCaps caps, AskScope scope, KnownPrice price)
    {
        (_inner, _caps, _scope, _price) = (inner, caps, scope, price);
        // The Messages protocol has no number of samples: each is a request of its own.
        _repeatsPrompt = inner.Identity.Provider == "anthropic";
        var options = caps.Options;
        if (!options.HasCostCap) return;
        if (price.Price is null)
            throw new TeacherConfigurationException("Price", $"The budget has a cap in {options.Currency}, and the price of '{inner.Identity.Model}' at {inner.Identity.EndpointHost} is unknown.", "Give the teacher a 'price' with 'input' and 'output' per million tokens (0 for a model on machines of your own), or cap tokens instead.");
        if (price.Price.Currency != options.Currency)
            throw new TeacherConfigurationException("Price", $"The price of '{inner.Identity.Model}' is in {price.Price.Currency} and the budget's caps are in {options.Currency}.", "Give the teacher a 'price' in the currency of the budget.");
    }

    /// <inheritdoc/>
    public TeacherIdentity Identity => _inner.Identity;

    /// <inheritdoc/>
    public string Id => _inner.Id;

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (PromptRules.FaultOf(prompt) is { } fault) return new Reply.Failed(FailureKind.InvalidRequest, fault) { WasSent = false };
        if (!_caps.Options.IsCapped) return await _inner.AskAsync(prompt, cancellation);
        if (BoundOf(prompt) is not { } bound) return Unbounded();
        var key = RequestKey.Of(Identity, Id, prompt);
        var (reservation, refusal) = await _caps.ReserveAsync(_scope, key, _price.Price?.Currency ?? "", bound, cancellation);
        if (reservation is null) return new Reply.Failed(FailureKind.BudgetExhausted, refusal!) { WasSent = false };

        Reply reply;
        try
        {
            reply = await _inner.AskAsync(prompt, cancellation);
        }
        catch
        {
            _caps.Leave(reservation);
            throw;
        }

        if (SpentOn(reply) is { } spent) _caps.Settle(reservation, key, spent);
        else _caps.Leave(reservation);
        return reply;
    }

    /// <summary>Asks whether a second copy of a request that is under way may be sent. What is granted stays spent: the copy that loses is cut off, and nobody knows what it cost.</summary>
    /// <param name="prompt">The request.</param>
    /// <param name="cancellation">Gives the question up.</param>
    public async ValueTask<bool> MayRepeatAsync(Prompt prompt, CancellationToken cancellation)
    {
        if (!_caps.Options.IsCapped) return true;
        if (BoundOf(prompt) is not { } bound) return false;
        // It must not wait for requests under way, of which it copies one.
        if (await _caps.TryReserveAsync(_scope, RequestKey.Of(Identity, Id, prompt), _price.Price?.Currency ?? "", bound, cancellation) is not { } reservation) return false;
        _caps.Leave(reservation);
        return true;
    }

    /// <summary>Disposes of the wrapped teacher.</summary>
    public void Dispose() => (_inner as IDisposable)?.Dispose();

    private Spend? BoundOf(Prompt prompt) => RequestBound.Of(prompt, _price.MaxOutputTokens, _repeatsPrompt)?.AtMost(_price.Price, inBatch: false);

    // Null where nobody knows: the whole reservation stays spent.
    private Spend? SpentOn(Reply reply) => reply switch
    {
        Reply.Answered answered => SpentOn(answered.Usage),
        Reply.Refused refused => SpentOn(refused.Usage),
        Reply.Failed { WasSent: false } => default(Spend),
        // A status that the provider itself gives for a request it did not answer: providers charge for answers.
        Reply.Failed { Status: { } status } when !UnknownStatuses.Contains(status) && status >= 300 => default(Spend),
        _ => null,
    };

    private Spend? SpentOn(Usage usage) =>
        usage.IsReported ? new Spend(_price.Price?.Of(usage, inBatch: false) ?? 0, usage.InputTokens + usage.OutputTokens) : null;

    private Reply.Failed Unbounded() => new(
        FailureKind.InvalidRequest,
        string.Create(CultureInfo.InvariantCulture, $"The budget has a cap, and nothing limits the answer of '{Identity.Model}': the most it can cost is unknown. Give the request 'max-tokens', or the teacher's 'price' a 'max-output-tokens'."))
    {
        WasSent = false,
    };
}
