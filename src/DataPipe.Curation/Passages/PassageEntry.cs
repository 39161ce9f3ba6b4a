using System.Runtime.InteropServices;

namespace DataPipe.Curation.Passages;

/// <summary>A passage of a shard: sorted, equal passages lie together, and the one that stays comes first.</summary>
/// <param name="High">Upper half of its hash: decides the partition.</param>
/// <param name="Low">Lower half.</param>
/// <param name="Order">Place of its document in the fixed order of documents.</param>
/// <param name="Place">Its <see cref="PassagePlace"/>.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct PassageEntry(ulong High, ulong Low, ulong Order, ulong Place)
{
    internal bool HasHashOf(PassageEntry other) => High == other.High && Low == other.Low;

    /// <summary>The partition of the hash: ascending with it.</summary>
    internal int Partition(int partitions) => (int)Math.BigMul(High, (ulong)partitions, out _);
}
