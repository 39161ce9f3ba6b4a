using Microsoft.Win32.SafeHandles;

namespace DataPipe.Teachers.Ledger;

/// <summary>
/// Appends records to a segment of its own with group commit: whatever was handed in while one synchronisation was under way shares the next. A thread of its
/// own does it, because the call blocks. After a failed write or synchronisation nobody knows what the medium holds: every later append fails too.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    // Long enough for the reply that follows a settlement, short for other processes that wait for the money it gives back.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    private readonly string _folder;
    private readonly long _segmentBytes;
    private readonly TimeProvider _time;
    private readonly Action<SegmentWriter, IReadOnlyList<PendingRecord>> _committed;
    private readonly Action<LiveSegment> _opened;
    private readonly Action<int> _sealed;
    private readonly object _lock = new();
    private readonly Thread _thread;
    private List<PendingAppend> _pending = [];
    private bool _isUrgent;
    private bool _closing;
    private IOException? _broken;
    private SegmentClaim? _claim;
    private LiveSegment? _segment;

    public SegmentWriter(
        string folder, long segmentBytes, TimeProvider time, Action<LiveSegment> opened, Action<SegmentWriter, IReadOnlyList<PendingRecord>> committed, Action<int> @sealed)
    {
        (_folder, _segmentBytes, _time, _opened, _committed, _sealed) = (folder, segmentBytes, time, opened, committed, @sealed);
        OpenSegment();
        FirstNumber = _segment!.Number;
        _thread = new Thread(CommitLoop) { IsBackground = true, Name = "ledger" };
        _thread.Start();
    }

    /// <summary>Number of the first segment: no other writer has it, now or ever.</summary>
    public int FirstNumber { get; }

    /// <summary>The segment that is written to.</summary>
    public LiveSegment Segment => _segment!;

    /// <summary>Hands records in; the task is done when they are durable, and fails with <see cref="IOException"/> when they may not be.</summary>
    /// <param name="records">The records.</param>
    /// <param name="isUrgent">Whether somebody waits for it; what nobody waits for shares the synchronisation of what comes soon after.</param>
    public Task AppendAsync(IReadOnlyList<PendingRecord> records, bool isUrgent = true)
    {
        var append = new PendingAppend(records);
        lock (_lock)
        {
            if (_broken is not null) return Task.FromException(_broken);
            ObjectDisposedException.ThrowIf(_closing, this);
            _pending.Add(append);
            _isUrgent |= isUrgent;
            // The first one that can wait starts the wait.
            if (isUrgent || _pending.Count == 1) Monitor.Pulse(_lock);
        }

        return append.Done.Task;
    }

    /// <summary>Makes durable what was handed in, writes the index and ends.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closing = true;
            Monitor.Pulse(_lock);
        }

        _thread.Join();
        if (_broken is null) Seal();
        _claim?.Dispose();
        _claim = null;
    }

    private void CommitLoop()
    {
        var buffer = new MemoryStream();
        while (true)
        {
            List<PendingAppend> batch;
            lock (_lock)
            {
                while (_pending.Count == 0 && !_closing) Monitor.Wait(_lock);
                if (_pending.Count == 0) return;
                if (!_isUrgent && !_closing) Monitor.Wait(_lock, Patience);
                (batch, _pending, _isUrgent) = (_pending, [], false);
            }

            try
            {
                Commit(batch, buffer);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Break(batch, new IOException($"The ledger in {_folder} cannot be written: {failure.Message} Make room or mend the medium, then run again: what was kept stays.", failure));
                return;
            }

            foreach (var append in batch) append.Done.SetResult();
            try
            {
                if (_segment!.Bytes >= _segmentBytes) Roll();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Break([], new IOException($"The ledger in {_folder} cannot begin another segment: {failure.Message}", failure));
                return;
            }
        }
    }

    private void Commit(List<PendingAppend> batch, MemoryStream buffer)
    {
        var segment = _segment!;
        var start = segment.Bytes;
        buffer.SetLength(0);
        foreach (var append in batch)
            foreach (var record in append.Records)
            {
                record.Offset = start + buffer.Length;
                buffer.Write(record.Frame);
            }

        RandomAccess.Write(segment.File, buffer.GetBuffer().AsSpan(0, (int)buffer.Length), start);
        DurableFile.Synchronise(segment.File, segment.Path);
        foreach (var append in batch) _committed(this, append.Records);
    }

    private void Break(List<PendingAppend> batch, IOException failure)
    {
        lock (_lock)
        {
            _broken = failure;
            batch.AddRange(_pending);
            _pending = [];
        }

        foreach (var append in batch) append.Done.TrySetException(failure);
    }

    private void Roll()
    {
        var (old, claim) = (_segment!, _claim!);
        OpenSegment();
        WriteIndex(old);
        claim.Dispose();
        _sealed(old.Number);
    }

    private void Seal()
    {
        WriteIndex(_segment!);
        _claim!.Dispose();
        _claim = null;
        _sealed(_segment!.Number);
    }

    private void WriteIndex(LiveSegment segment) => IndexFile.Write(
        SegmentNames.Of(_folder, segment.Number, SegmentNames.IndexEnd), segment.Sorted(), () => RandomAccess.GetLength(segment.File), segment.Accounts);

    private void OpenSegment()
    {
        var claim = SegmentClaim.Take(_folder);
        var path = SegmentNames.Of(_folder, claim.Number, SegmentNames.SegmentEnd);
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch
        {
            claim.Dispose();
            throw;
        }

        var segment = new LiveSegment(claim.Number, path, file);
        var head = new PendingRecord(RecordContent.Head([], _time.GetUtcNow()), Array.Empty<int>());
        RandomAccess.Write(file, head.Frame, 0);
        DurableFile.Synchronise(file, path);
        DurableFile.SynchroniseFolder(_folder);
        segment.Add(head.Header, 0, head.Content);
        (_segment, _claim) = (segment, claim);
        _opened(segment);
    }

    private sealed record PendingAppend(IReadOnlyList<PendingRecord> Records)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
