using System.Runtime.InteropServices;

namespace DataPipe.Curation.Dedup;

/// <summary>A key that duplicates share, 128 bits wide so that chance does not make any, and a document that has it.</summary>
/// <param name="Key">Upper half: decides the bucket.</param>
/// <param name="Check">Lower half.</param>
/// <param name="Document">The document's <see cref="DocumentNumber"/>.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BucketEntry(ulong Key, ulong Check, ulong Document) : IComparable<BucketEntry>
{
    internal bool HasKeyOf(BucketEntry other) => Key == other.Key && Check == other.Check;

    /// <summary>The bucket of the key: ascending with it.</summary>
    internal int Bucket(int buckets) => (int)Math.BigMul(Key, (ulong)buckets, out _);

    public int CompareTo(BucketEntry other)
    {
        if (Key != other.Key) return Key < other.Key ? -1 : 1;
        if (Check != other.Check) return Check < other.Check ? -1 : 1;
        return Document.CompareTo(other.Document);
    }
}
