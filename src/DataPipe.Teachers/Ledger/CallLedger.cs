using System.Buffers;
using System.Collections.Immutable;

namespace DataPipe.Teachers.Ledger;

/// <summary>
/// All that teachers were asked and answered, in a folder: content-addressed, append-only, shared by any number of processes. Each writer has segments of its
/// own; what others wrote is seen when the ledger is opened and after <see cref="Refresh"/>. Safe for concurrent use.
/// </summary>
public sealed partial class CallLedger : IDisposable
{
    private readonly LedgerOptions _options;
    private readonly TimeProvider _time;

    // Guards the sums of all segments and the making of the writer.
    private readonly Lock _gate = new();
    private ImmutableArray<ISegment> _segments;
    private SegmentWriter? _writer;
    private bool _closed;
    private long _unreadable;

    private CallLedger(string folder, LedgerOptions options, TimeProvider time)
    {
        (Folder, _options, _time) = (folder, options, time);
        _segments = [.. SegmentSet.Read(folder, [], own: 0)];
        _book = BookOf(_segments);
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>Records that an index named and that were damaged when they were read.</summary>
    public long UnreadableRecords => Interlocked.Read(ref _unreadable);

    /// <summary>Opens the ledger of a folder, which is made when it is missing; closed segments are tidied into indexed ones.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How calls are kept.</param>
    /// <param name="time">The clock of its records.</param>
    /// <exception cref="LedgerException">The folder is no ledger, or cannot be read or written.</exception>
    public static CallLedger Open(string folder, LedgerOptions options, TimeProvider time)
    {
        folder = Path.GetFullPath(folder);
        try
        {
            if (options.ReadOnly && !Directory.Exists(folder)) throw new LedgerException($"There is no ledger in {folder}. Name the folder that a run wrote its 'ledger' to.");
            if (!options.ReadOnly) Directory.CreateDirectory(folder);
            if (Directory.EnumerateFileSystemEntries(folder).Any(e => !IsOurs(Path.GetFileName(e))) && SegmentNames.Numbers(folder, SegmentNames.SegmentEnd).Count == 0)
                throw new LedgerException($"{folder} holds other files and no ledger. Choose a folder of its own for the ledger.");
            if (!options.ReadOnly) LedgerMerge.Tidy(folder, options, time);
            return new CallLedger(folder, options, time);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException($"The ledger in {folder} cannot be opened: {failure.Message} Make the folder readable and writable, or choose another.", failure);
        }
    }

    /// <summary>Finds an answer. Costs one or two reads.</summary>
    /// <returns>Null when there is none.</returns>
    public LedgerEntry? Find(RequestKey key, int sample)
    {
        using var record = Read(new EntryKey(key, (ushort)sample));
        return record.IsFound && record.Header.Kind == RecordKind.Answer ? Entry(record.Header, record.Payload) : null;
    }

    /// <summary>The canonical request of a key as JSON; null when it was not kept.</summary>
    public string? FindRequest(RequestKey key)
    {
        using var record = Read(new EntryKey(key, FrameHeader.RequestSlot));
        return record.IsFound ? System.Text.Encoding.UTF8.GetString(record.Payload) : null;
    }

    /// <summary>Sees what other processes wrote since.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            _segments = [.. SegmentSet.Read(Folder, _segments, _writer?.Segment.Number ?? 0)];
            _book = BookOf(_segments);
            foreach (var content in _underWay) Add(_book, content);
        }
    }

    /// <summary>Makes durable what is under way and closes this process's segment.</summary>
    public void Dispose()
    {
        SegmentWriter? writer;
        lock (_gate)
        {
            (writer, _writer, _closed) = (_writer, null, true);
        }

        writer?.Dispose();
    }

    /// <summary>The segments as they are now.</summary>
    internal ImmutableArray<ISegment> Segments
    {
        get
        {
            lock (_gate) return _segments;
        }
    }

    internal static bool IsOurs(string name) =>
        name.StartsWith("calls-", StringComparison.Ordinal) || name is SegmentNames.MergeLock or SegmentNames.SpendLock or SegmentNames.Batches;

    private FoundRecord Read(EntryKey key)
    {
        foreach (var segment in _segments)
        {
            if (!segment.TryFind(key, out var place)) continue;
            var record = FoundRecord.Read(segment, place);
            if (record.IsFound && record.Header.Key == key.Key) return record;
            record.Dispose();
            _ = Interlocked.Increment(ref _unreadable);
        }

        return default;
    }

    private LedgerEntry? Entry(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        try
        {
            return (LedgerEntry?)RecordContent.Read(header, payload);
        }
        catch (FormatException)
        {
            _ = Interlocked.Increment(ref _unreadable);
            return null;
        }
    }
}
