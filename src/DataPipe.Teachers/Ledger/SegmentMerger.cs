namespace DataPipe.Teachers.Ledger;

/// <summary>Copies the records of sorted segments into one file in the order of their keys, with memory for one record a source.</summary>
internal sealed class SegmentMerger
{
    private readonly Stream _output;
    private readonly IReadOnlyList<IndexedSegment> _sources;
    private readonly Func<LedgerEntry, bool> _keep;

    public SegmentMerger(Stream output, IReadOnlyList<IndexedSegment> sources, Func<LedgerEntry, bool> keep, TimeProvider time)
    {
        (_output, _sources, _keep) = (output, sources, keep);
        var now = time.GetUtcNow();
        var book = new SpendBook();
        foreach (var source in sources) book.Add(source.Accounts.Spend);
        // The replaced segments of replaced segments are gone for good, or are removed by the next tidying.
        int[] replaces = [.. sources.Select(s => s.Number).Concat(sources.SelectMany(s => s.Accounts.Replaces)).Distinct().Order()];
        Write(RecordContent.Head(replaces, now), replaces);
        foreach (var spend in book.Settled) Write(RecordContent.Frame(spend, now), spend);
        foreach (var reservation in book.Open.OrderBy(r => r.Id)) Write(RecordContent.Frame(reservation, default, now), reservation);
        foreach (var settlement in book.Early.OrderBy(s => s.Id)) Write(RecordContent.Frame(settlement, default, now), settlement);
    }

    /// <summary>Sums of what was written.</summary>
    public SegmentAccounts Accounts { get; } = new();

    public long Kept { get; private set; }

    public long Dropped { get; private set; }

    /// <summary>Copies while it is enumerated, and gives the rows of the new index.</summary>
    public IEnumerable<(EntryKey Key, Place Place)> Rows()
    {
        var heads = new PriorityQueue<IEnumerator<(EntryKey Key, Place Place)>, (EntryKey Key, int Source)>();
        for (var i = 0; i < _sources.Count; i++) Enqueue(heads, _sources[i].Rows().GetEnumerator(), i);
        EntryKey? last = null;
        var hasAnswer = false;
        var repeated = new List<Place>();
        while (heads.TryDequeue(out var rows, out var head))
        {
            var (key, place) = rows.Current;
            if (last?.Key != key.Key || key.Slot >= FrameHeader.NoSlot)
            {
                foreach (var other in repeated) yield return (new EntryKey(last!.Value.Key, FrameHeader.NoSlot), other);
                repeated.Clear();
            }

            if (last?.Key != key.Key) hasAnswer = false;
            // Of one sample the first stands; what else was paid for goes on as a call that is not served. A request is kept with something that was said to it.
            var isRepeated = last == key && key.Slot != FrameHeader.NoSlot;
            last = key;
            using (var record = FoundRecord.Read(_sources[head.Source], place))
            {
                var isRequest = record.IsFound && record.Header.Kind == RecordKind.Request;
                if (isRequest && (isRepeated || !hasAnswer))
                {
                    // Said before, or left without an answer.
                }
                else if (isRequest)
                {
                    yield return (key, Write(record.Frame.ToArray(), null));
                }
                else if (record.IsFound && CopyEntry(record, isRepeated || key.Slot == FrameHeader.NoSlot) is { } copy)
                {
                    hasAnswer = true;
                    if (isRepeated) repeated.Add(copy);
                    else yield return (key, copy);
                }
            }

            Enqueue(heads, rows, head.Source);
        }

        foreach (var other in repeated) yield return (new EntryKey(last!.Value.Key, FrameHeader.NoSlot), other);
    }

    private Place? CopyEntry(FoundRecord record, bool isNonAnswer)
    {
        object? content;
        try
        {
            content = RecordContent.Read(record.Header, record.Payload);
        }
        catch (FormatException)
        {
            return null;
        }

        if (content is not LedgerEntry entry) return null;
        if (isNonAnswer && entry.Outcome == EntryOutcome.Answer) entry = entry with { Outcome = EntryOutcome.Surplus };
        if (!_keep(entry))
        {
            Dropped++;
            return null;
        }

        Kept++;
        var frame = isNonAnswer && record.Header.Kind == RecordKind.Answer
            ? FrameHeader.Frame(RecordKind.NonAnswer, record.Header.Slot, record.Header.Time, record.Header.Key, record.Payload)
            : record.Frame.ToArray();
        return Write(frame, entry);
    }

    private Place Write(byte[] frame, object? content)
    {
        var place = new Place(_output.Position, frame.Length);
        _output.Write(frame);
        _ = FrameHeader.TryRead(frame, out var header);
        Accounts.Add(header.Kind, content);
        return place;
    }

    private static void Enqueue(PriorityQueue<IEnumerator<(EntryKey Key, Place Place)>, (EntryKey Key, int Source)> heads, IEnumerator<(EntryKey Key, Place Place)> rows, int source)
    {
        if (rows.MoveNext()) heads.Enqueue(rows, (rows.Current.Key, source));
        else rows.Dispose();
    }
}
