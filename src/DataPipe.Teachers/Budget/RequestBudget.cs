using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Budget;

/// <summary>Sets the most that one teacher's requests can cost aside before they are sent, and replaces it by what they did cost. Safe for concurrent use.</summary>
internal sealed class RequestBudget
{
    // Statuses that a gateway gives when it does not know what became of the request behind it.
    private static readonly int[] UnknownStatuses = [408, 500, 502, 504];

    private readonly SpendingCaps _caps;
    private readonly AskScope _scope;
    private readonly TeacherIdentity _teacher;
    private readonly KnownPrice _price;
    private readonly bool _repeatsPrompt;

    /// <summary>Counts on an account.</summary>
    /// <exception cref="TeacherConfigurationException">A cap is in money and the price is unknown, or in another currency.</exception>
    public RequestBudget(SpendingCaps caps, AskScope scope, TeacherIdentity teacher, KnownPrice price)
    {
        (_caps, _scope, _teacher, _price) = (caps, scope, teacher, price);
        // The Messages protocol has no number of samples: each is a request of its own.
        _repeatsPrompt = teacher.Provider == "anthropic";
        var options = caps.Options;
        if (!options.HasCostCap) return;
        if (price.Price is null)
            throw new TeacherConfigurationException("Price", $"The budget has a cap in {options.Currency}, and the price of '{teacher.Model}' at {teacher.EndpointHost} is unknown.", "Give the teacher a 'price' with 'input' and 'output' per million tokens (0 for a model on machines of your own), or cap tokens instead.");
        if (price.Price.Currency != options.Currency)
            throw new TeacherConfigurationException("Price", $"The price of '{teacher.Model}' is in {price.Price.Currency} and the budget's caps are in {options.Currency}.", "Give the teacher a 'price' in the currency of the budget.");
    }

    /// <summary>Whether anything is counted at all.</summary>
    public bool IsCapped => _caps.Options.IsCapped;

    /// <summary>On whose account.</summary>
    public AskScope Scope => _scope;

    /// <summary>Sets the most that a request can cost aside; waits while others may give something back.</summary>
    /// <returns>The reservation, or why the request must not be sent.</returns>
    public async Task<(Reservation? Reservation, Reply.Failed? Refusal)> ReserveAsync(Prompt prompt, RequestKey key, bool inBatch, CancellationToken cancellation)
    {
        if (BoundOf(prompt, inBatch) is not { } bound) return (null, Unbounded());
        var (reservation, refusal) = await _caps.ReserveAsync(_scope, key, Currency, bound, cancellation).ConfigureAwait(false);
        return (reservation, reservation is null ? new Reply.Failed(FailureKind.BudgetExhausted, refusal!) { WasSent = false } : null);
    }

    /// <summary>Sets the same aside for a second copy if there is room now, and leaves it spent.</summary>
    public async ValueTask<bool> MayRepeatAsync(Prompt prompt, RequestKey key, CancellationToken cancellation)
    {
        if (BoundOf(prompt, inBatch: false) is not { } bound) return false;
        // It must not wait for requests under way, of which it copies one.
        if (await _caps.TryReserveAsync(_scope, key, Currency, bound, cancellation).ConfigureAwait(false) is not { } reservation) return false;
        _caps.Leave(reservation);
        return true;
    }

    /// <summary>Counts a reservation of an earlier process among those that may give something back; false when it is settled.</summary>
    public bool TryAdopt(Reservation reservation) => _caps.TryAdopt(reservation);

    /// <summary>Replaces a reservation by what a reply cost, where that is known.</summary>
    public void Settle(Reservation reservation, RequestKey key, Reply reply, bool inBatch)
    {
        if (SpentOn(reply, inBatch) is { } spent) _caps.Settle(reservation, key, spent);
        else _caps.Leave(reservation);
    }

    /// <summary>Gives a reservation back: nothing was sent on it.</summary>
    public void GiveBack(Reservation reservation, RequestKey key) => _caps.Settle(reservation, key, default);

    /// <summary>Leaves a reservation as it is: nobody knows what became of its request.</summary>
    public void Leave(Reservation reservation) => _caps.Leave(reservation);

    private string Currency => _price.Price?.Currency ?? "";

    private Spend? BoundOf(Prompt prompt, bool inBatch) => RequestBound.Of(prompt, _price.MaxOutputTokens, _repeatsPrompt)?.AtMost(_price.Price, inBatch);

    // Null where nobody knows: the whole reservation stays spent.
    private Spend? SpentOn(Reply reply, bool inBatch) => reply switch
    {
        Reply.Answered answered => SpentOn(answered.Usage, inBatch),
        Reply.Refused refused => SpentOn(refused.Usage, inBatch),
        Reply.Failed { WasSent: false } => default(Spend),
        // Of a batch that is over, providers charge the rows that they answered.
        Reply.Failed when inBatch => default(Spend),
        // A status that the provider itself gives for a request it did not answer: providers charge for answers.
        Reply.Failed { Status: { } status } when !UnknownStatuses.Contains(status) && status >= 300 => default(Spend),
        _ => null,
    };

    private Spend? SpentOn(Usage usage, bool inBatch) =>
        usage.IsReported ? new Spend(_price.Price?.Of(usage, inBatch) ?? 0, usage.InputTokens + usage.OutputTokens) : null;

    private Reply.Failed Unbounded() => new(
        FailureKind.InvalidRequest,
        $"The budget has a cap, and nothing limits the answer of '{_teacher.Model}': the most it can cost is unknown. Give the request 'max-tokens', or the teacher's 'price' a 'max-output-tokens'.")
    {
        WasSent = false,
    };
}
