namespace DataPipe.Teachers.Ledger;

/// <summary>What the records of a segment add up to. Not safe for concurrent use.</summary>
internal sealed class SegmentAccounts
{
    private readonly Dictionary<(string, string, AskScope, string, bool), CallTally> _calls = [];

    public SpendBook Spend { get; } = new();

    public IEnumerable<CallTally> Calls => _calls.Values;

    /// <summary>Numbers of the segments that this one stands for.</summary>
    public IReadOnlyList<int> Replaces { get; private set; } = [];

    /// <summary>Canonical requests in it.</summary>
    public long Requests { get; set; }

    /// <summary>Adds a record's content as <see cref="RecordContent"/> reads it.</summary>
    public void Add(RecordKind kind, object? content)
    {
        switch (content)
        {
            case LedgerEntry entry:
                Add(CallTally.Of(entry, kind == RecordKind.Answer));
                break;
            case Reservation reservation:
                Spend.Add(reservation);
                break;
            case Settlement settlement:
                Spend.Add(settlement);
                break;
            case SettledSpend spend:
                Spend.Add(spend);
                break;
            case IReadOnlyList<int> replaces:
                Replaces = replaces;
                break;
            default:
                Requests += kind == RecordKind.Request ? 1 : 0;
                break;
        }
    }

    public void Add(CallTally tally)
    {
        var key = (tally.Teacher, tally.Model, tally.Scope, tally.Currency, tally.Simulated);
        _calls[key] = _calls.TryGetValue(key, out var sum) ? sum.Plus(tally) : tally;
    }
}
