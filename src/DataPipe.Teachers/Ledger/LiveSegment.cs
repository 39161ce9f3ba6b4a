using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace DataPipe.Teachers.Ledger;

/// <summary>A segment without an index file: it is found by an index in memory. Its writer, or a reader that follows the file, makes it grow.</summary>
internal sealed class LiveSegment(int number, string path, SafeFileHandle file) : ISegment
{
    private readonly ConcurrentDictionary<EntryKey, Place> _places = new();
    private readonly List<(EntryKey Key, Place Place)> _others = [];
    private readonly List<LedgerDamage> _damage = [];

    public int Number => number;

    public string Path => path;

    public SafeFileHandle File => file;

    public SegmentAccounts Accounts { get; } = new();

    public long Bytes { get; private set; }

    /// <summary>Damage between whole records.</summary>
    public IReadOnlyList<LedgerDamage> Damage => _damage;

    /// <summary>Places of all records that are found by key, sorted; those of calls that are no answers among them.</summary>
    public (EntryKey Key, Place Place)[] Sorted()
    {
        (EntryKey Key, Place Place)[] rows = [.. _places.Select(p => (p.Key, p.Value)), .. _others];
        Array.Sort(rows, static (left, right) => left.Key.CompareTo(right.Key) is not 0 and var order ? order : left.Place.Offset.CompareTo(right.Place.Offset));
        return rows;
    }

    public bool TryFind(EntryKey key, out Place place) => _places.TryGetValue(key, out place);

    /// <summary>Takes note of a record at the end.</summary>
    public void Add(FrameHeader header, long offset, object? content)
    {
        var kind = header.Kind;
        var place = new Place(offset, (int)header.FrameBytes);
        // The first answer to a sample stands; one that came in between from another task was paid all the same.
        if (kind is RecordKind.Answer or RecordKind.Request && !_places.TryAdd(new EntryKey(header.Key, header.Slot), place) && kind == RecordKind.Answer)
            kind = RecordKind.NonAnswer;
        if (kind == RecordKind.NonAnswer) _others.Add((new EntryKey(header.Key, FrameHeader.NoSlot), place));
        Accounts.Add(kind, content);
        Bytes = offset + header.FrameBytes;
    }

    /// <summary>Reads on from where it stopped: what another process wrote meanwhile.</summary>
    public void ReadOn()
    {
        if (RandomAccess.GetLength(file) <= Bytes) return;
        var name = System.IO.Path.GetFileName(path);
        var scanner = new FrameScanner(file, Bytes, (offset, bytes) => _damage.Add(new LedgerDamage(name, offset, bytes, IsTornTail: false)));
        while (scanner.Next())
        {
            object? content;
            try
            {
                content = RecordContent.Read(scanner.Header, scanner.Payload);
            }
            catch (FormatException)
            {
                _damage.Add(new LedgerDamage(name, scanner.Offset, scanner.Header.FrameBytes, IsTornTail: false));
                continue;
            }

            Add(scanner.Header, scanner.Offset, content);
        }
    }

    /// <summary>The end of the file that is no whole record; null when there is none. Of a segment whose writer is gone.</summary>
    public LedgerDamage? TornTail() =>
        RandomAccess.GetLength(file) - Bytes is > 0 and var bytes ? new LedgerDamage(System.IO.Path.GetFileName(path), Bytes, bytes, IsTornTail: true) : null;
}
