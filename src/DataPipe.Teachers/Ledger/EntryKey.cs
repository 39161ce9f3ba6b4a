namespace DataPipe.Teachers.Ledger;

/// <summary>What a record is found by: key, then slot (the sample's number, or a number above all samples).</summary>
internal readonly record struct EntryKey(RequestKey Key, ushort Slot) : IComparable<EntryKey>
{
    public int CompareTo(EntryKey other) => Key.CompareTo(other.Key) is not 0 and var order ? order : Slot.CompareTo(other.Slot);

    // Keys are hashes already.
    public override int GetHashCode() => (int)Key.Leading ^ Slot;
}
