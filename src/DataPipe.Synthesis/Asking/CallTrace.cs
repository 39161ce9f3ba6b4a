using DataPipe.Core.Records;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Asking;

/// <summary>A call to a teacher, as far as the provenance of what it made tells of it.</summary>
public sealed record CallTrace
{
    /// <summary>The model as the provider named it in its reply; null when there was no answer.</summary>
    public string? Model { get; init; }

    /// <summary>Hash of the request; null when no ledger was kept.</summary>
    public string? Request { get; init; }

    /// <summary>What the call cost when it was made, or a share of that; null when it is unknown.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Currency of the cost, three letters; null when there is none.</summary>
    public string? Currency { get; init; }

    /// <summary>Whether the teacher's answers may train models: <c>allowed</c>, <c>unclear</c> or <c>forbidden</c>.</summary>
    public string? Use { get; init; }

    /// <summary>Whether the teacher is simulated: such a call is free even where nothing says so.</summary>
    public bool Simulated { get; init; }

    /// <summary>The part of a call that made several records which falls on one of them. The parts are equal to a billionth and add up to the whole.</summary>
    /// <param name="at">Which of the records, from 0.</param>
    /// <param name="of">How many records, at least 1.</param>
    public CallTrace Share(int at, int of) => this with { Cost = Cost is { } cost ? UpTo(cost, at + 1, of) - UpTo(cost, at, of) : null };

    /// <summary>Provenance with what made the record.</summary>
    /// <param name="made">Who made it, by which prompt, out of what.</param>
    /// <param name="calls">The calls, or its shares of them; null for one that an earlier version did not note.</param>
    /// <param name="parentsUse">The most restrictive use of its parents; null when they carry none.</param>
    public static Provenance On(Provenance made, IReadOnlyList<CallTrace?> calls, string? parentsUse)
    {
        List<string> requests = [];
        var (cost, currency, isKnown) = ((decimal?)null, (string?)null, true);
        var use = parentsUse;
        foreach (var call in calls)
        {
            if (call?.Request is { } request && !requests.Contains(request)) requests.Add(request);
            use = PermittedUse.MostRestrictive(use, PermittedUse.OfRecord(call?.Use, made.Teacher));
            if (call is { Cost: null, Simulated: true }) continue;
            // Amounts in several currencies have no sum.
            isKnown &= call?.Cost is not null && (currency ?? call.Currency) == call.Currency;
            currency ??= call?.Currency;
            cost = (cost ?? 0) + (call?.Cost ?? 0);
        }

        return made with { Requests = requests, Cost = isKnown ? cost : null, Currency = isKnown && cost is not null ? currency : null, Use = use };
    }

    private static decimal UpTo(decimal cost, int records, int of) => decimal.Round(cost * records / of, Provenance.CostDecimals);
}
