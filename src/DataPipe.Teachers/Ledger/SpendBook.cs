namespace DataPipe.Teachers.Ledger;

/// <summary>
/// What was spent and what may still be, by run, stage and currency. A reservation counts whole until its settlement is seen, and for ever when there is
/// none: nobody knows what became of the request. Records may come in any order. Not safe for concurrent use.
/// </summary>
internal sealed class SpendBook
{
    private readonly Dictionary<ulong, Reservation> _open = [];
    private readonly Dictionary<ulong, Settlement> _early = [];
    private readonly Dictionary<(string Run, string Stage, string Currency), Spend> _settled = [];

    // Sums by stage, by run (no stage) and of all (neither), settled and open together.
    private readonly Dictionary<(string? Run, string? Stage, string Currency), decimal> _cost = [];
    private readonly Dictionary<(string? Run, string? Stage), long> _tokens = [];

    /// <summary>Reservations without a settlement.</summary>
    public IReadOnlyCollection<Reservation> Open => _open.Values;

    public bool IsOpen(ulong id) => _open.ContainsKey(id);

    /// <summary>Settlements whose reservation was not seen.</summary>
    public IReadOnlyCollection<Settlement> Early => _early.Values;

    /// <summary>Sums of what is settled, in a fixed order.</summary>
    public IEnumerable<SettledSpend> Settled =>
        _settled.OrderBy(s => s.Key.Run, StringComparer.Ordinal).ThenBy(s => s.Key.Stage, StringComparer.Ordinal).ThenBy(s => s.Key.Currency, StringComparer.Ordinal)
            .Select(s => new SettledSpend(new AskScope(s.Key.Run, s.Key.Stage), s.Key.Currency, s.Value));

    /// <summary>Spent and reserved together.</summary>
    /// <param name="run">A run; null for all.</param>
    /// <param name="stage">A stage of it; null for all.</param>
    /// <param name="currency">What the cost is counted in; costs in others are left out, tokens are not.</param>
    public Spend Total(string? run, string? stage, string currency) =>
        new(_cost.GetValueOrDefault((run, stage, currency)), _tokens.GetValueOrDefault((run, stage)));

    public void Add(Reservation reservation)
    {
        if (_early.Remove(reservation.Id, out var settlement))
        {
            Add(new SettledSpend(reservation.Scope, reservation.Currency, settlement.Amount));
        }
        else if (_open.TryAdd(reservation.Id, reservation))
        {
            Count(reservation.Scope, reservation.Currency, reservation.Amount);
        }
    }

    public void Add(Settlement settlement)
    {
        if (_open.Remove(settlement.Id, out var reservation))
        {
            Count(reservation.Scope, reservation.Currency, default(Spend) - reservation.Amount);
            Add(new SettledSpend(reservation.Scope, reservation.Currency, settlement.Amount));
        }
        else
        {
            _early[settlement.Id] = settlement;
        }
    }

    public void Add(SettledSpend spend)
    {
        var key = (spend.Scope.Run, spend.Scope.Stage, spend.Currency);
        _settled[key] = _settled.GetValueOrDefault(key) + spend.Amount;
        Count(spend.Scope, spend.Currency, spend.Amount);
    }

    public void Add(SpendBook other)
    {
        foreach (var spend in other.Settled) Add(spend);
        foreach (var reservation in other._open.Values) Add(reservation);
        foreach (var settlement in other._early.Values) Add(settlement);
    }

    private void Count(AskScope scope, string currency, Spend amount)
    {
        Count(scope.Run, scope.Stage, currency, amount);
        Count(scope.Run, null, currency, amount);
        Count(null, null, currency, amount);
    }

    private void Count(string? run, string? stage, string currency, Spend amount)
    {
        _cost[(run, stage, currency)] = _cost.GetValueOrDefault((run, stage, currency)) + amount.Cost;
        _tokens[(run, stage)] = _tokens.GetValueOrDefault((run, stage)) + amount.Tokens;
    }
}
