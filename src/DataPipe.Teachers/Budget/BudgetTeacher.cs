using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Budget;

/// <summary>Asks another teacher as long as no cap could be passed. Stands inside the retries, so that every attempt is counted.</summary>
public sealed class BudgetTeacher : ITeacher, IDisposable
{
    private readonly ITeacher _inner;
    private readonly RequestBudget _budget;

    /// <summary>Wraps a teacher and takes over its disposal.</summary>
    /// <param name="inner">The teacher that sends each attempt.</param>
    /// <param name="caps">The caps and what is spent so far.</param>
    /// <param name="scope">On whose account.</param>
    /// <param name="price">What the teacher's tokens cost.</param>
    /// <exception cref="TeacherConfigurationException">A cap is in money and the price is unknown, or in another currency.</exception>
    public BudgetTeacher(ITeacher inner, SpendingCaps caps, AskScope scope, KnownPrice price) =>
        (_inner, _budget) = (inner, new RequestBudget(caps, scope, inner.Identity, price));

    /// <inheritdoc/>
    public TeacherIdentity Identity => _inner.Identity;

    /// <inheritdoc/>
    public string Id => _inner.Id;

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (PromptRules.FaultOf(prompt) is { } fault) return new Reply.Failed(FailureKind.InvalidRequest, fault) { WasSent = false };
        if (!_budget.IsCapped) return await _inner.AskAsync(prompt, cancellation).ConfigureAwait(false);
        var key = RequestKey.Of(Identity, Id, prompt);
        var (reservation, refusal) = await _budget.ReserveAsync(prompt, key, inBatch: false, cancellation).ConfigureAwait(false);
        if (reservation is null) return refusal!;
        try
        {
            var reply = await _inner.AskAsync(prompt, cancellation).ConfigureAwait(false);
            _budget.Settle(reservation, key, reply, inBatch: false);
            return reply;
        }
        catch (NotSentException)
        {
            _budget.GiveBack(reservation, key);
            throw;
        }
        catch
        {
            _budget.Leave(reservation);
            throw;
        }
    }

    /// <summary>Asks whether a second copy of a request that is under way may be sent. What is granted stays spent: the copy that loses is cut off, and nobody knows what it cost.</summary>
    /// <param name="prompt">The request.</param>
    /// <param name="cancellation">Gives the question up.</param>
    public ValueTask<bool> MayRepeatAsync(Prompt prompt, CancellationToken cancellation) =>
        _budget.IsCapped ? _budget.MayRepeatAsync(prompt, RequestKey.Of(Identity, Id, prompt), cancellation) : ValueTask.FromResult(true);

    /// <summary>Disposes of the wrapped teacher.</summary>
    public void Dispose() => (_inner as IDisposable)?.Dispose();
}
