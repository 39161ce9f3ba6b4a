namespace DataPipe.Teachers.Ledger;

/// <content>Looking at all of it.</content>
public sealed partial class CallLedger
{
    /// <summary>Counts and sums; costs no reading of records.</summary>
    public LedgerSummary Summary()
    {
        lock (_gate)
        {
            var all = new SegmentAccounts();
            foreach (var segment in _segments)
            {
                all.Requests += segment.Accounts.Requests;
                foreach (var tally in segment.Accounts.Calls) all.Add(tally);
            }

            return new LedgerSummary(
                _segments.Length,
                _segments.Sum(s => s.Bytes),
                all.Requests,
                [.. all.Calls.OrderBy(t => t.Teacher, StringComparer.Ordinal).ThenBy(t => t.Model, StringComparer.Ordinal)
                    .ThenBy(t => t.Scope.Run, StringComparer.Ordinal).ThenBy(t => t.Scope.Stage, StringComparer.Ordinal)],
                [.. _book.Settled.Select(s => (s.Scope, s.Currency, s.Amount))],
                [.. _book.Open.GroupBy(r => r.Currency).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Aggregate(default(Spend), (sum, r) => sum + r.Amount)))],
                _book.Open.Count,
                [.. _segments.OfType<LiveSegment>().SelectMany(s => s.Damage)]);
        }
    }

    /// <summary>All entries, in the order of the files; refused and failed calls among them. What is damaged is left out.</summary>
    public IEnumerable<LedgerEntry> Entries()
    {
        foreach (var segment in Segments)
        {
            var scanner = new FrameScanner(segment.File, 0, null);
            while (scanner.Next())
            {
                if (scanner.Header.Kind is RecordKind.Answer or RecordKind.NonAnswer && Entry(scanner.Header, scanner.Payload) is { } entry)
                    yield return scanner.Header.Kind == RecordKind.NonAnswer && entry.Outcome == EntryOutcome.Answer ? entry with { Outcome = EntryOutcome.Surplus } : entry;
            }
        }
    }

    /// <summary>Entries whose key starts with some hexadecimal digits. Reads the whole ledger.</summary>
    /// <param name="prefix">Digits, lower case.</param>
    public IEnumerable<LedgerEntry> EntriesOf(string prefix) => Entries().Where(e => e.Key.ToString().StartsWith(prefix, StringComparison.Ordinal));
}
