using Microsoft.Win32.SafeHandles;

namespace DataPipe.Teachers.Ledger;

/// <summary>A file of records with a way to find them. Finding is safe for concurrent use.</summary>
internal interface ISegment
{
    int Number { get; }

    string Path { get; }

    SafeFileHandle File { get; }

    /// <summary>Guarded by the ledger's gate while the segment grows.</summary>
    SegmentAccounts Accounts { get; }

    /// <summary>Bytes of whole records.</summary>
    long Bytes { get; }

    bool TryFind(EntryKey key, out Place place);
}
