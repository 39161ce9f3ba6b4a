namespace DataPipe.Teachers.Ledger;

/// <content>Writing: calls and money.</content>
public sealed partial class CallLedger
{
    // Money records that are handed in and not durable yet: no segment's sums have them.
    private readonly HashSet<object> _underWay = new(ReferenceEqualityComparer.Instance);
    private SpendBook _book;
    private uint _reservations;

    /// <summary>Keeps entries of one request; done when they are durable.</summary>
    /// <param name="entries">The entries; an answer that is there already is kept as a call that is not served.</param>
    /// <param name="canonical">The canonical request, kept once where the options ask for it; empty when there is none.</param>
    /// <exception cref="IOException">They may not be durable; nothing more can be written then.</exception>
    internal Task AppendAsync(IReadOnlyList<LedgerEntry> entries, ReadOnlySpan<byte> canonical)
    {
        var records = new List<PendingRecord>(entries.Count + 1);
        foreach (var entry in entries)
        {
            var isAnswer = entry.Outcome == EntryOutcome.Answer && !Has(new EntryKey(entry.Key, (ushort)entry.Sample));
            var frame = FrameHeader.Frame(isAnswer ? RecordKind.Answer : RecordKind.NonAnswer, (ushort)entry.Sample, entry.Time, entry.Key, EntryJson.Payload(entry));
            records.Add(new PendingRecord(frame, entry));
        }

        if (_options.KeepRequests && !canonical.IsEmpty && entries.Count > 0 && !Has(new EntryKey(entries[0].Key, FrameHeader.RequestSlot)))
            records.Add(new PendingRecord(FrameHeader.Frame(RecordKind.Request, FrameHeader.RequestSlot, entries[0].Time, entries[0].Key, canonical), null));
        return Writer().AppendAsync(records);
    }

    /// <summary>Sets money aside: it counts at once, and is durable when the task is done. Only then may the request be sent.</summary>
    internal (Reservation Reservation, Task Durable) Reserve(AskScope scope, RequestKey key, string currency, Spend amount)
    {
        var writer = Writer();
        var reservation = new Reservation(((ulong)writer.FirstNumber << 32) | Interlocked.Increment(ref _reservations), scope, currency, amount);
        return (reservation, WriteAsync(writer, reservation, RecordContent.Frame(reservation, key, _time.GetUtcNow()), isUrgent: true));
    }

    /// <summary>Replaces a reservation by what was spent. Durable soon, at the latest with the next record: until then a crash leaves the whole reservation spent.</summary>
    internal Task SettleAsync(Reservation reservation, RequestKey key, Spend actual)
    {
        var settlement = new Settlement(reservation.Id, actual);
        return WriteAsync(Writer(), settlement, RecordContent.Frame(settlement, key, _time.GetUtcNow()), isUrgent: false);
    }

    /// <summary>Spent and reserved together, as far as this process knows.</summary>
    /// <param name="run">A run; null for all.</param>
    /// <param name="stage">A stage of it; null for all.</param>
    /// <param name="currency">Currency of the cost; tokens count whatever it is.</param>
    public Spend Spent(string? run, string? stage, string currency)
    {
        lock (_gate) return _book.Total(run, stage, currency);
    }

    /// <summary>Whether a reservation is neither settled nor unheard of.</summary>
    internal bool IsReserved(ulong id)
    {
        lock (_gate) return _book.IsOpen(id);
    }

    /// <summary>Appends a record as another ledger has it.</summary>
    internal Task AppendAsync(IReadOnlyList<PendingRecord> records) => Writer().AppendAsync(records);

    internal bool Has(EntryKey key)
    {
        foreach (var segment in _segments)
            if (segment.TryFind(key, out _))
                return true;
        return false;
    }

    private Task WriteAsync(SegmentWriter writer, object content, byte[] frame, bool isUrgent)
    {
        lock (_gate)
        {
            // It counts from now on, and stays counted when the write fails.
            Add(_book, content);
            _ = _underWay.Add(content);
        }

        return writer.AppendAsync([new PendingRecord(frame, content)], isUrgent);
    }

    private SegmentWriter Writer()
    {
        if (_writer is { } made) return made;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_options.ReadOnly) throw new LedgerException($"The ledger in {Folder} is open for reading only.");
            return _writer ??= new SegmentWriter(Folder, _options.SegmentBytes, _time, Opened, Committed, Sealed);
        }
    }

    private void Opened(LiveSegment segment)
    {
        // A refresh may have met the file a moment ago and taken it for another process's.
        lock (_gate) _segments = _segments.RemoveAll(s => s.Number == segment.Number).Add(segment);
    }

    private void Committed(SegmentWriter writer, IReadOnlyList<PendingRecord> records)
    {
        lock (_gate)
            foreach (var record in records)
            {
                writer.Segment.Add(record.Header, record.Offset, record.Content);
                if (record.Content is not null) _ = _underWay.Remove(record.Content);
            }
    }

    private void Sealed(int number)
    {
        lock (_gate)
        {
            var at = _segments.ToList().FindIndex(s => s.Number == number);
            if (at >= 0 && IndexedSegment.TryOpen(Folder, number) is { } indexed) _segments = _segments.SetItem(at, indexed);
        }
    }

    private static SpendBook BookOf(IEnumerable<ISegment> segments)
    {
        var book = new SpendBook();
        foreach (var segment in segments) book.Add(segment.Accounts.Spend);
        return book;
    }

    private static void Add(SpendBook book, object content)
    {
        if (content is Reservation reservation) book.Add(reservation);
        else if (content is Settlement settlement) book.Add(settlement);
    }
}
