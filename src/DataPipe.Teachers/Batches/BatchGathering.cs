namespace DataPipe.Teachers.Batches;

/// <summary>Gathers rows until no more come, or as many as a batch takes, and knows every row that somebody may still want. Safe for concurrent use.</summary>
internal sealed class BatchGathering
{
    private readonly BatchOptions _options;
    private readonly Action<IReadOnlyList<AskedRow>> _send;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly Dictionary<RowKey, AskedRow> _rows = [];
    private SortedDictionary<RowKey, AskedRow> _gathered = [];
    private bool _isClosed;

    /// <summary>Gathers for <paramref name="send"/>, which gets the rows in the order of their keys: the same rows make the same batch, in whatever order they came.</summary>
    public BatchGathering(BatchOptions options, TimeProvider time, Action<IReadOnlyList<AskedRow>> send)
    {
        (_options, _send) = (options, send);
        _timer = time.CreateTimer(static gathering => ((BatchGathering)gathering!).Send(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A row that is here already; it counts one more who waits for it.</summary>
    public AskedRow? Find(RowKey key)
    {
        lock (_gate)
        {
            if (!_rows.TryGetValue(key, out var row)) return null;
            row.Waiting++;
            return row;
        }
    }

    /// <summary>Takes a row in, with one who waits; false when there is such a row already.</summary>
    public bool TryAdd(AskedRow row)
    {
        AskedRow[] full = [];
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (!_rows.TryAdd(row.Key, row)) return false;
            row.Waiting = 1;
            _gathered.Add(row.Key, row);
            // Under the same lock, so that no row comes between and makes the batch too large.
            if (_gathered.Count >= _options.MaxRequests) full = Take();
            _ = _timer.Change(_options.Gather, Timeout.InfiniteTimeSpan);
        }

        if (full.Length > 0) _send(full);
        return true;
    }

    /// <summary>Takes in a row that is under way already and nobody waits for yet.</summary>
    public AskedRow Adopt(AskedRow row)
    {
        lock (_gate)
        {
            // What is asked anew meanwhile stays what its asker waits for.
            _ = _rows.TryAdd(row.Key, row);
            return row;
        }
    }

    /// <summary>Takes a row out that has not gone out, when nobody else waits for it; false when it has, or somebody does.</summary>
    public bool Leave(AskedRow row)
    {
        lock (_gate) return row.Waiting == 1 && _gathered.Remove(row.Key) && _rows.Remove(row.Key);
    }

    /// <summary>One who waited does not any more. A row whose reply was taken by all is forgotten; one that is under way stays for who asks again.</summary>
    public void Taken(AskedRow row)
    {
        lock (_gate)
            if (--row.Waiting == 0 && row.Done.Task.IsCompleted && _rows.GetValueOrDefault(row.Key) == row)
                _ = _rows.Remove(row.Key);
    }

    /// <summary>Ends the gathering; gives what has not gone out.</summary>
    public IReadOnlyCollection<AskedRow> Close()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _isClosed = true;
            var left = _gathered.Values;
            _gathered = [];
            return left;
        }
    }

    private void Send()
    {
        AskedRow[] rows;
        lock (_gate) rows = Take();
        if (rows.Length > 0) _send(rows);
    }

    private AskedRow[] Take()
    {
        AskedRow[] rows = [.. _gathered.Values];
        _gathered = [];
        return rows;
    }
}
